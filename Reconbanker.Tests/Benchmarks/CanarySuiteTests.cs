using System.Text.Json;
using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.Canary;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

public sealed class CanarySuiteTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task No_secret_is_readable_in_anything_that_is_written()
    {
        var (end, figures) = await RunAsync("canary", "--json");

        figures.GetProperty("hits").GetInt32().Should().Be(0, figures.GetProperty("places").ToString());
        figures.GetProperty("secrets").GetInt32().Should().BeGreaterThan(20);
        end.Should().Be(0);
    }

    [Fact]
    public async Task A_password_that_is_logged_is_found()
    {
        var (end, figures) = await RunAsync("canary", "--json", "--bug", Bugs.LogPassword);

        end.Should().Be(1);
        figures.GetProperty("places").ToString().Should().Contain("the log");
    }

    private async Task<(int End, JsonElement Figures)> RunAsync(params string[] words)
    {
        var browser = await chromium.ChromiumAsync(TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        var end = await Bench.RunAsync(
            [new CanarySuite(ownsProcess: false, browser.ExecutablePath)], words, output, TestContext.Current.CancellationToken);
        return (end, JsonDocument.Parse(output.ToString().TrimEnd().Split('\n')[^1]).RootElement);
    }
}
