using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.Security;
using Reconbanker.Tests.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Drivers;

/// <summary>What a driver is handed, on pages of our own making in a real browser.</summary>
public sealed class BankPageTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private const string CodeForm = """
        <label>Code <input name="code"></label><button onclick="document.querySelector('#said').innerHTML += answer()">Confirm</button>
        <button id="again" onclick="sent++">Send again</button><div id="said"></div>
        """;

    private static readonly Uri Site = new("https://bank.test/");

    private readonly Dictionary<string, int> _asked = [];
    private TestBrowser _browser = null!;
    private IPage _tab = null!;
    private CodeEntry? _entry;

    public async ValueTask InitializeAsync()
    {
        _browser = await TestBrowser.LaunchAsync(chromium);
        _tab = await _browser.Browser.NewPageAsync();
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();

    [Fact]
    public async Task A_page_that_a_broken_connection_swallowed_is_asked_for_again()
    {
        await AnswerAsync((_, times) => times < 3 ? null : "<h1>Here</h1>");

        await NewPage().OpenAsync(Site);

        (await _tab.TextContentAsync("h1")).Should().Be("Here");
        _asked["GET /"].Should().Be(3);
    }

    [Fact]
    public async Task A_page_that_never_comes_is_given_up()
    {
        await AnswerAsync((_, _) => null);

        var opening = () => NewPage().OpenAsync(Site);

        (await opening.Should().ThrowAsync<BankStepException>()).Which.Failure.Should().Be(BankStepFailure.NotReachable);
        _asked["GET /"].Should().Be(3);
    }

    [Fact]
    public async Task A_page_that_was_swallowed_behind_a_link_is_asked_for_again_too()
    {
        await AnswerAsync((request, times) => request switch
        {
            "GET /" => "<a href='/next'>Next</a>",
            _ => times == 1 ? null : "<h1>Here</h1>",
        });
        var page = NewPage();
        await page.OpenAsync(Site);

        await page.ClickAsync(page.Link("Next"));
        await page.VisibleAsync(page.Css("h1"));

        _asked["GET /next"].Should().Be(2);
    }

    [Fact]
    public async Task The_browsers_own_page_about_a_loss_is_never_taken_for_the_banks()
    {
        await AnswerAsync((request, times) => request switch
        {
            "GET /" => "<a href='/next'>Next</a>",
            _ => times == 1 ? null : "<p>Here</p>",
        });
        var page = NewPage();
        await page.OpenAsync(Site);

        // Chromium's error page has a heading of its own.
        await page.ClickAsync(page.Link("Next"));

        (await page.FirstOfAsync(page.Css("h1"), page.Css("p:text-is('Here')"))).Should().Be(1);
    }

    [Fact]
    public async Task A_step_whose_page_has_gone_leaves_it_to_the_run_to_say_why()
    {
        await AnswerAsync((_, _) => "<p>One moment, please.</p>");
        using var run = new CancellationTokenSource();
        var page = NewPage(run: run.Token);
        await page.OpenAsync(Site);
        var pressing = page.ClickAsync(page.Css("h1"));
        var later = _tab.Locator("h1").ClickAsync();

        await _tab.CloseAsync();
        await ((Func<Task>)(() => later)).Should().ThrowAsync<PlaywrightException>();
        await run.CancelAsync();

        await ((Func<Task>)(() => pressing)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_form_is_never_sent_twice()
    {
        await AnswerAsync((request, _) =>
            request == "GET /" ? "<form method=post action=/login><button>Log in</button></form>" : null);
        var page = NewPage();
        await page.OpenAsync(Site);

        await page.PressAsync("Log in");
        var waiting = () => page.VisibleAsync(page.Css("h1"));

        (await waiting.Should().ThrowAsync<BankStepException>()).Which.Failure.Should().Be(BankStepFailure.NotReachable);
        _asked["POST /login"].Should().Be(1);
    }

    [Fact]
    public async Task A_form_that_led_to_a_swallowed_page_is_not_sent_again_but_that_page_is_asked_for()
    {
        await AnswerAsync((request, times) => request switch
        {
            "GET /" => "<form method=post action=/login><button>Log in</button></form>",
            "POST /login" => "<meta http-equiv=refresh content='0;url=/accounts'>",
            _ => times == 1 ? null : "<h1>Here</h1>",
        });
        var page = NewPage();
        await page.OpenAsync(Site);

        await page.PressAsync("Log in");
        await page.VisibleAsync(page.Css("h1"));

        _asked["POST /login"].Should().Be(1);
        _asked["GET /accounts"].Should().Be(2);
    }

    [Fact]
    public async Task A_code_is_spread_over_as_many_boxes_as_there_are()
    {
        await _tab.SetContentAsync("""
            <div id="boxes"><input maxlength=1><input maxlength=1><input maxlength=1><input maxlength=1><input maxlength=1><input maxlength=1></div>
            <script>
              const boxes = [...document.querySelectorAll('input')];
              boxes.forEach((box, i) => box.addEventListener('input', () => {
                setTimeout(() => boxes[i + 1]?.focus());
                if (boxes.every(b => b.value)) document.body.innerHTML = `<h1>${boxes.map(b => b.value).join('')}</h1>`;
              }));
            </script>
            """);
        var page = NewPage();

        var verdict = await EnterAsync(page, Screen(page) with { Field = page.Css("#boxes input") }, "482913");

        verdict.Should().Be(CodeVerdict.Accepted);
        (await _tab.TextContentAsync("h1")).Should().Be("482913");
    }

    [Fact]
    public async Task A_code_reaches_a_frame_of_another_site_and_the_answer_is_read_there()
    {
        await AnswerAsync((request, _) => request == "GET /frame"
            ? """<label>Code <input></label><button onclick="said.innerHTML = '<p role=alert>No</p>'">Confirm</button><p id=said></p>"""
            : "<iframe src='https://other.test/frame'></iframe>");
        var page = NewPage();
        await page.OpenAsync(Site);
        var frame = page.Frame("iframe");

        var verdict = await EnterAsync(
            page,
            new CodeScreen(frame.GetByLabel("Code"), page.Css("h1"), frame.GetByRole(AriaRole.Alert), page.Css("#ended"))
            {
                Confirm = frame.GetByRole(AriaRole.Button),
            },
            "482913");

        verdict.Should().Be(CodeVerdict.Refused);
        (await frame.GetByLabel("Code").InputValueAsync()).Should().Be("482913");
    }

    [Fact]
    public async Task A_host_that_keeps_its_page_until_it_is_told_who_comes_is_left_to_the_human()
    {
        await using var site = await PageSite.StartAsync(
            context => HostSignIn.IsKnown(context, "Basic") ? PageSite.WriteAsync(context, "<h1>Kept</h1>") : Task.CompletedTask,
            TestContext.Current.CancellationToken);
        await using var view = await LiveView.OpenAsync(_tab, TimeProvider.System, TestContext.Current.CancellationToken);
        var asked = new List<HelpRequest>();
        var page = NewPage(async (help, entry, _) =>
        {
            asked.Add(help);
            var viewer = view.InControl();
            (await entry.IsSignedIn()).Should().BeFalse();
            (await entry.IsSignedIn()).Should().BeFalse();
            await Until.TrueAsync(() => view.Dialog is not null, "the host's question must be shown");
            var isRefused = false;
            _tab.FrameNavigated += (_, _) => isRefused = true;
            viewer.Answer(view.Dialog!, DialogAnswer.Dismiss);
            await Until.TrueAsync(() => isRefused && view.Address.Trouble == PageTrouble.NotLoaded, "the host keeps its page");
            (await entry.IsSignedIn()).Should().BeFalse();
            viewer.Reload();
            await Until.TrueAsync(() => view.Dialog is not null, "the host must ask again");
            viewer.SignIn(view.Dialog!, HostSignIn.UserName, new SecretText(HostSignIn.Password));
            while (!await entry.IsSignedIn())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            }

            view.AcceptsInput = false;
        });

        await page.OpenAsync(new Uri(site.At("bank")));

        asked.Should().Equal(new HelpRequest(HelpKind.HostSignIn));
        (await page.TextAsync(page.Css("h1"))).Should().Be("Kept");
    }

    [Fact]
    public async Task For_a_code_that_came_too_late_another_one_is_asked_for_once()
    {
        await _tab.SetContentAsync(CodeForm + "<script>let sent = 0; const answer = () => '<p role=alert class=late>Too late</p>'</script>");
        var page = NewPage();
        var screen = Screen(page) with { Confirm = page.Button("Confirm"), Expired = page.Css(".late"), SendAgain = page.Css("#again") };

        var verdicts = new[] { await EnterAsync(page, screen, "111111"), await EnterAsync(page, screen, "222222") };

        verdicts.Should().Equal(CodeVerdict.SentAgain, CodeVerdict.Expired);
        (await _tab.EvaluateAsync<int>("sent")).Should().Be(1);
    }

    [Fact]
    public async Task A_refusal_of_an_earlier_code_is_no_answer_to_a_later_one()
    {
        await _tab.SetContentAsync(CodeForm + """
            <script>let times = 0; const answer = () => times++ ? '<h1>In</h1>' : '<p role=alert class=refused>No</p>'</script>
            """);
        var page = NewPage();
        var screen = Screen(page) with { Confirm = page.Button("Confirm") };

        var verdicts = new[] { await EnterAsync(page, screen, "111111"), await EnterAsync(page, screen, "222222") };

        verdicts.Should().Equal(CodeVerdict.Refused, CodeVerdict.Accepted);
    }

    /// <param name="answer">The body for a request such as "GET /" that comes for the n-th time, from 1; null breaks the connection.</param>
    private Task<IAsyncDisposable> AnswerAsync(Func<string, int, string?> answer) => _tab.RouteAsync("**/*", route =>
    {
        var request = $"{route.Request.Method} {new Uri(route.Request.Url).AbsolutePath}";
        var times = _asked[request] = _asked.GetValueOrDefault(request) + 1;
        return answer(request, times) is { } body
            ? route.FulfillAsync(new() { ContentType = "text/html", Body = $"<!doctype html>{body}" })
            : route.AbortAsync(RequestAbortErrorCode.ConnectionReset);
    });

    private static CodeScreen Screen(BankPage page) => new(page.Field("Code"), page.Css("h1"), page.Css(".refused"), page.Css("#ended"));

    /// <summary>Asks for a code once, and types this one whenever it is called again.</summary>
    private async Task<CodeVerdict> EnterAsync(BankPage page, CodeScreen screen, string code)
    {
        if (_entry is null)
        {
            await page.AskForCodeAsync(new CodeRequest(6, CodeKind.Digits, CodeChannel.Sms), screen, TestContext.Current.CancellationToken);
        }

        return await _entry!.Enter(new SecretText(code));
    }

    private BankPage NewPage(Func<HelpRequest, HelpEntry, CancellationToken, Task>? askForHelp = null, CancellationToken? run = null)
    {
        var bank = new Bank("tiny", "Tiny Bank", "America/Montevideo")
        {
            LoginPage = new("https://bank.test/"),
            Hosts = ["bank.test"],
            Identity = IdStrength.Unique,
        };
        var help = new BankPageHelp(
            _ => Task.CompletedTask,
            (_, entry, _) =>
            {
                _entry = entry;
                return Task.CompletedTask;
            },
            askForHelp ?? ((_, _, _) => Task.CompletedTask));
        return new BankPage(
            _tab, bank, new BankCredentials(new SecretText("u"), new SecretText("p")), new DateOnly(2026, 11, 21), TimeSpan.FromSeconds(10), TimeProvider.System,
            help, run ?? TestContext.Current.CancellationToken);
    }
}
