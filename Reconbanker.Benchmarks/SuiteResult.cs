namespace Reconbanker.Benchmarks;

/// <param name="Figures">In the order in which they are printed: integers, doubles, texts, or rows of them.</param>
/// <param name="Failure">Why the goal was missed, as one sentence. Null is a suite that passed.</param>
public sealed record SuiteResult(IReadOnlyList<KeyValuePair<string, object>> Figures, string? Failure)
{
    /// <summary>What the line of JSON is made of; null for an object of the figures.</summary>
    public object? Json { get; init; }
}
