namespace Reconbanker.Benchmarks.Faults;

/// <summary>Counts what was tried, what was lost by it, and what else did not hold.</summary>
internal sealed class FaultTally(TextWriter output)
{
    private readonly List<string> _problems = [];

    public int Cases { get; private set; }

    public int Lost { get; private set; }

    public IReadOnlyList<string> Problems => _problems;

    /// <param name="lost">What was acknowledged and is not there.</param>
    public void Add(string name, int lost, IReadOnlyList<string> problems)
    {
        Cases++;
        Lost += lost;
        _problems.AddRange(problems.Select(problem => $"{name}: {problem}"));
        output.WriteLine(lost == 0 && problems.Count == 0 ? $"  ok    {name}" : $"  FAIL  {name}: {lost} lost. {string.Join(' ', problems)}");
    }
}
