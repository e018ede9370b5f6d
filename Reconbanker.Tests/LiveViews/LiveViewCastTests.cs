using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class LiveViewCastTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Canvas = "<canvas id=c width=400 height=300></canvas>";

    private const string Turn = """
        {
          const pen = document.getElementById('c').getContext('2d');
          let n = 0;
          (function turn() { pen.fillStyle = `hsl(${n++ % 360} 80% 50%)`; pen.fillRect(0, 0, 400, 300); requestAnimationFrame(turn); })();
        }
        """;

    private const string Spinner = $"{Canvas}<script>{Turn}</script>";

    [Fact]
    public async Task A_viewer_sees_the_page_and_then_each_change_of_it()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var view = await OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));

        var first = await window.FirstAsync();
        await page.EvaluateAsync("document.body.style.background = '#08c'");
        await Hands.EventuallyAsync(() => window.Last!.Sequence > first.Sequence, "the change must show");

        (first.Width, first.Height).Should().Be((1000, 600));
        first.Jpeg.Should().StartWith([0xFF, 0xD8]);
        (await Pictures.ColourAsync(page, window.Last!, 500, 500)).Should().BeEquivalentTo([0, 136, 204], c => c.WithStrictOrdering().Using<int>(
            o => o.Subject.Should().BeCloseTo(o.Expectation, 6)).WhenTypeIs<int>());
    }

    [Fact]
    public async Task Who_joins_late_sees_the_last_picture_of_an_idle_page()
    {
        var page = await browser.OpenAsync("<h1>Idle</h1>");
        await using var view = await OpenAsync(page);
        await using var early = new Window(view.Join(Guid.NewGuid(), "Anna"));
        var last = await SettledAsync(early);

        await using var late = new Window(view.Join(Guid.NewGuid(), "Ben"));

        (await late.FirstAsync()).Should().BeSameAs(last);
    }

    [Fact]
    public async Task Two_viewers_share_one_cast()
    {
        var page = await browser.OpenAsync(Spinner);
        await using var view = await OpenAsync(page);
        await using var anna = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await using var ben = new Window(view.Join(Guid.NewGuid(), "Ben"));

        await Hands.EventuallyAsync(() => anna.Count > 5 && ben.Count > 5, "both must get pictures");

        view.ViewerCount.Should().Be(2);
        Math.Abs(anna.Last!.Sequence - ben.Last!.Sequence).Should().BeLessThan(5, "the pictures of both are numbered together");
    }

    [Fact]
    public async Task Nobody_watching_stops_the_cast()
    {
        var page = await browser.OpenAsync(Spinner);
        await using var view = await OpenAsync(page);
        var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await window.FirstAsync();

        await window.DisposeAsync();

        var seen = -1L;
        for (var quiet = 0; quiet < 3;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, TestContext.Current.CancellationToken);
            (quiet, seen) = view.LastSequence == seen ? (quiet + 1, seen) : (0, view.LastSequence);
        }

        await using var again = new Window(view.Join(Guid.NewGuid(), "Ben"));
        await Hands.EventuallyAsync(() => again.Count > 3, "it must start again for the next viewer");
    }

    [Fact]
    public async Task A_hidden_viewer_gets_nothing_until_it_is_shown_again()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var view = await OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await SettledAsync(window);
        window.Viewer.ShownWidth = 0;
        await using var other = new Window(view.Join(Guid.NewGuid(), "Ben"));
        var before = window.Count;

        await page.EvaluateAsync("document.body.style.background = '#08c'");
        await SettledAsync(other);
        window.Count.Should().Be(before);
        window.Viewer.ShownWidth = 500;

        await Hands.EventuallyAsync(() => window.Count > before, "it must get the picture that it missed");
    }

    [Fact]
    public async Task A_click_lands_where_it_was_aimed_on_a_smaller_picture()
    {
        var page = await browser.OpenAsync(
            "<button style='position:absolute;left:800px;top:500px;width:60px;height:30px' onclick='document.title=1'>OK");
        await using var view = await OpenAsync(page);
        view.AcceptsInput = true;
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        window.Viewer.TakeControl();
        window.Viewer.ShownWidth = 400;
        await Hands.EventuallyAsync(() => window.Last is { } frame && Size(frame).Width < 500, "pictures must be as small as shown");

        var frame = window.Last!;
        var (width, height) = Size(frame);
        var (atX, atY) = (830.0 / 1000 * width, 515.0 / 600 * height);
        window.Viewer.Click(atX / width * frame.Width, atY / height * frame.Height);

        width.Should().Be(448);
        await Assertions.Expect(page).ToHaveTitleAsync("1");
    }

    [Fact]
    public async Task Pictures_are_cheap_while_a_person_is_at_work_and_sharp_when_the_page_is_quiet()
    {
        var page = await browser.OpenAsync(Canvas + string.Concat(Enumerable.Range(0, 400).Select(n => $"{n * 7919} text of a page, ")));
        await using var view = await OpenAsync(page);
        view.AcceptsInput = true;
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        window.Viewer.TakeControl();
        var sharp = (await SettledAsync(window)).Jpeg.Length;

        await page.EvaluateAsync($"() => {Turn}");
        await Hands.EventuallyAsync(
            () =>
            {
                window.Viewer.Send(new ViewerInput.Mouse(MouseAction.Move, 700, 100, 0));
                return window.Last!.Jpeg.Length < sharp * 3 / 4;
            },
            "pictures must become cheap");
        await page.EvaluateAsync("window.requestAnimationFrame = () => 0");

        (await SettledAsync(window)).Jpeg.Length.Should().BeCloseTo(sharp, (uint)sharp / 10);
    }

    [Fact]
    public async Task A_viewer_that_takes_nothing_holds_up_nobody_and_sees_the_present_when_it_goes_on()
    {
        var page = await browser.OpenAsync(Spinner);
        await using var view = await OpenAsync(page);
        var stalled = view.Join(Guid.NewGuid(), "Ben");
        await using var frames = Frames(stalled);
        await frames.MoveNextAsync();
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));

        await Hands.EventuallyAsync(() => window.Count > 30, "the other viewer must get pictures");
        await frames.MoveNextAsync();

        frames.Current.Sequence.Should().BeCloseTo(window.Last!.Sequence, 3);
    }

    [Fact]
    public async Task A_page_that_changed_while_nobody_took_pictures_is_shown_as_it_is_now()
    {
        var page = await browser.OpenAsync(Spinner);
        await using var view = await OpenAsync(page);
        var viewer = view.Join(Guid.NewGuid(), "Anna");
        await using (var frames = Frames(viewer))
        {
            await frames.MoveNextAsync();
            await Hands.EventuallyAsync(() => view.LastSequence >= 4, "Chromium must have sent all that it sends unasked");
            await page.EvaluateAsync("requestAnimationFrame = () => 0;" +
                "document.body.replaceChildren(); document.body.style.background = '#0c0'");
        }

        await using var window = new Window(viewer);

        var colour = await Pictures.ColourAsync(page, await SettledAsync(window), 500, 500);
        colour[1].Should().BeInRange(190, 210);
        colour[0].Should().BeLessThan(20);
    }

    [Fact]
    public async Task A_page_that_changes_its_size_is_shown_at_its_new_size()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var view = await OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await SettledAsync(window);

        await page.SetViewportSizeAsync(800, 400);

        await Hands.EventuallyAsync(
            () => window.Last is { Width: 800, Height: 400 } last && Size(last) == (800, 400), "the new size must show");
    }

    [Fact]
    public async Task A_size_that_comes_while_a_picture_is_taken_stays()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var devTools = new CdpPage(await page.Context.NewCDPSessionAsync(page));
        await using var window = new PageWindow(page, devTools, new(), (_, _, _) => true, hosts: null, TimeProvider.System);
        await window.EnableAsync(TestContext.Current.CancellationToken);

        for (var round = 0; round < 5; round++)
        {
            await FitAsync(390, 640);
            await FitAsync(1088, 700);
        }

        async Task FitAsync(int width, int height)
        {
            var shot = devTools.AskAsync(
                "Page.captureScreenshot", new(), TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);
            window.Fit(new(width, height, 1, IsTouched: false));
            await shot;
            await page.WaitForFunctionAsync("width => innerWidth === width", width);
        }
    }

    [Fact]
    public async Task A_page_that_brings_no_cast_is_shown_by_screenshots_until_it_does()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var devTools = new CdpPage(await page.Context.NewCDPSessionAsync(page));
        var clock = new FakeTimeProvider();
        await using var screenshots = new Screenshots(devTools, clock);
        var shots = 0;
        screenshots.Arrived += _ => Interlocked.Increment(ref shots);
        var late = new LateSource();
        await using var stills = new Stills(devTools, clock);
        await using var cast = new Cast(late, screenshots, stills, 1000, new(new()), TimeProvider.System);
        var feed = new FrameFeed { ShownWidth = 1000 };

        cast.Add(feed);

        var frame = await feed.Frames.ReadAsync(TestContext.Current.CancellationToken);
        (frame.Width, frame.Height).Should().Be((1000, 600));
        Size(frame).Should().Be((1000, 600));

        late.Bring();
        await Hands.EventuallyAsync(() => feed.Frames.TryRead(out var next) && next.Width == 777, "the cast must take over");
        var before = shots;
        for (var round = 0; round < 3; round++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await devTools.AskAsync( // the browser takes one after the other: one of ours would have come first
                "Page.captureScreenshot", new(), TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        shots.Should().Be(before);
    }

    [Fact]
    public async Task The_view_ends_with_its_page()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var view = await OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await window.FirstAsync();

        await page.CloseAsync();

        await Hands.EventuallyAsync(() => view.HasEnded && window.HasEnded, "the view must end");
    }

    [Fact]
    public async Task The_address_is_that_of_the_page_without_its_path()
    {
        var page = await browser.OpenAsync("");
        await page.RouteAsync("**/*", route => route.FulfillAsync(new() { Body = "<h1>Bank</h1>", ContentType = "text/html" }));
        await using var view = await OpenAsync(page);

        await page.GotoAsync("https://bánk.test/login?user=anna");
        await Hands.EventuallyAsync(() => view.Address.IsSecure, "the address must follow");
        var secure = view.Address;
        await page.GotoAsync("http://bank.test:8080/");
        await Hands.EventuallyAsync(() => !view.Address.IsSecure, "the address must follow");

        secure.Should().Be(new PageAddress("xn--bnk-ela.test", true));
        view.Address.Should().Be(new PageAddress("bank.test:8080", false));
    }

    private static Task<LiveView> OpenAsync(IPage page) =>
        LiveView.OpenAsync(page, TimeProvider.System, TestContext.Current.CancellationToken);

    private static IAsyncEnumerator<ScreenFrame> Frames(Viewer viewer) =>
        viewer.ReadFramesAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    /// <summary>The last picture, once none has come for a while.</summary>
    private static async Task<ScreenFrame> SettledAsync(Window window)
    {
        await window.FirstAsync();
        for (var seen = -1; seen != window.Count;)
        {
            seen = window.Count;
            await Task.Delay(TimeSpan.FromMilliseconds(1500), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return window.Last!;
    }

    /// <summary>Width and height in the JPEG itself.</summary>
    private static (int Width, int Height) Size(ScreenFrame frame)
    {
        var jpeg = frame.Jpeg;
        for (var at = 2; ; at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3])
        {
            if (jpeg[at + 1] is 0xC0 or 0xC2)
            {
                return ((jpeg[at + 7] << 8) + jpeg[at + 8], (jpeg[at + 5] << 8) + jpeg[at + 6]);
            }
        }
    }

    private sealed class LateSource : FrameSource
    {
        public void Bring() => Deliver(new([0xFF, 0xD8], 777, 600, 0, 1));

        public override void Start(CastRecipe recipe)
        {
        }

        public override void Stop()
        {
        }

        public override void Acknowledge(int receipt)
        {
        }
    }
}
