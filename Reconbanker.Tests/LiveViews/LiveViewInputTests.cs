using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class LiveViewInputTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Field = "<input style='position:absolute;left:100px;top:100px;width:300px;height:30px'>";

    [Fact]
    public async Task What_an_operator_types_reaches_the_page_in_order()
    {
        var page = await browser.OpenAsync(Field);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(110, 110);
        viewer.PressDigits("482913");

        await Assertions.Expect(page.Locator("input")).ToHaveValueAsync("482913");
    }

    [Fact]
    public async Task Backspace_and_the_arrows_edit_what_was_typed()
    {
        var page = await browser.OpenAsync(Field);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(110, 110);
        viewer.PressDigits("1234");
        viewer.Press("Backspace", "Backspace", 8);
        viewer.Press("ArrowLeft", "ArrowLeft", 37);
        viewer.PressDigits("9");

        await Assertions.Expect(page.Locator("input")).ToHaveValueAsync("1293");
    }

    [Fact]
    public async Task Accents_and_other_scripts_arrive_whole()
    {
        var page = await browser.OpenAsync(Field);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(110, 110);
        viewer.Send(new ViewerInput.Text("ñandú 日本 e\u0301👍🏽"));

        await Assertions.Expect(page.Locator("input")).ToHaveValueAsync("ñandú 日本 e\u0301👍🏽");
    }

    [Theory]
    [InlineData(false, "482913")]
    [InlineData(true, " 482913\n")]
    public async Task A_code_fills_a_row_of_fields_of_one_digit_each(bool isPasted, string code)
    {
        var boxes = string.Concat(Enumerable.Range(0, 6).Select(_ => "<input class=box maxlength=1 style='width:30px;height:30px'>"));
        var page = await browser.OpenAsync($$"""
            {{boxes}}
            <script>
              for (const box of document.querySelectorAll('.box')) {
                box.addEventListener('input', () => box.value && box.nextElementSibling?.focus());
              }
            </script>
            """);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(15, 15);
        viewer.Send(isPasted ? new ViewerInput.Paste(code) : new ViewerInput.Text(code));

        await Assertions.Expect(page.Locator(".box").Last).ToHaveValueAsync("3");
        (await page.EvaluateAsync<string>("[...document.querySelectorAll('.box')].map(b => b.value).join('')")).Should().Be("482913");
    }

    [Fact]
    public async Task A_drag_moves_a_slider()
    {
        var page = await browser.OpenAsync("""
            <div id=knob style='position:absolute;left:100px;top:100px;width:40px;height:40px;background:#08c'></div>
            <script>
              knob.onpointerdown = e => knob.setPointerCapture(e.pointerId);
              knob.onpointermove = e => { if (e.buttons === 1) knob.style.left = e.clientX - 20 + 'px'; };
            </script>
            """);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Send(new ViewerInput.Mouse(MouseAction.Down, 120, 120, long.MaxValue, PointerButton.Left, PointerButtons.Left));
        for (var x = 120; x <= 320; x += 20)
        {
            viewer.Send(new ViewerInput.Mouse(MouseAction.Move, x, 120, long.MaxValue, Buttons: PointerButtons.Left));
        }

        viewer.Send(new ViewerInput.Mouse(MouseAction.Up, 320, 120, long.MaxValue, PointerButton.Left));

        await Assertions.Expect(page.Locator("#knob")).ToHaveCSSAsync("left", "300px");
    }

    [Fact]
    public async Task The_wheel_scrolls()
    {
        var page = await browser.OpenAsync("<div style='height:5000px'></div>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Send(new ViewerInput.Wheel(300, 300, 0, 400));

        await page.WaitForFunctionAsync("scrollY === 400");
    }

    [Fact]
    public async Task Two_quick_clicks_are_a_double_click_and_every_button_arrives()
    {
        var page = await browser.OpenAsync("""
            <div id=pad style='width:500px;height:500px'></div>
            <script>
              window.seen = [];
              pad.ondblclick = () => seen.push('double');
              pad.onauxclick = e => seen.push('button ' + e.button);
            </script>
            """);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(50, 50, clicks: 1);
        viewer.Click(50, 50, clicks: 2);
        viewer.Send(new ViewerInput.Mouse(MouseAction.Down, 60, 60, long.MaxValue, PointerButton.Middle, PointerButtons.Middle));
        viewer.Send(new ViewerInput.Mouse(MouseAction.Up, 60, 60, long.MaxValue, PointerButton.Middle));

        await page.WaitForFunctionAsync("seen.join() === 'double,button 1'");
    }

    [Fact]
    public async Task Nothing_stays_pressed_when_the_hands_are_off()
    {
        var page = await browser.OpenAsync("""
            <script>
              window.seen = [];
              for (const kind of ['mousedown', 'mouseup', 'keydown', 'keyup']) addEventListener(kind, () => seen.push(kind));
            </script>
            """);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        viewer.Send(new ViewerInput.Mouse(MouseAction.Down, 50, 50, long.MaxValue, PointerButton.Left, PointerButtons.Left));
        viewer.Send(new ViewerInput.Key(true, "Shift", "ShiftLeft", 16));
        await page.WaitForFunctionAsync("seen.length === 2");

        viewer.HandBack();

        await page.WaitForFunctionAsync("seen.length === 4 && seen.includes('mouseup') && seen.includes('keyup')");
    }

    [Fact]
    public async Task A_click_on_a_picture_from_before_the_page_changed_is_dropped()
    {
        var page = await browser.OpenAsync("<button style='width:500px;height:500px'>Old</button>");
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.InControl());
        var old = await window.FirstAsync();
        await page.GotoAsync("data:text/html,<body style='margin:0'><button style='width:500px;height:500px'>Approve");
        await Until.TrueAsync(() => window.Last!.Navigation > old.Navigation, "the new page must show");

        var stale = window.Viewer.Send(
            new ViewerInput.Mouse(MouseAction.Down, 50, 50, old.Sequence, PointerButton.Left, PointerButtons.Left));
        var fresh = window.Viewer.Send(
            new ViewerInput.Mouse(MouseAction.Down, 50, 50, window.Last!.Sequence, PointerButton.Left, PointerButtons.Left));

        stale.Should().Be(InputOutcome.PageChanged);
        fresh.Should().Be(InputOutcome.Accepted);
    }

    [Fact]
    public async Task Only_who_is_in_control_and_only_while_a_human_is_needed_may_act()
    {
        var page = await browser.OpenAsync(Field);
        await using var view = await LiveView.OpenAsync(page);
        view.AcceptsInput = true;
        var anna = view.Join(Guid.NewGuid(), "Anna");
        var ben = view.Join(Guid.NewGuid(), "Ben");
        anna.TakeControl();
        var digit = new ViewerInput.Text("1");

        ben.Send(digit).Should().Be(InputOutcome.NotInControl);
        anna.Send(digit).Should().Be(InputOutcome.Accepted);
        view.AcceptsInput = false;
        anna.Send(digit).Should().Be(InputOutcome.NotNeeded);
        anna.TakeControl().Should().BeFalse();
    }

    [Fact]
    public async Task The_list_of_a_select_can_be_clicked()
    {
        var page = await browser.OpenAsync("""
            <meta http-equiv="Content-Security-Policy" content="style-src 'none'">
            <select id=channel><option>E-mail<option>SMS<option>Token</select>
            """);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        var select = (await page.Locator("#channel").BoundingBoxAsync())!;

        viewer.Click(select.X + 10, select.Y + (select.Height / 2));
        await page.WaitForFunctionAsync("channel.matches(':open')");
        var option = (await page.Locator("option").Nth(2).BoundingBoxAsync())!;
        viewer.Click(option.X + 10, option.Y + (option.Height / 2));

        await Assertions.Expect(page.Locator("#channel")).ToHaveValueAsync("Token");
    }
}
