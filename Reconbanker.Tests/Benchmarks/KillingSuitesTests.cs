using System.Globalization;
using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.Crash;
using Reconbanker.Benchmarks.Receivers;
using Reconbanker.Benchmarks.Support;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

/// <summary>The suites that kill the app, each with a few cases; the whole of them is <c>dotnet run --project Reconbanker.Benchmarks</c>.</summary>
public sealed class KillingSuitesTests
{
    private static readonly IReadOnlyList<CrashPoint> Few =
        [.. new[] { "in a migration", "after a reading commits", "before the first event is sent" }.Select(CrashPoint.Find)];

    private static readonly IReadOnlyList<UpkeepPoint> FewOfUpkeep =
        [.. new[] { "restore: before it is taken", "key: after a part is sealed anew" }.Select(FindUpkeep)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_or_doubled_where_the_app_is_killed()
    {
        var result = await RunAsync(new CrashSuite(Few, visits: [], FewOfUpkeep, repeats: 1), cases: 2);

        result.Failure.Should().BeNull();
        Figure(result, "points").Should().BeGreaterThanOrEqualTo(Few.Count + FewOfUpkeep.Count);
    }

    [Theory]
    [InlineData(PlantedBugs.PublishAfterCommit, "after a reading commits")]
    [InlineData(PlantedBugs.ClaimBeforeSend, "before the first event is sent")]
    public async Task A_planted_fault_is_found_where_it_hurts(string bug, string point)
    {
        var result = await RunAsync(new CrashSuite([CrashPoint.Find(point)], visits: [], upkeep: [], repeats: 1), cases: 1, bug);

        result.Failure.Should().NotBeNull();
        Figure(result, "lost").Should().BePositive(result.Failure);
    }

    [Fact]
    public async Task A_planted_fault_of_a_restore_is_found()
    {
        var result = await RunAsync(
            new CrashSuite([], visits: [], [FindUpkeep("restore: before it is taken")], repeats: 1), cases: 1, PlantedBugs.RestoreInPlace, "upkeep");

        result.Failure.Should().NotBeNull();
        Figure(result, "points").Should().Be(1);
    }

    [Fact]
    public async Task A_bad_receiver_has_every_effect_once()
    {
        var result = await RunAsync(new ReceiverSuite(), cases: 60);

        result.Failure.Should().BeNull();
        Figure(result, "effects").Should().Be(60);
        Figure(result, "requests").Should().BeGreaterThan(60);
    }

    [Theory]
    [InlineData(PlantedBugs.NewIdOnRetry)]
    [InlineData(PlantedBugs.ForgetFailed)]
    public async Task A_planted_fault_of_the_deliveries_is_found(string bug)
    {
        var result = await RunAsync(new ReceiverSuite(), cases: 30, bug);

        result.Failure.Should().NotBeNull();
    }

    private static UpkeepPoint FindUpkeep(string name) => UpkeepPoint.All.Single(upkeep => upkeep.Point.Name == name);

    private static int Figure(SuiteResult result, string name) =>
        Convert.ToInt32(result.Figures.Single(figure => figure.Key == name).Value, CultureInfo.InvariantCulture);

    private static Task<SuiteResult> RunAsync(Suite suite, int cases, string? bug = null, params string[] parts) =>
        suite.RunAsync(new SuiteOptions { Arguments = parts, Cases = cases, Bug = bug }, TextWriter.Null, Cancelled);
}
