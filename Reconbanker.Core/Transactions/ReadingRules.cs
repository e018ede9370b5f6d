using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>What the rules say of one reading, and the rows that they leave of it.</summary>
internal sealed record Judgement(ReadingVerdict Verdict, IReadOnlyList<ScrapedTransaction> Rows)
{
    public ReadingRefusal? Refusal { get; init; }

    /// <summary>From 1.</summary>
    public int? FaultyRow { get; init; }
}

/// <summary>
/// Whether a list may be believed: its amounts are exact, its balances add up, and where neither ids nor balances tell its rows apart it
/// was read twice with the same result. Pages that shift while they are turned repeat rows and leave out others; a list can look whole.
/// </summary>
internal static class ReadingRules
{
    /// <param name="former">What the same run read before, as it came; null when this is its first reading.</param>
    public static Judgement Judge(Bank bank, ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, IReadOnlyList<ScrapedTransaction>? former)
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
        Bank bank, ReadWindow window, ChainedRows read, IReadOnlyList<ScrapedTransaction> rows, IReadOnlyList<ScrapedTransaction>? former)
    {
        var unclear = Unclear(bank, read.Rows);
        var dropped = read.HasRepeats && read.Rows.Any(row => !TransactionIdentity.HasId(bank.Identity, row));
        if (!bank.IsPaged || (unclear.Count == 0 && !dropped))
        {
            return new Judgement(ReadingVerdict.Accepted, read.Rows);
        }

        // A page that shifts does so once: rows that stand twice in the same places again are how this list is.
        if (dropped && former is not null && rows.SequenceEqual(former))
        {
            return Refused(ReadingRefusal.DoesNotAddUp, null);
        }

        var before = former is null ? null : bank.HasRunningBalance ? BalanceChain.Follow(former)?.Rows : former;
        var agrees = before is not null && (unclear.Count == 0 || Agree(bank, window, read.Rows, before));
        return new Judgement(agrees ? ReadingVerdict.Accepted : ReadingVerdict.Unconfirmed, read.Rows);
    }

    /// <summary>Rows that a shift may have repeated unseen: with no id, and with no balance or with one that the same row has once more.</summary>
    private static List<ScrapedTransaction> Unclear(Bank bank, IReadOnlyList<ScrapedTransaction> rows)
    {
        var without = rows.Where(row => !TransactionIdentity.HasId(bank.Identity, row)).ToList();
        var twice = without.GroupBy(row => row).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        return [.. without.Where(row => row.Balance is null || !bank.HasRunningBalance || twice.Contains(row))];
    }

    // All rows, and not the unclear ones alone: each row that came in repeats another, so two lists of the same rows had no shift between them.
    // Of a list that was cut off, two readings may have the same rows by chance; in the same order they have not.
    private static bool Agree(Bank bank, ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, IReadOnlyList<ScrapedTransaction> before)
    {
        var keys = Keys(bank, window, rows);
        var former = Keys(bank, window, before);
        return window.CompleteThrough is null
            ? keys.SequenceEqual(former)
            : keys.Order(StringComparer.Ordinal).SequenceEqual(former.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Keys(Bank bank, ReadWindow window, IReadOnlyList<ScrapedTransaction> rows) =>
        rows.Select(row => $"{TransactionIdentity.Key(Guid.Empty, window.BankAccountNumber, bank.Identity, row)} {row.State}");

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
