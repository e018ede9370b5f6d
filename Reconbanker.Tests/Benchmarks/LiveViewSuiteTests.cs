using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

/// <summary>That what the suite measures with can see: the suite itself takes minutes.</summary>
public sealed class LiveViewSuiteTests(ChromiumFixture chromium)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_probe_finds_how_long_an_input_takes_and_how_old_a_picture_is()
    {
        await using var site = await TargetSite.StartAsync(Cancelled);
        await using var person = await OperatorBrowser.LaunchAsync((await chromium.ChromiumAsync(Cancelled)).ExecutablePath);
        await using var window = await person.OpenAsync(site.Address); // the page itself is its own best picture
        var (seen, live) = await window.SeeAsync();

        await window.BeginAsync();
        await window.ClickAsync(Cancelled);
        await window.CountedKeyAsync(Cancelled);
        var inputs = await window.EndAsync();
        await window.BeginAsync();
        await window.TypeAsync('s', Cancelled);
        await window.Page.WaitForFunctionAsync("() => probe.frames.length > 5");
        var pictures = await window.EndAsync();

        seen.Should().BeInRange(1, live);
        inputs.Latencies.Should().HaveCount(2).And.OnlyContain(latency => latency >= 0);
        pictures.Frames.Skip(1).Should().OnlyContain(frame => frame[1] < 60_000, "the time in the picture is the time of the clock");
        window.PictureSize.Width.Should().Be(OperatorBrowser.WindowWidth, "the page fills it");
    }

    [Fact]
    public async Task A_part_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var running = () => new LiveViewSuite().RunAsync(new SuiteOptions { Arguments = ["latency", "sound"] }, TextWriter.Null, Cancelled);

        await running.Should().ThrowAsync<FormatException>().WithMessage("\"sound\" is not a part*latency, spinner*");
    }

    [Fact]
    public void A_figure_is_the_median_of_its_rounds_and_a_ratio_is_of_one_round()
    {
        var tally = new Tally();
        foreach (var (ours, theirs) in new[] { (10.0, 5.0), (30.0, 10.0), (90.0, 90.0) })
        {
            var round = new Tally();
            round.Add("ours", ours);
            round.Add("theirs", theirs);
            round.AddRatio("ratio", "ours", "theirs");
            round.AddRatio("none", "ours", "missing");
            tally.Add(round);
        }

        (tally["ours"], tally["ratio"], tally["none"]).Should().Be((30, 2, null));
    }
}
