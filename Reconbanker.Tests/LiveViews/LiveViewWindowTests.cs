using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>The windows that a bank opens: which one the view shows, and what reaches it.</summary>
public sealed class LiveViewWindowTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Large = "style='position:absolute;left:0;top:0;width:400px;height:300px'";

    private const string Opener = $"""
        <button {Large} onclick="window.open('%other%')">Continue in a new window</button>
        <script>window.keys = []; addEventListener('keydown', e => keys.push(e.key)); addEventListener('mousedown', () => keys.push('press'));</script>
        """;

    private const string Opened = """
        <input id=code style='position:absolute;left:0;top:0;width:400px;height:100px' autofocus>
        <button style='position:absolute;left:0;top:200px;width:400px;height:100px' onclick='window.close()'>Confirm</button>
        """;

    [Theory]
    [InlineData($"<button {Large} onclick=\"window.open('%other%')\">Go</button>")]
    [InlineData($"<button {Large} onclick=\"window.open('%other%', 'code', 'width=500,height=400')\">Go</button>")]
    [InlineData($"<a {Large} href='%other%' target=_blank>Go</a>")]
    [InlineData($"<form action='%other%' target=_blank><button {Large}>Go</button></form>")]
    public async Task A_window_that_a_person_opened_is_shown_takes_their_input_and_leads_back_when_it_closes(string opener)
    {
        await using var sites = await StartAsync(opener, Opened);
        await using var view = await OpenAsync(sites);
        await using var window = new Window(view.InControl());
        await window.FirstAsync();
        var first = view.Page;

        window.Viewer.Click(50, 50);
        await Until.TrueAsync(() => view.Page != first, "the new window must be shown");
        await SeenAsync(view, window);
        view.Windows.Should().Equal(
            new OpenWindow(1, new(sites.BankHost, false), false), new OpenWindow(2, new(sites.OtherHost, false), true));
        view.Address.Host.Should().Be(sites.OtherHost);
        window.Viewer.Control.Should().Be(ControlState.Mine);
        var popup = view.Page;
        window.Viewer.Click(50, 50);
        window.Viewer.PressDigits("482913");
        await Assertions.Expect(popup.Locator("#code")).ToHaveValueAsync("482913");

        window.Viewer.Click(50, 250);

        await Until.TrueAsync(() => view.Page == first, "the first window must be shown again");
        view.Windows.Should().ContainSingle();
        window.Viewer.Control.Should().Be(ControlState.Mine);
        view.HasEnded.Should().BeFalse();
    }

    [Fact]
    public async Task What_was_meant_for_the_old_window_never_reaches_the_new_one()
    {
        await using var sites = await StartAsync(Opener, "<input autofocus><script>window.keys = []; "
            + "addEventListener('keydown', e => keys.push(e.key)); addEventListener('mousedown', () => keys.push('press'))</script>");
        await using var view = await OpenAsync(sites);
        var viewer = view.InControl();
        await using var frames = viewer.ReadFramesAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await frames.MoveNextAsync();
        var old = frames.Current;
        var first = view.Page;
        viewer.Click(50, 50);
        await Until.TrueAsync(() => view.Page != first, "the new window must be shown");
        var popup = view.Page;
        await popup.WaitForFunctionAsync("window.keys");

        // The picture of the old window is still on the screen.
        var press = viewer.Send(new ViewerInput.Mouse(MouseAction.Down, 50, 50, old.Sequence, PointerButton.Left, PointerButtons.Left));
        var key = viewer.Send(new ViewerInput.Key(true, "7", "Digit7", 55, "7"));
        var text = viewer.Send(new ViewerInput.Text("7"));
        var paste = viewer.Send(new ViewerInput.Paste("7"));
        while (frames.Current.Sequence <= old.Sequence || !viewer.Send(new ViewerInput.Key(true, "8", "Digit8", 56, "8")).Equals(InputOutcome.Accepted))
        {
            await frames.MoveNextAsync();
            await popup.EvaluateAsync("document.body.append('more')"); // so that another picture comes
        }

        new[] { press, key, text, paste }.Should().OnlyContain(outcome => outcome == InputOutcome.PageChanged);
        await popup.WaitForFunctionAsync("keys.length > 0");
        (await popup.EvaluateAsync<string>("keys.join()")).Should().Be("8");
        (await first.EvaluateAsync<string>("keys.join()")).Should().Be("press");
    }

    [Fact]
    public async Task A_window_that_opens_by_itself_does_not_take_the_page_from_the_person_who_acts_in_it()
    {
        await using var sites = await StartAsync(Opener, Opened);
        await using var view = await OpenAsync(sites);
        var viewer = view.InControl();
        var first = view.Page;
        var notices = view.Record();

        await first.EvaluateAsync("address => { open(address); }", sites.Other);
        await Until.TrueAsync(() => view.Windows.Count == 2, "the window must be listed");

        view.Page.Should().BeSameAs(first);
        notices.Should().Equal(new ViewNotice(ViewNoticeKind.WindowWaits));
        var stranger = view.Join(Guid.NewGuid(), "Ben").Show(view.Windows[1]);
        stranger.Should().BeFalse();
        view.Page.Should().BeSameAs(first);
        viewer.Show(view.Windows[1]).Should().BeTrue();
        view.Address.Host.Should().Be(sites.OtherHost);
        viewer.Show(view.Windows[0]).Should().BeTrue();
        view.Page.Should().BeSameAs(first);
    }

    [Fact]
    public async Task A_window_that_opens_while_nobody_is_in_control_is_shown()
    {
        await using var sites = await StartAsync(Opener, Opened);
        await using var view = await OpenAsync(sites);
        var first = view.Page;

        await first.Locator("button").ClickAsync();

        await Until.TrueAsync(() => view.Page != first, "the new window must be shown");
        await using var window = new Window(view.Join(Guid.NewGuid(), "Anna"));
        (await window.FirstAsync()).Should().NotBeNull();
    }

    [Fact]
    public async Task While_everybody_only_watches_anyone_may_go_between_the_windows()
    {
        await using var sites = await StartAsync(Opener, Opened);
        await using var view = await OpenAsync(sites);
        var first = view.Page;
        await first.Locator("button").ClickAsync();
        await Until.TrueAsync(() => view.Page != first, "the new window must be shown");
        var watcher = view.Join(Guid.NewGuid(), "Anna");

        watcher.Show(view.Windows[0]).Should().BeTrue();

        view.Page.Should().BeSameAs(first);
    }

    [Fact]
    public async Task When_no_human_is_needed_any_more_the_first_window_is_shown_where_the_driver_goes_on()
    {
        await using var sites = await StartAsync(Opener, Opened);
        await using var view = await OpenAsync(sites);
        var first = view.Page;
        view.InControl().Click(50, 50);
        await Until.TrueAsync(() => view.Page != first, "the new window must be shown");

        view.AcceptsInput = false;

        view.Page.Should().BeSameAs(first);
        view.Windows.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_page_that_opens_windows_in_a_loop_soon_opens_them_in_vain()
    {
        await using var sites = await StartAsync("", "");
        await using var view = await OpenAsync(sites);
        var first = view.Page;
        var notices = view.Record();
        var followed = 0;
        for (var round = 0; round < FollowRule.MostInPeriod + 2; round++)
        {
            await first.EvaluateAsync("() => { window.last = open('about:blank'); }");
            await Until.TrueAsync(() => view.Windows.Count == 2, "the window must be listed");
            followed += view.Page == first ? 0 : 1;
            await first.EvaluateAsync("last.close()");
            await Until.TrueAsync(() => view.Windows.Count == 1, "the window must be gone");
            view.Page.Should().BeSameAs(first);
        }

        followed.Should().Be(FollowRule.MostInPeriod);
        notices.Count.Should().BeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task No_more_windows_are_known_than_a_person_can_tell_apart()
    {
        await using var sites = await StartAsync("", "");
        await using var view = await OpenAsync(sites);
        var first = view.Page;

        await first.EvaluateAsync("() => { window.all = Array.from({ length: 8 }, () => open('about:blank')); }");
        await Until.TrueAsync(() => view.Windows.Count == OpenWindows.Most, "the first few must be listed");
        view.Windows.Select(window => window.Number).Should().Equal(1, 2, 3, 4);

        await first.EvaluateAsync("() => { all.forEach(one => one.close()); }");
        await Until.TrueAsync(() => view.Windows.Count == 1, "closed ones must go");
    }

    [Fact]
    public async Task Closing_the_first_window_ends_the_view_whatever_is_shown()
    {
        await using var sites = await StartAsync(Opener, Opened);
        await using var view = await OpenAsync(sites);
        await using var window = new Window(view.InControl());
        await window.FirstAsync();
        var first = view.Page;
        window.Viewer.Click(50, 50);
        await Until.TrueAsync(() => view.Page != first, "the new window must be shown");

        await first.CloseAsync();

        await Until.TrueAsync(() => view.HasEnded && window.HasEnded, "the view must end");
    }

    [Fact]
    public async Task A_window_is_shown_as_wide_as_its_viewers_show_it_and_late_ones_see_it_too()
    {
        await using var sites = await StartAsync(Opener, Opened);
        await using var view = await OpenAsync(sites);
        await using var window = new Window(view.InControl());
        var before = await window.FirstAsync();
        var first = view.Page;
        window.Viewer.Click(50, 50);
        await Until.TrueAsync(() => view.Page != first, "the new window must be shown");
        await SeenAsync(view, window);

        await using var late = new Window(view.Join(Guid.NewGuid(), "Ben"));
        (await late.FirstAsync()).Sequence.Should().BeGreaterThan(before.Sequence);
        late.Viewer.Dispose();

        window.Viewer.Show(view.Windows[0]).Should().BeTrue();
        await SeenAsync(view, window);
    }

    [Fact]
    public async Task A_window_that_a_frame_of_another_site_opened_is_followed_and_left_again()
    {
        await using var sites = await StartAsync(
            $"<iframe src='%other%' {Large}></iframe>", $"<button {Large} onclick=\"window.open('/', '_blank')\">Go</button>");
        await using var view = await OpenAsync(sites);
        await using var window = new Window(view.InControl());
        await window.FirstAsync();
        var first = view.Page;

        for (var attempt = 0; attempt < 100 && view.Page == first; attempt++)
        {
            window.Viewer.Click(50, 50); // before the frame shows, a click goes to what is around it
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        view.Address.Host.Should().Be(sites.OtherHost);
        await view.Page.CloseAsync();
        await Until.TrueAsync(() => view.Address.Host == sites.BankHost || view.Windows.Count > 1, "it must lead back");
    }

    private static Task<TwoSites> StartAsync(string bank, string other) =>
        TwoSites.StartAsync(bank, other, TestContext.Current.CancellationToken);

    private async Task<LiveView> OpenAsync(TwoSites sites)
    {
        var page = await browser.OpenAsync("");
        await page.GotoAsync(sites.Bank);
        return await LiveView.OpenAsync(page);
    }

    private static Task SeenAsync(LiveView view, Window window) =>
        Until.TrueAsync(() => view.HasSeen(window.Viewer), "a picture of the window must come");
}
