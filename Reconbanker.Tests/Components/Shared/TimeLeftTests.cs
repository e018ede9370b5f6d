using AngleSharp.Dom;
using Bunit;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Shared;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Components.Shared;

public sealed class TimeLeftTests : BunitContext
{
    private readonly ChromiumFixture _chromium;
    private readonly FakeTimeProvider _clock = new();

    public TimeLeftTests(ChromiumFixture chromium)
    {
        _chromium = chromium;
        Services.AddSingleton<TimeProvider>(_clock);
    }

    [Theory]
    [InlineData(61_000, "the code is good for 1:01")]
    [InlineData(600, "the code is good for 0:01")]
    [InlineData(0, "the code has run out")]
    [InlineData(-5_000, "the code has run out")]
    public void A_window_without_scripts_shows_how_long_there_is(int milliseconds, string shown) =>
        Show(milliseconds, "the code is good for", "the code has run out").TextContent.Should().Be(shown);

    [Fact]
    public void Without_words_for_the_end_it_stands_at_zero() => Show(-5_000).TextContent.Should().Be("0:00");

    [Fact]
    public async Task In_a_window_it_counts_down_and_then_its_words_say_that_it_is_over()
    {
        await using var browser = await TestBrowser.LaunchAsync(_chromium);
        var page = await browser.Browser.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.Clock.PauseAtAsync(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await page.SetContentAsync(Show(61_000, "the code is good for", "the code has run out").OuterHtml + Show(61_000).OuterHtml);
        await page.AddScriptTagAsync(new() { Path = Path.Combine(Repository.Folder, "Reconbanker.Web", "wwwroot", "time-left.js") });
        var (worded, plain) = (page.Locator("time-left").First, page.Locator("time-left").Last);

        await Expect(worded).ToHaveTextAsync("the code is good for 1:01");
        await page.Clock.RunForAsync(40_000);
        await Expect(worded.GetByRole(AriaRole.Timer)).ToHaveTextAsync("0:21");
        await page.Clock.RunForAsync(21_000);
        await Expect(worded).ToHaveTextAsync("the code has run out");
        await Expect(plain).ToHaveTextAsync("0:00");

        await plain.EvaluateAsync("e => e.setAttribute('left', '125000')");
        await Expect(plain).ToHaveTextAsync("2:05");
        await page.Clock.RunForAsync(1_000);
        await Expect(plain).ToHaveTextAsync("2:04");
    }

    private IElement Show(int milliseconds, string? lead = null, string? over = null) => Render<TimeLeft>(p => p
        .Add(c => c.Until, _clock.GetUtcNow().AddMilliseconds(milliseconds)).Add(c => c.Lead, lead).Add(c => c.Over, over)).Find("time-left");
}
