using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>The reading before, of the same run, as it came.</summary>
/// <param name="CompleteFrom">First day from which it was whole; null when it was cut off.</param>
internal sealed record FormerReading(IReadOnlyList<ScrapedTransaction> Rows, DateOnly? CompleteFrom)
{
    /// <summary>Whether it got to every day that this list has whole.</summary>
    public bool Reaches(ReadWindow window) => window.CompleteFrom is null || CompleteFrom <= window.CompleteFrom;
}
