using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>Rows of which each leads from the balance before it to its own, and whether others were dropped because a page repeated them.</summary>
internal sealed record ChainedRows(IReadOnlyList<ScrapedTransaction> Rows, bool HasRepeats);

/// <summary>
/// Checks a list, newest or oldest first, against the balances that it prints: in each currency, what was there at first and all the rows
/// make what is there at last. Rows without a balance (pending ones) stand outside.
/// </summary>
internal static class BalanceChain
{
    // Rows that came in at the top while pages were turned; more at once are no shift.
    private const int LongestRepeat = 200;

    /// <summary>Null when the list does not add up.</summary>
    public static ChainedRows? Follow(IReadOnlyList<ScrapedTransaction> rows)
    {
        var newestFirst = Follow(rows, isNewestFirst: true);
        return newestFirst is { HasRepeats: false } ? newestFirst : Follow(rows, isNewestFirst: false) switch
        {
            { HasRepeats: false } oldestFirst => oldestFirst,
            var oldestFirst => newestFirst ?? oldestFirst,
        };
    }

    private static ChainedRows? Follow(IReadOnlyList<ScrapedTransaction> rows, bool isNewestFirst)
    {
        var kept = new List<ScrapedTransaction>(rows.Count);
        var expected = new Dictionary<string, decimal>();
        var hasRepeats = false;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is { Balance: { } balance } row)
            {
                var (near, far) = isNewestFirst ? (balance, balance - row.Amount.Amount) : (balance - row.Amount.Amount, balance);
                if (expected.TryGetValue(row.Amount.Currency, out var wanted) && wanted != near)
                {
                    if (FindRepeat(kept, rows, i) is not var (begun, length))
                    {
                        return null;
                    }

                    kept.RemoveRange(kept.Count - begun, begun);
                    i += length - begun - 1;
                    hasRepeats = true;
                    continue;
                }

                expected[row.Amount.Currency] = far;
            }

            kept.Add(rows[i]);
        }

        return new ChainedRows(kept, hasRepeats);
    }

    // The rows at the end of one page that stand at the beginning of the next again; the first of them may be pending ones, which no balance stopped.
    private static (int Begun, int Length)? FindRepeat(List<ScrapedTransaction> kept, IReadOnlyList<ScrapedTransaction> rows, int at)
    {
        for (var begun = 0; begun < kept.Count && (begun == 0 || kept[^begun].Balance is null); begun++)
        {
            for (var length = begun + 1; length <= LongestRepeat && length + begun <= kept.Count && at + length - begun <= rows.Count; length++)
            {
                if (IsRepeat(kept, rows, at, begun, length))
                {
                    return (begun, length);
                }
            }
        }

        return null;
    }

    private static bool IsRepeat(List<ScrapedTransaction> kept, IReadOnlyList<ScrapedTransaction> rows, int at, int begun, int length)
    {
        var first = kept.Count - begun - length;
        for (var i = 0; i < length; i++)
        {
            var again = i < begun ? kept[kept.Count - begun + i] : rows[at + i - begun];
            if (again != kept[first + i])
            {
                return false;
            }
        }

        return true;
    }
}
