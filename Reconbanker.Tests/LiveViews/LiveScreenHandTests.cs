using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>What an operator's hand does on the picture of a bank's page, at a desk and on a phone.</summary>
public sealed class LiveScreenHandTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Desk = """
        <style>body { font: 16px sans-serif; height: 3000px } body > * { position: absolute; left: 20px; width: 260px; height: 30px; margin: 0 }</style>
        <p id=words style='top:20px'>Reference 4711-A</p>
        <a id=link style='top:70px' href='#there'>Terms</a>
        <textarea id=field style='top:120px'></textarea>
        <input id=secret style='top:180px' type=password value=hunter2>
        <div id=knob style='top:230px;width:40px;height:40px;background:#08c;cursor:grab;touch-action:none'></div>
        <iframe style='top:300px;height:60px;border:0' src='%other%'></iframe>
        <script>
          window.seen = [];
          window.path = 0;
          for (const kind of ['contextmenu', 'dblclick', 'compositionstart', 'compositionend', 'touchstart', 'click']) {
            addEventListener(kind, e => seen.push(kind), true);
          }
          knob.onpointerdown = e => knob.setPointerCapture(e.pointerId);
          knob.onpointermove = e => {
            if (e.buttons === 1) {
              path += e.getCoalescedEvents().length;
              knob.style.left = e.clientX - 20 + 'px';
            }
          };
        </script>
        """;

    private const string Frame = "<body style='margin:0'><a href='#' style='display:block;height:60px;cursor:help'>3-D Secure</a>";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_a_desk_mouse_keys_and_clipboard_are_as_on_ones_own_screen()
    {
        await using var sites = await TwoSites.StartAsync(Desk, Frame, Cancelled);
        await using var scene = await LiveScene.OpenAsync(browser, "", sites.Bank);
        var window = await scene.WindowAsync("Anna", 1400, 900);
        await window.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var bank = scene.Bank;
        await window.TakeControlAsync();

        // The page has the room that there is for it.
        await bank.WaitForFunctionAsync("innerWidth === 1368 && innerHeight === 700 && devicePixelRatio === 1 && matchMedia('(pointer: fine)').matches");

        // The pointer looks as the page wants it, in frames of other sites too.
        foreach (var (y, cursor) in new[] { (35, "text"), (85, "pointer"), (135, "text"), (250, "grab"), (330, "help"), (600, "default") })
        {
            await MoveUntilAsync(scene, window, 40, y, cursor);
        }

        // Every button; the one for going back stays where it is.
        await scene.ClickAtAsync(window, 600, 500);
        await window.Mouse.ClickAsync(700, 500, new() { Button = MouseButton.Right });
        await window.Mouse.ClickAsync(700, 500, new() { ClickCount = 2 });
        await bank.WaitForFunctionAsync("seen.includes('contextmenu') && seen.includes('dblclick')");
        var hand = await window.Context.NewCDPSessionAsync(window);
        await window.EvaluateAsync("history.pushState(null, '', '#next')");
        foreach (var type in new[] { "mousePressed", "mouseReleased" })
        {
            await hand.SendAsync("Input.dispatchMouseEvent", new() { ["type"] = type, ["x"] = 700, ["y"] = 500, ["button"] = "back", ["clickCount"] = 1 });
        }

        // A drag takes its whole path along, and ends even outside of the picture.
        var (x0, y0) = await scene.AimAsync(window, 40, 250);
        await window.Mouse.MoveAsync(x0, y0);
        await window.Mouse.DownAsync();
        await window.Mouse.MoveAsync(x0 + 200, y0, new() { Steps = 40 });
        await window.Mouse.UpAsync();
        await bank.WaitForFunctionAsync("Math.abs(parseInt(knob.style.left) - 220) < 3 && path > 12");

        // What is selected is copied; what a password field holds is not.
        await scene.ClickAtAsync(window, 60, 35);
        await window.Mouse.ClickAsync((await scene.AimAsync(window, 60, 35)).X, (await scene.AimAsync(window, 60, 35)).Y, new() { ClickCount = 3 });
        await bank.WaitForFunctionAsync("String(getSelection()).includes('4711')");
        await window.Keyboard.PressAsync("Control+c");
        await Assertions.Expect(window.GetByText("Copied to your clipboard.")).ToBeVisibleAsync();
        (await window.EvaluateAsync<string>("navigator.clipboard.readText()")).Trim().Should().Be("Reference 4711-A");
        await scene.ClickAtAsync(window, 60, 195);
        await window.Keyboard.PressAsync("Control+a");
        await bank.WaitForFunctionAsync("secret.selectionEnd === 7");
        await window.GetByRole(AriaRole.Button, new() { Name = "Copy selection" }).ClickAsync();
        await Assertions.Expect(window.GetByText("What is in a password field is not copied.")).ToBeVisibleAsync();
        (await window.EvaluateAsync<string>("navigator.clipboard.readText()")).Should().NotContain("hunter2");

        // What is composed is composed in the page.
        await scene.ClickAtAsync(window, 60, 135);
        await hand.SendAsync("Input.imeSetComposition", new() { ["text"] = "に", ["selectionStart"] = 1, ["selectionEnd"] = 1 });
        await bank.WaitForFunctionAsync("field.value === 'に' && seen.includes('compositionstart') && !seen.includes('compositionend')");
        await hand.SendAsync("Input.insertText", new() { ["text"] = "日本" });
        await bank.WaitForFunctionAsync("field.value === '日本' && seen.includes('compositionend')");

        // A long text is pasted whole, cut, and undone.
        var text = string.Concat(Enumerable.Range(0, 5000).Select(n => $"{n % 10}ñ😀"));
        await window.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
        await window.Keyboard.PressAsync("Control+a");
        await window.Keyboard.PressAsync("Control+v");
        await bank.WaitForFunctionAsync("text => field.value === text", text);
        await window.Keyboard.PressAsync("Control+z");
        await bank.WaitForFunctionAsync("text => field.value !== text", text);
        await window.Keyboard.PressAsync("Control+a");
        await window.Keyboard.PressAsync("Control+x");
        await bank.WaitForFunctionAsync("field.value === ''");

        // The keyboard leaves, passes the picture, and comes back into it, once nothing is said over it any more.
        await Assertions.Expect(window.Locator(".banner")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await window.Keyboard.PressAsync("Escape");
        await window.Keyboard.PressAsync("Escape");
        await Assertions.Expect(window.GetByRole(AriaRole.Button, new() { Name = "Hand back" })).ToBeFocusedAsync();
        await window.Keyboard.PressAsync("Tab");
        await Assertions.Expect(window.GetByRole(AriaRole.Button, new() { Name = "Copy selection" })).ToBeFocusedAsync();
        await window.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(window.GetByLabel("Keys for the bank's page")).ToBeFocusedAsync();
        window.Url.Should().EndWith("#next");
    }

    [Fact]
    public async Task On_a_phone_the_page_has_its_size_and_feels_the_finger()
    {
        await using var sites = await TwoSites.StartAsync(Desk, Frame, Cancelled);
        await using var scene = await LiveScene.OpenAsync(browser, "", sites.Bank);
        var window = await scene.WindowAsync("Anna", 390, 844, 3, isPhone: true);
        var bank = scene.Bank;
        await window.TakeControlAsync();

        await bank.WaitForFunctionAsync("innerWidth === 358 && devicePixelRatio === 2 && matchMedia('(pointer: coarse)').matches");
        await window.WaitForFunctionAsync("document.querySelector('canvas').width === 716"); // as fine as it is drawn, once it is at rest
        var (x, y) = await scene.AimAsync(window, 60, 135);
        await window.Touchscreen.TapAsync(x, y);
        await bank.WaitForFunctionAsync("document.activeElement === field");
        await bank.WaitForFunctionAsync("seen.length > 1");
        (await bank.EvaluateAsync<string>("seen.join()")).Should().Be("touchstart,click");

        // Its keyboard composes, corrects and deletes.
        await window.GetByRole(AriaRole.Button, new() { Name = "Show the keyboard" }).ClickAsync();
        var hand = await window.Context.NewCDPSessionAsync(window);
        foreach (var composed in new[] { "c", "co", "cod" })
        {
            await hand.SendAsync("Input.imeSetComposition", new() { ["text"] = composed, ["selectionStart"] = composed.Length, ["selectionEnd"] = composed.Length });
        }

        await bank.WaitForFunctionAsync("field.value === 'cod'");
        await hand.SendAsync("Input.insertText", new() { ["text"] = "código " });
        await bank.WaitForFunctionAsync("field.value === 'código '");
        await window.EvaluateAsync("document.execCommand('delete')");
        await window.EvaluateAsync("document.execCommand('insertLineBreak')");
        await bank.WaitForFunctionAsync("field.value === 'código\\n'");

        // A swipe scrolls; how far it goes on by itself is Chromium's.
        await SwipeAsync(hand, [(x, y + 300)], [(x, y + 100)]);
        await bank.WaitForFunctionAsync("scrollY > 150");
        await bank.WaitForFunctionAsync("() => { [window.still, window.was] = [scrollY === window.was ? window.still + 1 : 0, scrollY]; return still > 20; }");
        await bank.EvaluateAsync("scrollTo(0, 0)");

        // Two fingers enlarge the picture, one moves it, and a tap lands where it is seen.
        (x, y) = await scene.AimAsync(window, 40, 250);
        await SwipeAsync(hand, [(x, y - 20), (x, y + 20)], [(x, y - 50), (x, y + 50)]);
        await Assertions.Expect(window.Locator(".zoomed")).ToHaveCountAsync(1);
        await bank.WaitForFunctionAsync("scrollY === 0");
        await SwipeAsync(hand, [(x, y)], [(x, y + 40)]);
        (await bank.EvaluateAsync<int>("scrollY")).Should().Be(0);
        await bank.EvaluateAsync("field.blur(); seen.length = 0");
        (x, y) = await scene.AimAsync(window, 60, 195);
        await window.Touchscreen.TapAsync(x, y);
        await bank.WaitForFunctionAsync("document.activeElement === secret");
        await window.GetByRole(AriaRole.Button, new() { Name = "Show the whole page" }).ClickAsync();
        await Assertions.Expect(window.Locator(".zoomed")).ToHaveCountAsync(0);

        // Turned, and taken over at a desk, it has the size that is due; the phone is not the page's business any more.
        await window.SetViewportSizeAsync(844, 390);
        await bank.WaitForFunctionAsync("innerWidth === 812");
        var desk = await scene.WindowAsync("Anna", 1400, 900);
        await bank.WaitForFunctionAsync("innerWidth === 1368 && devicePixelRatio === 1 && !matchMedia('(pointer: coarse)').matches");
        scene.View.AcceptsInput = false;
        await bank.WaitForFunctionAsync("innerWidth === 1000 && innerHeight === 600");
        (await desk.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_press_on_a_page_that_has_gone_is_shown_as_dropped(bool isPhone)
    {
        await using var sites = await TwoSites.StartAsync(Desk, Frame, Cancelled);
        await using var scene = await LiveScene.OpenAsync(browser, "", sites.Bank);
        var window = isPhone ? await scene.WindowAsync("Anna", 390, 844, 3, isPhone: true) : await scene.WindowAsync("Anna");
        await window.TakeControlAsync();
        var (x, y) = await scene.AimAsync(window, 60, 135);

        await window.EvaluateAsync("void (window.createImageBitmap = () => new Promise(() => { }))"); // no later picture is drawn
        await scene.Bank.GotoAsync(sites.Bank + "next");
        await (isPhone ? window.Touchscreen.TapAsync(x, y) : window.Mouse.ClickAsync(x, y));

        await Assertions.Expect(window.Locator(".dropped")).ToHaveCountAsync(1);
        await Assertions.Expect(window.GetByText("The page changed just before your click")).ToBeVisibleAsync();
        (await scene.Bank.EvaluateAsync<int>("seen.length")).Should().Be(0);
    }

    private static async Task MoveUntilAsync(LiveScene scene, IPage window, double x, double y, string cursor)
    {
        var at = await scene.AimAsync(window, x, y);
        for (var attempt = 0; attempt < 200 && await CursorAsync() != cursor; attempt++)
        {
            await window.Mouse.MoveAsync(at.X + (attempt % 2), at.Y);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancelled);
        }

        (await CursorAsync()).Should().Be(cursor, $"the pointer is at {x}, {y}");

        Task<string> CursorAsync() => window.Locator("canvas").EvaluateAsync<string>("c => getComputedStyle(c).cursor");
    }

    private static async Task SwipeAsync(ICDPSession hand, (double X, double Y)[] from, (double X, double Y)[] to)
    {
        const int Steps = 10;
        for (var step = 0; step <= Steps; step++)
        {
            var points = from.Zip(to, (a, b) => new Dictionary<string, object>
            {
                ["x"] = a.X + ((b.X - a.X) * step / Steps),
                ["y"] = a.Y + ((b.Y - a.Y) * step / Steps),
            }).ToArray();
            await hand.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = step == 0 ? "touchStart" : "touchMove", ["touchPoints"] = points });
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancelled);
        }

        await hand.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }
}
