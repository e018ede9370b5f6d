using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>
/// Pages that shift while they are turned repeat rows, or hide some; a list can look whole all the same. What neither ids nor balances tell,
/// a second reading does: rows that came in stand in it once more, and what was withdrawn is gone from it.
/// </summary>
internal sealed class SecondReading(Bank bank, ReadWindow window, ChainedRows read)
{
    private readonly List<ScrapedTransaction> _withoutId = [.. read.Rows.Where(row => !TransactionIdentity.HasId(bank.Identity, row))];

    /// <summary>Whether rows without an id were dropped because they stood there twice.</summary>
    public bool HasDropped => read.HasRepeats && _withoutId.Count > 0;

    /// <summary>Whether the list is not to be believed by itself. One that stood on one page is.</summary>
    public bool IsNeeded => bank.IsPaged && !window.IsOnOnePage && (MayRepeat || MayLackForGood);

    // A balance does not tell twins apart: a row that came in below one of them gives it another.
    private bool MayRepeat => HasDropped || _withoutId.Exists(row => row.Balance is null || !bank.HasRunningBalance)
        || _withoutId.GroupBy(row => row with { Balance = null }).Any(twins => twins.Count() > 1);

    // Days that no later reading gets to again, unless balances lead over them: a row that stands nowhere has none to be missed by.
    private bool MayLackForGood => window is { CompleteFrom: { } from, CompleteThrough: { } through }
        && from < through.AddDays(-Coverage.OverlapDays)
        && !(bank.HasRunningBalance && read.Rows.All(row => row.Balance is not null));

    /// <summary>Whether the list, which may be believed by itself, lacks what stood there a moment ago.</summary>
    public bool IsContradicted(FormerReading former) => bank.IsPaged && !window.IsOnOnePage && window.CompleteThrough is not null && !LacksNothingOf(former.Rows);

    public bool Confirms(FormerReading former) => Believed(former) is { } rows && (MayRepeat ? Agrees(rows) : LacksNothingOf(rows));

    /// <summary>Whether what the list lacks is gone from the bank, and not hidden by a page that shifted.</summary>
    /// <param name="former">Null when this is the first reading of its run.</param>
    public bool ShowsWhatIsGone(FormerReading? former) =>
        !bank.IsPaged || window.IsOnOnePage || (former is not null && Believed(former) is { } rows && Agrees(rows));

    // Null when it cannot be compared with this list.
    private IReadOnlyList<ScrapedTransaction>? Believed(FormerReading former) =>
        !former.Reaches(window) ? null : bank.HasRunningBalance ? BalanceChain.Follow(former.Rows)?.Rows : former.Rows;

    // All rows, and not the unclear ones alone: each row that came in repeats another, so two lists of the same rows had no shift between them.
    // Of a list that was cut off, two readings may have the same rows by chance; in the same order they have not.
    private bool Agrees(IReadOnlyList<ScrapedTransaction> before)
    {
        var keys = read.Rows.Select(row => $"{Key(row)} {row.State}");
        var former = before.Select(row => $"{Key(row)} {row.State}");
        return window.CompleteThrough is null
            ? keys.SequenceEqual(former)
            : keys.Order(StringComparer.Ordinal).SequenceEqual(former.Order(StringComparer.Ordinal));
    }

    // A row that was withdrawn meanwhile hid another, and is gone now; a row that was hidden this time stood there before.
    private bool LacksNothingOf(IReadOnlyList<ScrapedTransaction> before) =>
        before.Where(row => row.BookedOn >= window.From).Select(Key).ToHashSet().IsSubsetOf(read.Rows.Select(Key));

    private string Key(ScrapedTransaction row) => TransactionIdentity.Key(Guid.Empty, window.BankAccountNumber, bank.Identity, row);
}
