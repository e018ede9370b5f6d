namespace Reconbanker.Benchmarks.Crash;

/// <summary>Adds up the verdicts, and says them as they come.</summary>
internal sealed class CrashTally(TextWriter output)
{
    private readonly Lock _adding = new();
    private readonly List<string> _faults = [];
    private int _points;
    private int _missed;
    private int _lost;
    private int _doubled;

    public void Add(string point, Verdict verdict)
    {
        lock (_adding)
        {
            _points++;
            _lost += verdict.Lost;
            _doubled += verdict.Doubled;
            _faults.AddRange(verdict.Faults.Select(fault => $"{point}: {fault}"));
            output.WriteLine(verdict.IsGood
                ? $"  ok    {point}"
                : $"  FAIL  {point}: lost {verdict.Lost}, doubled {verdict.Doubled}. {string.Join(' ', verdict.Faults)}");
        }
    }

    /// <summary>The child came to its end unhurt.</summary>
    public void AddMissed(string point, bool isFault)
    {
        lock (_adding)
        {
            _missed++;
            output.WriteLine($"  --    {point} was not reached");
            if (isFault)
            {
                _faults.Add($"{point}: never reached.");
            }
        }
    }

    public SuiteResult Result(IEnumerable<KeyValuePair<string, object>> more)
    {
        var failure = _points == 0 ? "Nothing was killed."
            : _lost + _doubled > 0 ? $"{_lost} lost, {_doubled} doubled."
            : _faults.Count > 0 ? _faults[0]
            : null;
        return new SuiteResult(
            [new("points", _points), new("lost", _lost), new("doubled", _doubled), new("notReached", _missed), new("faults", _faults.Count), .. more],
            failure);
    }
}
