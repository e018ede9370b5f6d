using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Core.LiveViews;
using Reconbanker.Web.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class ExpectedViewerTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Guid _anna = Guid.NewGuid();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_that_is_expected_finds_its_picture_there_and_joins_once()
    {
        var viewers = new ExpectedViewers(_clock);
        await using var view = await LiveView.OpenAsync(await browser.OpenAsync("<h1>Bank</h1>"));

        var expected = viewers.Expect(view, _anna, "Anna");
        viewers.Expect(view, _anna, "Anna").Should().BeSameAs(expected);
        var picture = await expected.PeekAsync(Cancelled);
        (await expected.PeekAsync(Cancelled)).Should().BeSameAs(picture);
        view.ViewerCount.Should().Be(1);

        var here = viewers.Welcome(view, _anna, "Anna");
        here.Should().BeSameAs(expected);
        await using var window = new Window(here);
        (await window.FirstAsync()).Should().BeSameAs(picture);
        using var second = viewers.Welcome(view, _anna, "Anna");
        second.Should().NotBeSameAs(expected);
        _clock.Advance(ExpectedViewers.Patience);
        view.ViewerCount.Should().Be(2, "who is there stays");
    }

    [Fact]
    public async Task A_window_that_does_not_come_leaves_again()
    {
        var viewers = new ExpectedViewers(_clock);
        await using var view = await LiveView.OpenAsync(await browser.OpenAsync("<h1>Bank</h1>"));

        var expected = viewers.Expect(view, _anna, "Anna");
        _clock.Advance(ExpectedViewers.Patience - TimeSpan.FromSeconds(1));
        view.ViewerCount.Should().Be(1);
        _clock.Advance(TimeSpan.FromSeconds(1));

        view.ViewerCount.Should().Be(0);
        using var late = viewers.Welcome(view, _anna, "Anna");
        late.Should().NotBeSameAs(expected);
    }
}
