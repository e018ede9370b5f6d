using System.Text.Json;
using FluentAssertions;
using Reconbanker.Benchmarks;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

public sealed class BenchTests : IDisposable
{
    private static readonly Suite[] Suites = [new CountingSuite()];

    private readonly StringWriter _output = new();

    private string[] Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task Ends_with_one_line_of_json_where_it_is_asked_for()
    {
        var end = await RunAsync("counting", "--json", "--cases", "12", "--seed", "-5");

        end.Should().Be(0);
        var figures = JsonDocument.Parse(Lines[^1]).RootElement;
        figures.GetProperty("cases").GetInt32().Should().Be(12);
        figures.GetProperty("seed").GetInt32().Should().Be(-5);
        figures.GetProperty("rows").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Writes_a_table_for_people_otherwise()
    {
        var end = await RunAsync("counting");

        end.Should().Be(0);
        Lines.Should().Equal("cases  100", "seed   1", "passed");
    }

    [Fact]
    public async Task Fails_by_its_exit_code_and_says_why()
    {
        var end = await RunAsync("counting", "--bug", "miscount");

        end.Should().Be(1);
        Lines[^1].Should().Be("FAILED: One is missing.");
    }

    [Theory]
    [InlineData("There is no suite \"other\".", "other")]
    [InlineData("\"--fast\" is not an option. There are --json, --seed N, --cases N and --bug NAME.", "counting", "--fast")]
    [InlineData("\"--cases\" takes a whole number from 1, not \"0\".", "counting", "--cases", "0")]
    [InlineData("\"--seed\" needs a value after it.", "counting", "--seed")]
    [InlineData("\"--seed\" takes a whole number, not \"x\".", "counting", "--seed", "x")]
    [InlineData("\"typo\" is not a bug of \"counting\". There are miscount.", "counting", "--bug", "typo")]
    public async Task Says_what_is_wrong_with_the_words(string message, params string[] words)
    {
        var end = await RunAsync(words);

        end.Should().Be(2);
        Lines[0].Should().Be(message);
    }

    public void Dispose() => _output.Dispose();

    private Task<int> RunAsync(params string[] words) => Bench.RunAsync(Suites, words, _output, TestContext.Current.CancellationToken);

    private sealed class CountingSuite() : Suite("counting", "Counts to the number of cases.")
    {
        public override IReadOnlyList<string> Bugs => ["miscount"];

        public override Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
        {
            KeyValuePair<string, object>[] figures = [new("cases", options.Cases ?? 100), new("seed", options.Seed), new("rows", new[] { new { n = 1 } })];
            return Task.FromResult(new SuiteResult(figures, options.Bug is null ? null : "One is missing."));
        }
    }
}
