using System.Globalization;

namespace Reconbanker.Benchmarks;

/// <summary>What was asked of a suite: <c>[FILE or NUMBER …] [--json] [--seed N] [--cases N] [--bug NAME]</c>.</summary>
public sealed record SuiteOptions
{
    /// <summary>What stands without a name in front, in order.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Ask for one JSON object on the last line.</summary>
    public bool Json { get; init; }

    /// <summary>The same seed gives the same cases.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many histories, points, events: null is what the suite holds to be a proof.</summary>
    public int? Cases { get; init; }

    /// <summary>One of <see cref="Suite.Bugs"/>, or null.</summary>
    public string? Bug { get; init; }

    /// <exception cref="FormatException">Names the option and what it takes.</exception>
    public static SuiteOptions Parse(IReadOnlyList<string> words)
    {
        var options = new SuiteOptions();
        var arguments = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "--json" => options with { Json = true },
                "--seed" => options with { Seed = Number(words, ++i, least: int.MinValue) },
                "--cases" => options with { Cases = Number(words, ++i, least: 1) },
                "--bug" => options with { Bug = Value(words, ++i) },
                ['-', '-', ..] => throw new FormatException($"\"{words[i]}\" is not an option. There are --json, --seed N, --cases N and --bug NAME."),
                _ => Keep(words[i]),
            };
        }

        return options with { Arguments = arguments };

        SuiteOptions Keep(string word)
        {
            arguments.Add(word);
            return options;
        }
    }

    private static string Value(IReadOnlyList<string> words, int at) =>
        at < words.Count ? words[at] : throw new FormatException($"\"{words[at - 1]}\" needs a value after it.");

    private static int Number(IReadOnlyList<string> words, int at, int least) =>
        int.TryParse(Value(words, at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"\"{words[at - 1]}\" takes a whole number{(least > 0 ? $" from {least}" : "")}, not \"{words[at]}\".");
}
