using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>What the rules say of one reading, and the rows that they leave of it.</summary>
internal sealed record Judgement(ReadingVerdict Verdict, IReadOnlyList<ScrapedTransaction> Rows)
{
    public ReadingRefusal? Refusal { get; init; }

    /// <summary>From 1.</summary>
    public int? FaultyRow { get; init; }

    /// <summary>Whether a stored row that is not among these is gone from the bank; it may be hidden otherwise.</summary>
    public bool ShowsWhatIsGone { get; init; }
}

/// <summary>
/// Whether a list may be believed: its amounts are exact, its balances add up, and where they cannot tell, a <see cref="SecondReading"/> says
/// the same.
/// </summary>
internal static class ReadingRules
{
    /// <param name="former">What the same run read before, as it came; null when this is its first reading.</param>
    public static Judgement Judge(Bank bank, ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, FormerReading? former)
    {
        if (FirstRow(rows, row => !IsExact(row.Amount)) is { } inexact)
        {
            return Refused(ReadingRefusal.AmountNotExact, inexact);
        }

        if (!bank.HasRunningBalance)
        {
            return Confirm(bank, window, new ChainedRows(rows, HasRepeats: false), rows, former);
        }

        if (FirstRow(rows, row => row is { State: BookingState.Booked, Balance: null }) is { } bare)
        {
            return Refused(ReadingRefusal.BalanceMissing, bare);
        }

        return BalanceChain.Follow(rows) is { } chain ? Confirm(bank, window, chain, rows, former) : Refused(ReadingRefusal.DoesNotAddUp, null);
    }

    private static Judgement Confirm(
        Bank bank, ReadWindow window, ChainedRows read, IReadOnlyList<ScrapedTransaction> rows, FormerReading? former)
    {
        var second = new SecondReading(bank, window, read);
        if (!second.IsNeeded)
        {
            var isContradicted = former is not null && second.IsContradicted(former);
            return Judged(isBelieved: !isContradicted);
        }

        // A page that shifts does so once: rows that stand twice in the same places again are how this list is.
        if (second.HasDropped && former is not null && rows.SequenceEqual(former.Rows))
        {
            return Refused(ReadingRefusal.DoesNotAddUp, null);
        }

        var isConfirmed = former is not null && second.Confirms(former);
        return Judged(isConfirmed);

        Judgement Judged(bool isBelieved) => new(isBelieved ? ReadingVerdict.Accepted : ReadingVerdict.Unconfirmed, read.Rows)
        {
            ShowsWhatIsGone = second.ShowsWhatIsGone(former),
        };
    }

    private static bool IsExact(Money money)
    {
        try
        {
            return Money.Exact(money.Amount, money.Currency) == money;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Judgement Refused(ReadingRefusal refusal, int? row) =>
        new(ReadingVerdict.Refused, []) { Refusal = refusal, FaultyRow = row };

    private static int? FirstRow(IReadOnlyList<ScrapedTransaction> rows, Func<ScrapedTransaction, bool> isFaulty)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (isFaulty(rows[i]))
            {
                return i + 1;
            }
        }

        return null;
    }
}
