using FluentAssertions;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Who gets the pictures of a page, and when.</summary>
public sealed class LiveViewCastTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    [Fact]
    public async Task A_viewer_sees_the_page_and_then_each_change_of_it()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));

        var first = await window.FirstAsync();
        await page.EvaluateAsync("document.body.style.background = '#08c'");
        await Until.TrueAsync(() => window.Last!.Sequence > first.Sequence, "the change must show");

        (first.Width, first.Height).Should().Be((1000, 600));
        first.Jpeg.Should().StartWith([0xFF, 0xD8]);
        (await Pictures.ColourAsync(page, window.Last!, 500, 500)).Should().BeEquivalentTo([0, 136, 204], c => c.WithStrictOrdering().Using<int>(
            o => o.Subject.Should().BeCloseTo(o.Expectation, 6)).WhenTypeIs<int>());
    }

    [Fact]
    public async Task Who_joins_late_sees_the_last_picture_of_an_idle_page()
    {
        var page = await browser.OpenAsync("<h1>Idle</h1>");
        await using var view = await LiveView.OpenAsync(page);
        await using var early = new Window(view.Join(Guid.NewGuid(), "Anna"));
        var last = await early.SettledAsync();

        await using var late = new Window(view.Join(Guid.NewGuid(), "Ben"));

        (await late.FirstAsync()).Should().BeSameAs(last);
    }

    [Fact]
    public async Task Two_viewers_share_one_cast()
    {
        var page = await browser.OpenAsync(SpinnerPage.Body);
        await using var view = await LiveView.OpenAsync(page);
        await using var anna = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await using var ben = new Window(view.Join(Guid.NewGuid(), "Ben"));

        await Until.TrueAsync(() => anna.Count > 5 && ben.Count > 5, "both must get pictures");

        view.ViewerCount.Should().Be(2);
        Math.Abs(anna.Last!.Sequence - ben.Last!.Sequence).Should().BeLessThan(5, "the pictures of both are numbered together");
    }

    [Fact]
    public async Task Nobody_watching_stops_the_cast()
    {
        var page = await browser.OpenAsync(SpinnerPage.Body);
        await using var view = await LiveView.OpenAsync(page);
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
        await Until.TrueAsync(() => again.Count > 3, "it must start again for the next viewer");
    }

    [Fact]
    public async Task A_hidden_viewer_gets_nothing_until_it_is_shown_again()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await window.SettledAsync();
        window.Viewer.ShownWidth = 0;
        await using var other = new Window(view.Join(Guid.NewGuid(), "Ben"));
        var before = window.Count;

        await page.EvaluateAsync("document.body.style.background = '#08c'");
        await other.SettledAsync();
        window.Count.Should().Be(before);
        window.Viewer.ShownWidth = 500;

        await Until.TrueAsync(() => window.Count > before, "it must get the picture that it missed");
    }

    [Fact]
    public async Task A_viewer_that_takes_nothing_holds_up_nobody_and_sees_the_present_when_it_goes_on()
    {
        var page = await browser.OpenAsync(SpinnerPage.Body);
        await using var view = await LiveView.OpenAsync(page);
        var stalled = view.Join(Guid.NewGuid(), "Ben");
        await using var frames = Frames(stalled);
        await frames.MoveNextAsync();
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));

        await Until.TrueAsync(() => window.Count > 30, "the other viewer must get pictures");
        await frames.MoveNextAsync();

        frames.Current.Sequence.Should().BeCloseTo(window.Last!.Sequence, 3);
    }

    [Fact]
    public async Task A_page_that_changed_while_nobody_took_pictures_is_shown_as_it_is_now()
    {
        var page = await browser.OpenAsync(SpinnerPage.Body);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.Join(Guid.NewGuid(), "Anna");
        await using (var frames = Frames(viewer))
        {
            await frames.MoveNextAsync();
            await Until.TrueAsync(() => view.LastSequence >= 4, "Chromium must have sent all that it sends unasked");
            await page.EvaluateAsync("requestAnimationFrame = () => 0;" +
                "document.body.replaceChildren(); document.body.style.background = '#0c0'");
        }

        await using var window = new Window(viewer);

        var colour = await Pictures.ColourAsync(page, await window.SettledAsync(), 500, 500);
        colour[1].Should().BeInRange(190, 210);
        colour[0].Should().BeLessThan(20);
    }

    [Fact]
    public async Task The_view_ends_with_its_page()
    {
        var page = await browser.OpenAsync("<h1>Hello</h1>");
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await window.FirstAsync();

        await page.CloseAsync();

        await Until.TrueAsync(() => view.HasEnded && window.HasEnded, "the view must end");
    }

    [Fact]
    public async Task The_address_is_that_of_the_page_without_its_path()
    {
        var page = await browser.OpenAsync("");
        await page.RouteAsync("**/*", route => route.FulfillAsync(new() { Body = "<h1>Bank</h1>", ContentType = "text/html" }));
        await using var view = await LiveView.OpenAsync(page);

        await page.GotoAsync("https://bánk.test/login?user=anna");
        await Until.TrueAsync(() => view.Address.IsSecure, "the address must follow");
        var secure = view.Address;
        await page.GotoAsync("http://bank.test:8080/");
        await Until.TrueAsync(() => !view.Address.IsSecure, "the address must follow");

        secure.Should().Be(new PageAddress("xn--bnk-ela.test", true));
        view.Address.Should().Be(new PageAddress("bank.test:8080", false));
    }

    private static IAsyncEnumerator<ScreenFrame> Frames(Viewer viewer) =>
        viewer.ReadFramesAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
}
