using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.Malformed;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

/// <summary>Nonsense at every door, a few hundred times; the whole of it is <c>dotnet run --project Reconbanker.Benchmarks -- malformed</c>.</summary>
public sealed class MalformedSuiteTests
{
    [Fact]
    public async Task Nonsense_is_refused_and_changes_nothing()
    {
        var (result, report) = await RunAsync(bug: null);

        result.Failure.Should().BeNull(report);
    }

    [Theory]
    [InlineData("guessing-parser")]
    [InlineData("half-saved")]
    [InlineData("trusted-retry-after")]
    [InlineData("trusted-owner")]
    public async Task A_planted_fault_is_found(string bug)
    {
        var (result, _) = await RunAsync(bug);

        result.Failure.Should().NotBeNull();
    }

    private static async Task<(SuiteResult Result, string Report)> RunAsync(string? bug)
    {
        using var report = new StringWriter();
        var result = await new MalformedSuite().RunAsync(
            new SuiteOptions { Cases = 600, Bug = bug }, TextWriter.Synchronized(report), TestContext.Current.CancellationToken);
        return (result, report.ToString());
    }
}
