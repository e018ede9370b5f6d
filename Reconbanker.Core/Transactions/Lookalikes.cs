namespace Reconbanker.Core.Transactions;

/// <summary>
/// Pairs rows that no key explains with stored transactions that the bank shows no more: one to one, and only where the texts leave no
/// doubt. A row that is like nothing that is gone is new.
/// </summary>
internal sealed class Lookalikes
{
    private readonly CountedList _list;
    private readonly IReadOnlyList<LeftOver> _rows;
    private readonly Dictionary<LeftOver, List<Candidate>> _candidates;
    private readonly Dictionary<LeftOver, Place> _places = [];
    private readonly HashSet<Guid> _taken = [];

    // Several rows may be one of these, of this reading or held since an earlier one, and a person has to say which: no other must take it before.
    private readonly HashSet<Guid> _contested;

    private Lookalikes(CountedList list, IReadOnlyList<LeftOver> rows, IReadOnlyList<Transaction> unseen, IReadOnlyList<Transaction> held)
    {
        _list = list;
        _rows = rows;
        var byAmount = unseen.ToLookup(t => (t.Amount, t.BookedOn));
        var byId = unseen.Where(t => t.BankId is not null).ToLookup(t => t.BankId!);
        _candidates = rows.ToDictionary(
            left => left,
            left => byAmount[(left.Row.Amount, left.Row.BookedOn)]
                .Union(left.Row.BankId is { } id ? byId[id] : [])
                .Select(t => new Candidate(t, Likeness.Of(list, left.Row, t)))
                .Where(c => left.Waiting is null ? c.Degree != LikenessDegree.None : c.Degree == LikenessDegree.Equal)
                .ToList());
        _contested = [.. unseen.Where(t => held.Any(h => h.Id != t.Id && Likeness.Of(list, h.AsRow(), t) != LikenessDegree.None)).Select(t => t.Id)];
    }

    /// <param name="unseen">Booked and reversed ones that are stored with a day in the window and were not among the rows.</param>
    /// <param name="held">Those that a person has not looked at yet.</param>
    public static IEnumerable<(LeftOver Left, Place Place)> Place(
        CountedList list, IReadOnlyList<LeftOver> rows, IReadOnlyList<Transaction> unseen, IReadOnlyList<Transaction> held)
    {
        var lookalikes = new Lookalikes(list, rows, unseen, held);
        lookalikes.Postpone();
        lookalikes.Pair(LikenessDegree.Equal);
        lookalikes.Pair(LikenessDegree.Clear);
        return rows.Select(left => (left, lookalikes.PlaceOf(left)));
    }

    // What a list that was cut off does not show may be there all the same.
    private void Postpone()
    {
        foreach (var left in _rows.Where(r => _candidates[r].Exists(c => !_list.Window.HasWhole(c.Transaction.BookedOn))))
        {
            _places[left] = new Place.Later();
        }
    }

    private void Pair(LikenessDegree degree)
    {
        // What is clearly the same has the same amount and day.
        foreach (var alike in _rows.GroupBy(r => (r.Row.Amount, r.Row.BookedOn)).Select(group => group.ToList()))
        {
            foreach (var left in alike.Where(r => !_places.ContainsKey(r) && Partners(r, degree).Any()))
            {
                Pair(Joined(left, alike, degree), degree);
            }
        }
    }

    // Equal rows may be paired in any way: they cannot be told apart. One more of them than are gone is new; but which of them is it, unless
    // they are the same in all? What is only clear must be one to one.
    private void Pair(List<LeftOver> rows, LikenessDegree degree)
    {
        var gone = rows.SelectMany(r => Partners(r, degree)).Distinct().ToList();
        var isOne = rows.DistinctBy(r => r.Key).Count() == 1;
        var isContested = gone.Exists(t => _contested.Contains(t.Id));
        var isClear = !isContested && (degree == LikenessDegree.Equal ? isOne || rows.Count <= gone.Count : isOne && gone.DistinctBy(t => t.IdentityKey).Count() == 1);
        if (!isClear)
        {
            _contested.UnionWith(gone.Select(t => t.Id));
        }

        foreach (var left in rows.OrderBy(r => Partners(r, degree).Count()).ToList())
        {
            if (!isClear)
            {
                _places[left] = new Place.Held();
            }
            else if (Partners(left, degree).OrderBy(t => t.State == left.Row.State ? 0 : 1).FirstOrDefault() is { } partner)
            {
                _taken.Add(partner.Id);
                _places[left] = new Place.SameAs(partner);
            }
        }
    }

    // The rows that share a partner with it, or with one that does.
    private List<LeftOver> Joined(LeftOver first, List<LeftOver> alike, LikenessDegree degree)
    {
        List<LeftOver> joined = [first];
        HashSet<Transaction> gone = [.. Partners(first, degree)];
        while (alike.Find(r => !_places.ContainsKey(r) && !joined.Contains(r) && gone.Overlaps(Partners(r, degree))) is { } next)
        {
            joined.Add(next);
            gone.UnionWith(Partners(next, degree));
        }

        return joined;
    }

    private Place PlaceOf(LeftOver left) => _places.GetValueOrDefault(left)
        ?? (_candidates[left].Exists(c => !_taken.Contains(c.Transaction.Id)) ? new Place.Held() : new Place.New());

    private IEnumerable<Transaction> Partners(LeftOver left, LikenessDegree degree) =>
        _candidates[left].Where(c => c.Degree >= degree && !_taken.Contains(c.Transaction.Id)).Select(c => c.Transaction);

    private sealed record Candidate(Transaction Transaction, LikenessDegree Degree);
}
