using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.Identity;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

public sealed class IdentitySuiteTests
{
    private const int FewHistories = 1_000;

    public static TheoryData<string> Bugs => [.. new IdentitySuite().Bugs];

    [Fact]
    public async Task Nothing_is_lost_or_doubled_by_the_products_own_rules()
    {
        var result = await RunAsync(bug: null);

        result.Failure.Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task Goes_red_with_every_planted_bug(string bug) => (await RunAsync(bug)).Failure.Should().NotBeNull();

    private static Task<SuiteResult> RunAsync(string? bug) => new IdentitySuite().RunAsync(
        new SuiteOptions { Cases = FewHistories, Bug = bug }, TextWriter.Null, TestContext.Current.CancellationToken);
}
