using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite.Customers.Captchas;
using Reconbanker.Web.Demo.BankSite.Customers.Questions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Demo;

/// <summary>The pages of the login steps as a person uses them, in a real browser and under the demo's content policy.</summary>
public sealed class StepPageTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private readonly List<string> _complaints = [];
    private RunningDemo _demo = null!;
    private TestBrowser _browser = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(TestContext.Current.CancellationToken);
        _browser = await TestBrowser.LaunchAsync(chromium);
        _page = await (await _browser.Browser.NewContextAsync(new() { HasTouch = true })).NewPageAsync();
        _page.Console += (_, message) => Note(message.Type == "error", message.Text);
        _page.PageError += (_, error) => Note(true, error);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _demo.DisposeAsync();
        _complaints.Should().BeEmpty("the pages' scripts must run, and need nothing that the content policy forbids");
    }

    private ILocator SignedIn => _page.GetByTestId("signed-in");

    private void Note(bool matters, string complaint)
    {
        if (matters)
        {
            _complaints.Add(complaint);
        }
    }

    private string Code(string user) => _demo.Site.Phone.LatestCode(user)!;

    private async Task LogInAsync(string user, string step)
    {
        await _page.GotoAsync(_demo.Site.Address!.AbsoluteUri);
        await _page.GetByLabel("Username").FillAsync(user);
        await _page.GetByLabel("Password").FillAsync("open sesame");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(_page.Locator($"main[data-step={step}]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Six_boxes_move_on_by_themselves_and_send_the_code()
    {
        await LogInAsync("sixbox", "sixbox");
        await Expect(_page.GetByTestId("code-boxes").Locator("input")).ToHaveCountAsync(6);

        await _page.GetByLabel("Digit 1 of 6").ClickAsync();
        await _page.Keyboard.TypeAsync(Code("sixbox"));

        await Expect(SignedIn).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_digit_of_the_six_boxes_is_taken_back_with_backspace()
    {
        await LogInAsync("sixbox", "sixbox");
        var code = Code("sixbox");
        await _page.GetByLabel("Digit 1 of 6").ClickAsync();

        await _page.Keyboard.TypeAsync($"{code[..3]}{(code[3] == '9' ? '0' : '9')}");
        await _page.Keyboard.PressAsync("Backspace");
        await _page.Keyboard.TypeAsync(code[3..]);

        await Expect(SignedIn).ToBeVisibleAsync();
        _demo.Site.Desk.Counts("sixbox").CodesRefused.Should().Be(0);
    }

    [Fact]
    public async Task The_page_goes_on_by_itself_once_the_phone_has_approved()
    {
        await LogInAsync("push", "push");
        await Expect(_page.GetByTestId("time-left")).ToHaveTextAsync("120");
        var phone = await _browser.Browser.NewPageAsync();
        await phone.GotoAsync(_demo.Site.PhoneAddress!.AbsoluteUri);

        await phone.GetByTestId("approve").ClickAsync();

        await Expect(SignedIn).ToBeVisibleAsync();
        await Expect(phone.GetByTestId("approval")).ToHaveAttributeAsync("data-state", "approved");
    }

    [Fact]
    public async Task The_page_says_by_itself_that_nobody_approved_in_time()
    {
        await LogInAsync("push", "push");

        _demo.Clock.Advance(TimeSpan.FromSeconds(120));

        await Expect(_page.Locator("[role=alert][data-reason=approval-expired]")).ToBeVisibleAsync();
        await _page.GetByTestId("send-again").ClickAsync();
        await Expect(_page.Locator("[role=status][data-reason=approval-sent]")).ToBeVisibleAsync();
        _demo.Site.Phone.Answer(_demo.Site.Phone.LatestApproval("push")!.Id, approve: true);
        await Expect(SignedIn).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_pad_takes_clicks_and_the_fields_no_keys()
    {
        await LogInAsync("grid", "grid");
        var card = (CoordinateCard)_demo.Site.Customers.Single(c => c.UserName == "grid").Paper!;
        var coordinates = await _page.Locator(".coordinates label").AllTextContentsAsync();
        var pad = _page.GetByRole(AriaRole.Group, new() { Name = "Number pad" });
        Task PressAsync(char key) => pad.GetByRole(AriaRole.Button, new() { Name = key.ToString() }).TapAsync();

        await _page.GetByLabel(coordinates[0]).ClickAsync();
        await _page.Keyboard.TypeAsync("12");
        await Expect(_page.GetByLabel(coordinates[0])).ToHaveValueAsync("");
        await PressAsync('0');
        await pad.GetByRole(AriaRole.Button, new() { Name = "Delete" }).TapAsync();
        foreach (var key in string.Concat(coordinates.Select(card.At)))
        {
            await PressAsync(key);
        }

        await _page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(SignedIn).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_piece_of_the_puzzle_follows_the_mouse()
    {
        await LogInAsync("drag", "drag");
        var (x, y, reach) = await HandleAsync();

        await _page.Mouse.MoveAsync(x, y);
        await _page.Mouse.DownAsync();
        await _page.Mouse.MoveAsync(x + reach, y + 20, new() { Steps = 12 });
        await _page.Mouse.UpAsync();

        await Expect(SignedIn).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_piece_of_the_puzzle_follows_a_finger_on_a_narrow_screen()
    {
        await _page.SetViewportSizeAsync(390, 844);
        await LogInAsync("drag", "drag");
        var (x, y, reach) = await HandleAsync();
        var touch = await _page.Context.NewCDPSessionAsync(_page);
        Task SendAsync(string type, params object[] points) =>
            touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });

        await SendAsync("touchStart", new { x, y });
        for (var i = 1; i <= 10; i++)
        {
            await SendAsync("touchMove", new { x = x + (reach * i / 10), y });
        }

        await SendAsync("touchEnd");

        await Expect(SignedIn).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_piece_of_the_puzzle_moves_by_the_arrow_keys_too()
    {
        await LogInAsync("drag", "drag");
        var solution = ((DragStep)_demo.Site.Desk.Sessions[^1].Step!).Captcha.Solution;
        await HandleAsync();

        await _page.GetByTestId("puzzle-handle").FocusAsync();
        for (var moved = 0; moved + 4 <= solution; moved += 4)
        {
            await _page.Keyboard.PressAsync("ArrowRight");
        }

        await _page.Keyboard.PressAsync("Enter");

        await Expect(SignedIn).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_code_typed_in_the_frame_of_another_site_moves_the_whole_page_on()
    {
        await LogInAsync("iframe", "iframe");
        var frame = _page.FrameLocator("iframe[title='Security check']");
        var code = Code("iframe");

        await frame.GetByLabel("Code from the SMS").FillAsync(code == "000000" ? "000001" : "000000");
        await frame.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(frame.Locator("[role=alert][data-reason=code-refused]")).ToBeVisibleAsync();
        await frame.GetByLabel("Code from the SMS").FillAsync(code);
        await frame.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

        await Expect(SignedIn).ToBeVisibleAsync();
        _page.Url.Should().EndWith("/accounts");
    }

    [Fact]
    public async Task The_window_for_the_code_closes_itself_and_the_page_that_opened_it_goes_on()
    {
        await LogInAsync("popup", "popup");
        _demo.Site.Phone.LatestCode("popup").Should().BeNull("it is sent when the window opens");
        var window = await _page.RunAndWaitForPopupAsync(() =>
            _page.GetByRole(AriaRole.Button, new() { Name = "Continue in a new window" }).ClickAsync());
        await Expect(window.Locator("main[data-step=sms]")).ToBeVisibleAsync();
        var closed = new TaskCompletionSource();
        window.Close += (_, _) => closed.SetResult();

        await window.GetByLabel("Code from the SMS").FillAsync(Code("popup"));
        await window.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

        await Expect(SignedIn).ToBeVisibleAsync();
        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);
        _demo.Site.Desk.Counts("popup").SmsSent.Should().Be(1);
    }

    [Fact]
    public async Task Details_are_sent_only_when_the_dialog_is_confirmed()
    {
        await LogInAsync("choice", "choice");
        await _page.GetByLabel("Your branch").SelectOptionAsync("Ciudad Vieja");
        await _page.GetByLabel("Date of birth").FillAsync("1984-03-14");
        await _page.GetByLabel("E-mail").CheckAsync();
        var answers = new Queue<bool>([false, true]);
        _page.Dialog += async (_, dialog) => await (answers.Dequeue() ? dialog.AcceptAsync() : dialog.DismissAsync());

        await _page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(_page.Locator("main[data-step=choice]")).ToBeVisibleAsync();
        answers.Should().ContainSingle();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

        await Expect(SignedIn).ToBeVisibleAsync();
    }

    /// <returns>The middle of the puzzle's handle, and how far right it must go for the piece to lie in its hole.</returns>
    private async Task<(float X, float Y, float Reach)> HandleAsync()
    {
        await Expect(_page.Locator(".puzzle .piece")).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex("width"));
        var box = (await _page.GetByTestId("puzzle-handle").BoundingBoxAsync())!;
        var rail = (await _page.Locator(".slide").BoundingBoxAsync())!;
        var solution = ((DragStep)_demo.Site.Desk.Sessions[^1].Step!).Captcha.Solution;
        var reach = (rail.Width - 2 - box.Width) * solution / (Puzzle.Width - Puzzle.PieceWidth);
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2), reach);
    }
}
