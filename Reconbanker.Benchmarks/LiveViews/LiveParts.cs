namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>What is to be measured: all of it, unless some parts are named.</summary>
internal sealed record LiveParts(IReadOnlyList<string> Named)
{
    public static readonly string[] Names = ["latency", "spinner", "sweep", "first", "stall", "idle", "slow", "sessions"];

    public bool Latency => Has("latency");

    public bool Spinner => Has("spinner");

    public bool Sweep => Has("sweep");

    public bool First => Has("first");

    public bool Stall => Has("stall");

    public bool Idle => Has("idle");

    public bool Slow => Has("slow");

    public bool Sessions => Has("sessions");

    /// <summary>Whether anything is measured round by round.</summary>
    public bool HasRounds => Latency || Spinner || Sweep;

    public bool HasPeers => Latency || Spinner;

    /// <exception cref="FormatException">There is no such part.</exception>
    public static LiveParts Parse(IReadOnlyList<string> words) => words.FirstOrDefault(word => !Names.Contains(word)) is { } unknown
        ? throw new FormatException($"\"{unknown}\" is not a part of \"live-view\". There are {string.Join(", ", Names)}.")
        : new LiveParts(words);

    private bool Has(string name) => Named.Count == 0 || Named.Contains(name);
}
