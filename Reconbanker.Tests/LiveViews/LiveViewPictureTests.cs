using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>How large and how sharp the pictures of a page are, and where they come from.</summary>
public sealed class LiveViewPictureTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string BlinkingPage = "<h1>Hello</h1><i id=caret style='position:absolute;left:100px;top:200px;width:40px;height:40px;background:#fff'></i>";

    [Fact]
    public async Task A_click_lands_where_it_was_aimed_on_a_smaller_picture()
    {
        var page = await browser.OpenAsync(
            "<button style='position:absolute;left:800px;top:500px;width:60px;height:30px' onclick='document.title=1'>OK");
        await using var view = await LiveView.OpenAsync(page);
        view.AcceptsInput = true;
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        window.Viewer.TakeControl();
        window.Viewer.ShownWidth = 400;
        await Until.TrueAsync(() => window.Last is { } frame && Size(frame).Width < 500, "pictures must be as small as shown");

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
        var page = await browser.OpenAsync(SpinnerPage.Canvas + string.Concat(Enumerable.Range(0, 400).Select(n => $"{n * 7919} text of a page, ")));
        await using var view = await LiveView.OpenAsync(page);
        view.AcceptsInput = true;
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        window.Viewer.TakeControl();
        var sharp = (await window.SettledAsync()).Jpeg.Length;

        await page.EvaluateAsync($"() => {SpinnerPage.Turn}");
        await Until.TrueAsync(
            () =>
            {
                window.Viewer.Send(new ViewerInput.Mouse(MouseAction.Move, 700, 100, 0));
                return window.Last!.Jpeg.Length < sharp * 3 / 4;
            },
            "pictures must become cheap");
        await page.EvaluateAsync("window.requestAnimationFrame = () => 0");

        (await window.SettledAsync()).Jpeg.Length.Should().BeCloseTo(sharp, (uint)sharp / 10);
    }

    [Fact]
    public async Task What_comes_back_is_known_to_be_there_already()
    {
        var page = await browser.OpenAsync(BlinkingPage);
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"), keep: true);
        await window.SettledAsync();

        for (var round = 0; round < 3; round++)
        {
            await BlinkAsync("#000");
            await BlinkAsync("#fff");
        }

        window.Kept.TakeLast(4).Select(frame => frame.Jpeg).Distinct().Should().HaveCount(2, "only the first two need to be sent");
        window.Viewer.HeldAs(window.Last! with { Sequence = 0 }).Should().BeLessThan(window.Last!.Sequence, "it was sent before");

        var blinking = window.Kept.TakeLast(2).ToList();
        blinking.Should().OnlyContain(frame => window.Viewer.HeldAs(frame) != null);

        // A window keeps two, and another picture is one of them.
        await page.EvaluateAsync("document.body.style.background = '#08c'");
        await Pictures.ShowsAsync(page, window, 500, 500, [0, 136, 204]);
        blinking.Count(frame => window.Viewer.HeldAs(frame) != null).Should().BeLessThan(2);

        async Task BlinkAsync(string colour)
        {
            var count = window.Count;
            await page.EvaluateAsync("colour => caret.style.background = colour", colour);
            await Until.TrueAsync(() => window.Count > count, "the change must show");
        }
    }

    [Fact]
    public async Task A_page_that_changes_its_size_is_shown_at_its_new_size()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await window.SettledAsync();

        await page.SetViewportSizeAsync(800, 400);

        await Until.TrueAsync(
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
    public async Task Every_picture_tells_the_pages_own_size_although_others_are_taken_meanwhile()
    {
        var page = await browser.OpenAsync(BlinkingPage);
        await using var view = await LiveView.OpenAsync(page);
        view.AcceptsInput = true;
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"), keep: true);
        window.Viewer.Room = new(390, 640, 3, IsTouched: true);
        window.Viewer.TakeControl();
        await Until.TrueAsync(() => window.Last is { Width: 390 }, "the page has its size");
        var seen = window.Count;

        var devTools = await page.Context.NewCDPSessionAsync(page);
        for (var round = 0; round < 100; round++)
        {
            window.Viewer.Send(new ViewerInput.Wheel(200, 300, 0, 0)); // while somebody acts, every picture is sent
            var taking = devTools.SendAsync("Page.captureScreenshot", new() { ["format"] = "jpeg" });
            for (var change = 0; change < 3; change++)
            {
                await page.EvaluateAsync("caret.style.cssText += `;background:#000;top:${Math.random() * 500}px`");
            }

            await taking;
        }

        window.Count.Should().BeGreaterThan(seen + 50);
        window.Kept.Skip(seen).Select(frame => $"{frame.Width} × {frame.Height}").Distinct().Should().Equal("390 × 640");
    }

    [Fact]
    public async Task A_page_that_brings_no_cast_is_shown_by_screenshots_until_it_does()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var devTools = new CdpPage(await page.Context.NewCDPSessionAsync(page));
        var clock = new FakeTimeProvider();
        var captures = new Captures(devTools, () => { }, clock);
        await using var screenshots = new Screenshots(devTools, captures, clock);
        var shots = 0;
        screenshots.Arrived += _ => Interlocked.Increment(ref shots);
        var late = new LateSource();
        await using var stills = new Stills(captures, clock);
        await using var cast = new Cast(late, screenshots, stills, 1000, new(new()), TimeProvider.System);
        var feed = new FrameFeed { ShownWidth = 1000 };

        cast.Add(feed);

        var frame = await feed.Frames.ReadAsync(TestContext.Current.CancellationToken);
        (frame.Width, frame.Height).Should().Be((1000, 600));
        Size(frame).Should().Be((1000, 600));

        late.Bring();
        await Until.TrueAsync(() => feed.Frames.TryRead(out var next) && next.Width == 777, "the cast must take over");
        var before = shots;
        for (var round = 0; round < 3; round++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await devTools.AskAsync( // the browser takes one after the other: one of ours would have come first
                "Page.captureScreenshot", new(), TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        shots.Should().Be(before);
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
