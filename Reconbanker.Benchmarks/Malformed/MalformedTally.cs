namespace Reconbanker.Benchmarks.Malformed;

/// <summary>Counts what was tried and what went wrong, with the first of each as an example.</summary>
internal sealed class MalformedTally(TextWriter output)
{
    private const int Examples = 20;
    private const int LongestExample = 400;

    private readonly Lock _adding = new();
    private int _shown;

    public int Cases { get; private set; }

    /// <summary>Failures that nobody had thought of: an answer of 500, an exception that escapes.</summary>
    public int Unhandled { get; private set; }

    /// <summary>What was refused and yet changed something.</summary>
    public int Partial { get; private set; }

    /// <summary>What was taken for something else than it says.</summary>
    public int Misread { get; private set; }

    public void Try()
    {
        lock (_adding)
        {
            Cases++;
        }
    }

    public void AddUnhandled(string what) => Add(() => Unhandled++, "unhandled", what);

    public void AddPartial(string what) => Add(() => Partial++, "partial", what);

    public void AddMisread(string what) => Add(() => Misread++, "misread", what);

    private void Add(Action count, string kind, string what)
    {
        lock (_adding)
        {
            count();
            if (_shown++ < Examples)
            {
                output.WriteLine($"  {kind}: {(what.Length > LongestExample ? what[..LongestExample] : what).ReplaceLineEndings(" ")}");
            }
        }
    }
}
