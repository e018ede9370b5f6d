using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.Faults;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

/// <summary>The faults that cost a second each; the whole of them is <c>dotnet run --project Reconbanker.Benchmarks -- faults</c>.</summary>
public sealed class FaultsSuiteTests
{
    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_on_a_full_disk_or_in_a_locked_or_damaged_database()
    {
        (await RunAsync(bug: null, "disk", "locks", "damages")).Failure.Should().BeNull();
    }

    [Theory]
    [InlineData("swallow-failure", "disk")]
    [InlineData("start-anyway", "damages")]
    public async Task A_planted_fault_is_found(string bug, string part)
    {
        (await RunAsync(bug, part)).Failure.Should().NotBeNull();
    }

    private static Task<SuiteResult> RunAsync(string? bug, params string[] parts) => new FaultsSuite([TimeSpan.FromSeconds(1)]).RunAsync(
        new SuiteOptions { Arguments = parts, Bug = bug }, TextWriter.Null, TestContext.Current.CancellationToken);
}
