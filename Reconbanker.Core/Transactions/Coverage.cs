namespace Reconbanker.Core.Transactions;

/// <summary>Days that were read whole, both ends included.</summary>
public readonly record struct DaySpan(DateOnly From, DateOnly Through);

/// <summary>A span of days of one bank account of which every row has been read.</summary>
public sealed class CoveredSpan
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required string BankAccountNumber { get; init; }
    public required DateOnly FromOn { get; init; }
    public required DateOnly ThroughOn { get; init; }
}

/// <summary>Which days have been read whole, which have not, and which to read next.</summary>
public static class Coverage
{
    /// <summary>Banks post late, over weekends and holidays too, and rows near midnight move: the days of a week are read again.</summary>
    public const int OverlapDays = 7;

    // Older gaps are not tried again: what a bank has not shown in all that time it shows no more.
    private const int GapsTriedForDays = 90;

    /// <summary>The spans with one more, in order. Spans are joined only where they share a day: the last day of one was not over when it was read.</summary>
    public static IReadOnlyList<DaySpan> Add(IReadOnlyList<DaySpan> spans, DaySpan added)
    {
        var joined = new List<DaySpan>();
        foreach (var span in spans.Append(added).OrderBy(s => s.From))
        {
            if (joined.Count > 0 && span.From <= joined[^1].Through)
            {
                joined[^1] = joined[^1] with { Through = span.Through > joined[^1].Through ? span.Through : joined[^1].Through };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }

    /// <summary>The days between the spans. The last day of a span belongs to the gap after it: it was read before it was over.</summary>
    public static IReadOnlyList<DaySpan> Gaps(IReadOnlyList<DaySpan> spans) =>
        [.. spans.Zip(spans.Skip(1), (before, after) => new DaySpan(before.Through, after.From.AddDays(-1)))];

    /// <summary>The first day to read next: a little before what was read whole at last, always yesterday, and all of a gap.</summary>
    /// <param name="spans">In order.</param>
    /// <param name="firstReadDays">How far the first reading goes back.</param>
    public static DateOnly NextFrom(IReadOnlyList<DaySpan> spans, DateOnly today, int firstReadDays)
    {
        if (spans.Count == 0)
        {
            return today.AddDays(-firstReadDays);
        }

        DateOnly[] days = [spans[^1].Through.AddDays(-OverlapDays), today.AddDays(-1), .. OpenGaps(spans, today).Select(gap => gap.From)];
        return days.Min();
    }

    /// <summary>The gaps that are young enough to be tried again.</summary>
    public static IReadOnlyList<DaySpan> OpenGaps(IReadOnlyList<DaySpan> spans, DateOnly today) =>
        [.. Gaps(spans).Where(gap => gap.Through >= today.AddDays(-GapsTriedForDays))];
}
