using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>Which list is counted, and for whom.</summary>
internal sealed record CountedList(Bank Bank, Guid AccountId, Guid RunId, ReadWindow Window, DateTimeOffset At);

/// <summary>
/// Counts the rows of one reading against what is stored: a key that is shown n times while m are stored adds n − m, never less than
/// none. What is left over is new, unless it looks like something stored that the bank shows no more.
/// </summary>
/// <remarks>Pure: <see cref="Match"/> and then, if anything is left over, <see cref="Place"/>, with what the caller found stored.</remarks>
internal sealed class ReadingCount
{
    private readonly CountedList _list;
    private readonly ILookup<string, ScrapedTransaction> _read;
    private readonly List<LeftOver> _leftOver = [];
    private readonly List<(LeftOver Row, Transaction Of)> _oldPictures = [];
    private readonly Dictionary<string, int> _ordinals = [];
    private readonly HashSet<Guid> _seen = [];
    private readonly HashSet<Guid> _explained = [];
    private readonly List<Transaction> _changed = [];
    private readonly List<Action> _undo = [];
    private readonly List<Transaction> _added = [];

    public ReadingCount(CountedList list, IReadOnlyList<ScrapedTransaction> rows)
    {
        _list = list;
        _read = rows.ToLookup(row => TransactionIdentity.Key(list.AccountId, list.Window.BankAccountNumber, list.Bank.Identity, row));
    }

    /// <summary>The keys of the rows: what is stored with them has to be known.</summary>
    public IReadOnlyList<string> Keys => [.. _read.Select(group => group.Key)];

    public bool HasLeftOvers => _leftOver.Count > 0;

    /// <summary>Stored ones whose state the reading changed.</summary>
    public IReadOnlyList<Transaction> Changed => _changed;

    /// <summary>New ones, with those that are held and those that are a stored one once more.</summary>
    public IReadOnlyList<Transaction> Added => _added;

    /// <param name="known">What is stored with one of the <see cref="Keys"/>, and what those of them are that are the same as another.</param>
    public void Match(IReadOnlyList<Transaction> known)
    {
        // Those that are shown in another way first: what one row explains, a row with the former key is not once more.
        var byKey = known.ToLookup(t => t.IdentityKey);
        foreach (var group in _read.OrderByDescending(group => byKey[group.Key].Any(t => t.SameAsId is not null)))
        {
            var stored = byKey[group.Key].OrderBy(t => t.Ordinal).ToList();
            _ordinals[group.Key] = stored.Count;
            MatchKey(group.Key, stored, Distinct([.. group]), known);
        }
    }

    /// <param name="stored">What is stored with a day in the window.</param>
    /// <param name="showsWhatIsGone">Whether what is stored and was not read is gone from the bank; a page that shifted may hide it otherwise.</param>
    /// <returns>False when a row is like one that may only be hidden: the list has to be read again, and nothing is changed or added.</returns>
    public bool Place(IReadOnlyList<Transaction> stored, bool showsWhatIsGone)
    {
        var unseen = stored.Where(t => t.State != BookingState.Pending && t.SameAsId is null && !_seen.Contains(t.Id)).ToList();
        var places = Lookalikes.Place(_list, _leftOver, unseen, [.. stored.Where(t => t.IsHeld)]).ToList();
        if (!showsWhatIsGone && places.Exists(p => p.Place.RestsOnWhatIsGone))
        {
            _undo.ForEach(undo => undo());
            _changed.Clear();
            return false;
        }

        foreach (var (left, place) in places)
        {
            if (place is Place.Later)
            {
                continue;
            }

            var partner = (place as Place.SameAs)?.Transaction;
            if (partner is null && left.Waiting is { } waiting)
            {
                Change(waiting, left.Row);
                continue;
            }

            _added.Add(New(left, isHeld: place is Place.Held, partner?.Id));
            Follow(partner, left.Row.State);
        }

        // What is shown in another way now is not also what still waits.
        var shownAnew = places.Select(p => p.Place).OfType<Place.SameAs>().Select(same => same.Transaction.Id).ToHashSet();
        _added.AddRange(_oldPictures.Where(picture => shownAnew.Contains(picture.Of.Id)).Select(picture => New(picture.Row, isHeld: false, sameAs: null)));
        return true;
    }

    // Within one key: rows whose state is known already are the same ones; of the rest, as many as are stored have changed their state,
    // and only what goes beyond the stored count is left over.
    private void MatchKey(string key, List<Transaction> unpaired, List<ScrapedTransaction> read, IReadOnlyList<Transaction> known)
    {
        var rest = new List<ScrapedTransaction>();
        foreach (var row in read)
        {
            if (!Take(row, t => t.State == row.State))
            {
                rest.Add(row);
            }
        }

        // Pending ones last: what became of a stored row is never the one that is still waiting.
        foreach (var row in rest.OrderBy(row => row.State == BookingState.Pending))
        {
            // A booked row is never pending again: that is an old picture of a row that is stored, unless that one is shown in another way.
            if (!Take(row, t => t.CanBecome(row.State)) && !(row.State == BookingState.Pending && Take(row, _ => true, isOldPicture: true)))
            {
                _leftOver.Add(new LeftOver(key, row));
            }
        }

        bool Take(ScrapedTransaction row, Predicate<Transaction> fits, bool isOldPicture = false)
        {
            if (unpaired.Find(t => fits(t) && !_explained.Contains(t.SameAsId ?? t.Id)) is not { } found)
            {
                return false;
            }

            unpaired.Remove(found);
            _explained.Add(found.SameAsId ?? found.Id);
            if (isOldPicture)
            {
                _oldPictures.Add((new LeftOver(key, row), found));
                return true;
            }

            _seen.Add(found.Id);
            if (found is { State: BookingState.Pending, SameAsId: null } && row.State != BookingState.Pending
                && !TransactionIdentity.HasId(_list.Bank.Identity, row))
            {
                _leftOver.Add(new LeftOver(key, row, found));
            }
            else if (found.CanBecome(row.State))
            {
                Change(found, row);
            }

            if (found.SameAsId is { } id)
            {
                _seen.Add(id);
                Follow(known.FirstOrDefault(t => t.Id == id), row.State);
            }

            return true;
        }
    }

    private void Follow(Transaction? transaction, BookingState state)
    {
        if (transaction is not null && transaction.CanBecome(state))
        {
            Change(transaction, transaction.AsRow() with { State = state });
        }
    }

    private void Change(Transaction transaction, ScrapedTransaction row)
    {
        _undo.Add(transaction.Become(row));
        _changed.Add(transaction);
    }

    // A row with an id of its own that is read twice was moved to the next page while we turned it; its state is the latest of the two.
    private List<ScrapedTransaction> Distinct(List<ScrapedTransaction> read) => TransactionIdentity.HasId(_list.Bank.Identity, read[0])
        ? [read.MaxBy(row => row.State == BookingState.Pending ? -1 : (int)row.State)!]
        : read;

    private Transaction New(LeftOver left, bool isHeld, Guid? sameAs)
    {
        var ordinal = ++_ordinals[left.Key];
        return new Transaction
        {
            Id = TransactionIdentity.Id(left.Key, ordinal),
            AccountId = _list.AccountId,
            IdentityKey = left.Key,
            Ordinal = ordinal,
            BankId = left.Row.BankId,
            Amount = Money.Exact(left.Row.Amount.Amount, left.Row.Amount.Currency),
            BookedOn = left.Row.BookedOn,
            SenderName = left.Row.SenderName,
            Description = left.Row.Description,
            State = left.Row.State,
            FirstSeenAt = _list.At,
            RunId = _list.RunId,
            HeldAt = isHeld ? _list.At : null,
            SameAsId = sameAs,
        };
    }
}
