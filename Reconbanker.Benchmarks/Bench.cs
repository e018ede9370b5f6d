using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconbanker.Benchmarks.Matching;

namespace Reconbanker.Benchmarks;

/// <summary>The command line: finds the suite, runs it, prints its table and its JSON.</summary>
public static class Bench
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int Misused = 2;

    // Figures are read by scripts: "í" is an í.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every suite there is, one line each.</summary>
    public static IReadOnlyList<Suite> Suites { get; } =
    [
        new Identity.IdentitySuite(), new Crash.CrashSuite(), new Faults.FaultsSuite(), new Receivers.ReceiverSuite(), new Malformed.MalformedSuite(), new Canary.CanarySuite(),
        new NamesSuite(), new MatchingSuite(), new MatchingSpeedSuite(), new Pages.PagesSuite(), new Pipeline.PipelineSuite(),
        new LiveViews.LiveViewSuite(),
    ];

    /// <returns>0 when the goal was met, 1 when it was missed, 2 when the words were not understood.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<Suite> suites, string[] words, TextWriter output, CancellationToken stop)
    {
        if (words is not [var name, .. var rest] || suites.FirstOrDefault(suite => suite.Name == name) is not { } suite)
        {
            await WriteHelpAsync(suites, words.FirstOrDefault(), output);
            return Misused;
        }

        try
        {
            var options = SuiteOptions.Parse(rest);
            Check(suite, options);
            var result = await suite.RunAsync(options, output, stop);
            await WriteAsync(result, options, output);
            return result.Failure is null ? Passed : Failed;
        }
        catch (FormatException fault)
        {
            await output.WriteLineAsync(fault.Message);
            return Misused;
        }
    }

    private static void Check(Suite suite, SuiteOptions options)
    {
        if (options.Bug is { } bug && !suite.Bugs.Contains(bug))
        {
            throw new FormatException(suite.Bugs.Count == 0
                ? $"\"{suite.Name}\" has no bugs to plant: leave --bug out."
                : $"\"{bug}\" is not a bug of \"{suite.Name}\". There are {string.Join(", ", suite.Bugs)}.");
        }
    }

    private static async Task WriteAsync(SuiteResult result, SuiteOptions options, TextWriter output)
    {
        var width = result.Figures.Select(figure => figure.Key.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in result.Figures.Where(figure => figure.Value is string or IConvertible))
        {
            await output.WriteLineAsync($"{name.PadRight(width)}  {Convert.ToString(value, CultureInfo.InvariantCulture)}");
        }

        await output.WriteLineAsync(result.Failure is { } failure ? $"FAILED: {failure}" : "passed");
        if (options.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(result.Json ?? new Dictionary<string, object>(result.Figures), Json));
        }
    }

    private static async Task WriteHelpAsync(IReadOnlyList<Suite> suites, string? asked, TextWriter output)
    {
        if (asked is not (null or "--help" or "help"))
        {
            await output.WriteLineAsync($"There is no suite \"{asked}\".");
        }

        await output.WriteLineAsync("dotnet run -c Release --project Reconbanker.Benchmarks -- SUITE [--json] [--seed N] [--cases N] [--bug NAME]");
        foreach (var suite in suites)
        {
            await output.WriteLineAsync($"  {suite.Name,-16}{suite.Summary}");
            if (suite.Bugs.Count > 0)
            {
                await output.WriteLineAsync($"  {"",-16}  --bug {string.Join(" | ", suite.Bugs)}");
            }
        }
    }
}
