namespace Reconbanker.Core.Matching.Names;

/// <summary>What two names say of whether they are one person's or company's.</summary>
/// <param name="Score">From 0 to 1.</param>
/// <param name="Pairs">Words of the first and second name that were taken for one another, as they stand in the two.</param>
public sealed record NameComparison(double Score, NameVerdict Verdict, IReadOnlyList<NamePair> Pairs)
{
    /// <summary>From here two names are one.</summary>
    public const double Same = 0.7;

    /// <summary>Below this they are two.</summary>
    public const double Different = 0.45;

    internal static NameComparison Of(double score, IReadOnlyList<NamePair> pairs) =>
        new(score, score >= Same ? NameVerdict.Same : score < Different ? NameVerdict.Different : NameVerdict.Unsure, pairs);
}

public enum NameVerdict { Same, Unsure, Different }

/// <param name="First">A word of the first name, or several joined.</param>
/// <param name="Likeness">From 0 to 1.</param>
public sealed record NamePair(string First, string Second, double Likeness);
