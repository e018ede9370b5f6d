using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>An operator's real browser, in which the live screen shows a bank's page in another.</summary>
public sealed class LiveScreenTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string BankPage = """
        <style>body { font: 16px sans-serif; padding: 40px; background: #fff }</style>
        <h1 style='margin:0 0 20px'>Banco de prueba</h1>
        <p>We have sent a code of six digits to your phone ending in 77.</p>
        <input id=code style='position:absolute;left:300px;top:200px;width:200px;height:36px;font-size:20px'>
        <button id=ok style='position:absolute;left:320px;top:300px;width:60px;height:30px'
                onclick='document.title = code.value'>OK</button>
        <script>
          window.clicks = [];
          addEventListener('mousedown', e => clicks.push([e.clientX, e.clientY, e.button]));
        </script>
        """;

    [Theory]
    [InlineData(1400, 900, 1, 1)]
    [InlineData(1400, 900, 1.5, 1)]
    [InlineData(1100, 700, 2, 0.8)]
    [InlineData(700, 900, 1, 1.5)]
    public async Task An_operator_clicks_and_types_in_the_page_at_any_zoom(int width, int height, float scale, double zoom)
    {
        await using var scene = await LiveScene.OpenAsync(browser, BankPage);
        var window = await scene.WindowAsync("Anna", width, height, scale);
        await window.EvaluateAsync("zoom => document.body.style.zoom = zoom", zoom);

        await window.TakeControlAsync();
        await scene.ClickAtAsync(window, 400, 218);
        await window.Keyboard.TypeAsync("482913x");
        await window.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(scene.Bank.Locator("#code")).ToHaveValueAsync("482913");
        await scene.ClickAtAsync(window, 350, 315);

        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("482913");
        foreach (var (click, x, y) in (await scene.Bank.EvaluateAsync<double[][]>("clicks")).Zip([400, 350], [218, 315]))
        {
            click[0].Should().BeApproximately(x, 2);
            click[1].Should().BeApproximately(y, 2);
        }
    }

    [Fact]
    public async Task Accents_pasted_codes_and_what_a_phones_keyboard_types_arrive()
    {
        await using var scene = await LiveScene.OpenAsync(browser, BankPage);
        var window = await scene.WindowAsync("Anna");
        await window.TakeControlAsync();
        await scene.ClickAtAsync(window, 400, 218);
        var field = scene.Bank.Locator("#code");

        await window.Keyboard.InsertTextAsync("ñ");
        await Assertions.Expect(field).ToHaveValueAsync("ñ");
        var composer = await window.Context.NewCDPSessionAsync(window);
        await composer.SendAsync("Input.imeSetComposition", new() { ["text"] = "に", ["selectionStart"] = 1, ["selectionEnd"] = 1 });
        await composer.SendAsync("Input.insertText", new() { ["text"] = "日本" });
        await Assertions.Expect(field).ToHaveValueAsync("ñ日本");
        await window.EvaluateAsync("""
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', ' 4829 ');
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            """);

        await Assertions.Expect(field).ToHaveValueAsync("ñ日本4829");
    }

    [Fact]
    public async Task The_keyboard_leaves_the_page_with_escape_twice()
    {
        await using var scene = await LiveScene.OpenAsync(browser, BankPage);
        var window = await scene.WindowAsync("Anna");
        await window.TakeControlAsync();
        await scene.ClickAtAsync(window, 400, 218);
        await window.Keyboard.PressAsync("Tab");
        await Assertions.Expect(scene.Bank.Locator("#ok")).ToBeFocusedAsync();

        await window.Keyboard.PressAsync("Escape");
        await window.Keyboard.PressAsync("Escape");

        await Assertions.Expect(window.GetByRole(AriaRole.Button, new() { Name = "Hand back" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_reload_keeps_control_and_the_page_as_it_was()
    {
        await using var scene = await LiveScene.OpenAsync(browser, BankPage);
        var window = await scene.WindowAsync("Anna");
        await window.TakeControlAsync();
        await scene.ClickAtAsync(window, 400, 218);
        await window.Keyboard.TypeAsync("482");
        await Assertions.Expect(scene.Bank.Locator("#code")).ToHaveValueAsync("482");

        await window.ReloadAsync();
        await window.ShownAsync();
        await Assertions.Expect(window.GetByText("You are in control")).ToBeVisibleAsync();
        await scene.ClickAtAsync(window, 480, 218);
        await window.Keyboard.TypeAsync("913");

        await Assertions.Expect(scene.Bank.Locator("#code")).ToHaveValueAsync("482913");
    }

    [Fact]
    public async Task Another_person_sees_who_is_in_control_and_can_only_watch()
    {
        await using var scene = await LiveScene.OpenAsync(browser, BankPage);
        var anna = await scene.WindowAsync("Anna");
        var ben = await scene.WindowAsync("Benjamin");
        await anna.TakeControlAsync();

        await Assertions.Expect(ben.GetByText("Anna is in control")).ToBeVisibleAsync();
        await Assertions.Expect(ben.GetByRole(AriaRole.Button, new() { Name = "Take control" })).ToHaveCountAsync(0);
        await scene.ClickAtAsync(ben, 350, 315);
        await anna.GetByRole(AriaRole.Button, new() { Name = "Hand back" }).ClickAsync();
        await Assertions.Expect(ben.GetByRole(AriaRole.Button, new() { Name = "Take control" })).ToBeVisibleAsync();
        (await scene.Bank.EvaluateAsync<int>("clicks.length")).Should().Be(0);

        await scene.ClickAtAsync(ben, 350, 315);
        await Assertions.Expect(ben.GetByText("You are in control")).ToBeVisibleAsync();
        (await scene.Bank.EvaluateAsync<int>("clicks.length")).Should().Be(0, "the click that takes control does no more than that");
    }

    [Fact]
    public async Task A_tap_clicks_and_a_swipe_scrolls()
    {
        await using var scene = await LiveScene.OpenAsync(browser, BankPage + "<div style='height:3000px'></div>");
        var window = await scene.WindowAsync("Anna", 390, 844, 3, isPhone: true);
        await window.TakeControlAsync();

        var (x, y) = await scene.AimAsync(window, 330, 218);
        await window.Touchscreen.TapAsync(x, y);
        await scene.Bank.WaitForFunctionAsync("document.activeElement === code");
        var touch = await window.Context.NewCDPSessionAsync(window);
        for (var step = 0; step <= 10; step++)
        {
            object[] points = [new Dictionary<string, object> { ["x"] = x, ["y"] = y - (step * 6) }];
            await touch.SendAsync(
                "Input.dispatchTouchEvent", new() { ["type"] = step == 0 ? "touchStart" : "touchMove", ["touchPoints"] = points });
        }

        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });

        await scene.Bank.WaitForFunctionAsync("scrollY > 30");
    }

    [Fact]
    public async Task A_blinking_cursor_is_drawn_without_being_sent_again()
    {
        await using var scene = await LiveScene.OpenAsync(browser, BankPage);
        var window = await scene.WindowAsync("Anna");
        await window.TakeControlAsync();
        await scene.ClickAtAsync(window, 400, 218);
        await Assertions.Expect(scene.Bank.Locator("#code")).ToBeFocusedAsync();

        await window.EvaluateAsync(
            """
            () => {
              window.drawn = [];
              const [decode, draw] = [createImageBitmap, CanvasRenderingContext2D.prototype.drawImage];
              window.createImageBitmap = (...all) => { drawn = []; return decode(...all); };
              CanvasRenderingContext2D.prototype.drawImage = function (...all) {
                draw.apply(this, all);
                drawn.push(this.getImageData(0, 0, this.canvas.width, this.canvas.height).data.reduce((sum, light) => sum + light, 0));
              };
            }
            """);
        await window.WaitForFunctionAsync("drawn.length >= 6");

        var drawn = await window.EvaluateAsync<long[]>("drawn.slice(-4)");
        drawn[0].Should().Be(drawn[2]).And.NotBe(drawn[1], "it is there, and away, and there");
        drawn[1].Should().Be(drawn[3]);
    }

    [Fact]
    public async Task A_page_that_counts_seconds_stays_as_fine_as_a_phone_shows_it()
    {
        await using var scene = await LiveScene.OpenAsync(
            browser, BankPage + "<p>Valid for another <b id=left>60</b> seconds<script>code.focus(); setInterval(() => left.textContent--, 1000)</script>");
        var window = await scene.WindowAsync("Anna", 390, 844, 3, isPhone: true);
        await window.TakeControlAsync();
        await window.WaitForFunctionAsync("document.querySelector('canvas').width === 716");

        await window.EvaluateAsync(
            """
            () => {
              window.looks = window.coarse = 0;
              const look = () => { looks++; coarse += document.querySelector('canvas').width < 716; requestAnimationFrame(look); };
              look();
            }
            """);
        await scene.Bank.WaitForFunctionAsync("seconds => left.textContent < seconds - 6", await scene.Bank.EvaluateAsync<int>("+left.textContent"));

        (await window.EvaluateAsync<double>("coarse / looks")).Should().BeLessThan(.1, "a busy machine may show two changes at once");
    }

    [Fact]
    public async Task A_dialog_of_the_page_is_shown_and_answered()
    {
        await using var scene = await LiveScene.OpenAsync(
            browser, "<button style='width:400px;height:200px' onclick='document.title = prompt(\"Which card?\", \"77\")'>Go</button>");
        var window = await scene.WindowAsync("Anna");
        await window.TakeControlAsync();

        await scene.ClickAtAsync(window, 200, 100);
        await Assertions.Expect(window.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("Which card?");
        await window.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Textbox).FillAsync("4711");
        await window.GetByRole(AriaRole.Button, new() { Name = "OK" }).ClickAsync();

        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("4711");
        await Assertions.Expect(window.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_that_closes_is_said_to_be_closed()
    {
        await using var scene = await LiveScene.OpenAsync(browser, BankPage);
        var window = await scene.WindowAsync("Anna");

        await scene.Bank.CloseAsync();

        await Assertions.Expect(window.GetByRole(AriaRole.Heading, new() { Name = "The bank's page was closed" })).ToBeVisibleAsync();
    }
}
