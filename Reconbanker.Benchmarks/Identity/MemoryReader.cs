using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>The product's rules without its database: hundreds of thousands of histories in minutes.</summary>
internal class MemoryReader(Bank bank) : Reader
{
    private static readonly Guid Account = new("0198c0de-0000-7000-8000-000000000001");
    private static readonly Guid Run = new("0198c0de-0000-7000-8000-000000000002");

    private readonly List<Guid> _events = [];
    private IReadOnlyList<DaySpan> _spans = [];
    private FormerReading? _former;

    protected Bank Bank => bank;

    protected List<Transaction> Stored { get; } = [];

    public override ValueTask<ReadWindow> NextWindowAsync(DateOnly today) =>
        ValueTask.FromResult(new ReadWindow(NextFrom(_spans, today), today, BankAccountNumber));

    public override ValueTask BeginRunAsync()
    {
        _former = null;
        return ValueTask.CompletedTask;
    }

    public override ValueTask<ReadingVerdict> TakeAsync(ReadWindow window, IReadOnlyList<ScrapedTransaction> rows)
    {
        var judgement = Judge(window, rows, _former);
        _former = new FormerReading(rows, window.CompleteFrom);
        if (judgement.Verdict != ReadingVerdict.Accepted)
        {
            return ValueTask.FromResult(judgement.Verdict);
        }

        if (Count(new CountedList(bank, Account, Run, window, DateTimeOffset.UnixEpoch), judgement) is { } count)
        {
            Stored.AddRange(count.Added);
            _events.AddRange(count.Changed.Concat(count.Added).Where(t => t.HasEffects).Select(t => t.Id));
            if (Covers(window) is { } span)
            {
                _spans = Coverage.Add(_spans, span);
            }

            return ValueTask.FromResult(ReadingVerdict.Accepted);
        }

        return ValueTask.FromResult(ReadingVerdict.Unconfirmed);
    }

    public override ValueTask<IReadOnlyList<Transaction>> StoredAsync() => ValueTask.FromResult<IReadOnlyList<Transaction>>(Stored);

    public override ValueTask<IReadOnlyList<Guid>> EventsAsync() => ValueTask.FromResult<IReadOnlyList<Guid>>(_events);

    public override ValueTask WipeAsync()
    {
        Stored.Clear();
        _events.Clear();
        (_spans, _former) = ([], null);
        return ValueTask.CompletedTask;
    }

    protected virtual DateOnly NextFrom(IReadOnlyList<DaySpan> spans, DateOnly today) => Coverage.NextFrom(spans, today, FirstReadDays);

    protected virtual Judgement Judge(ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, FormerReading? former) =>
        ReadingRules.Judge(bank, window, rows, former);

    protected virtual DaySpan? Covers(ReadWindow window) =>
        window is { CompleteFrom: { } from, CompleteThrough: { } through } ? new DaySpan(from, through) : null;

    /// <returns>Null when the list has to be read again.</returns>
    protected virtual Counted? Count(CountedList list, Judgement judgement)
    {
        var count = new ReadingCount(list, judgement.Rows);
        var keys = count.Keys.ToHashSet();
        var known = Stored.Where(t => keys.Contains(t.IdentityKey)).ToList();
        var originals = known.Select(t => t.SameAsId).OfType<Guid>().ToHashSet();
        count.Match([.. known.Union(Stored.Where(t => originals.Contains(t.Id)))]);
        return count.HasLeftOvers && !count.Place(InWindow(list.Window), judgement.ShowsWhatIsGone) ? null : new Counted(count.Changed, count.Added);
    }

    /// <summary>What a row that no key explains is compared with.</summary>
    protected virtual IReadOnlyList<Transaction> InWindow(ReadWindow window) =>
        [.. Stored.Where(t => t.BookedOn >= window.From && t.BookedOn <= window.To)];

    internal sealed record Counted(IReadOnlyList<Transaction> Changed, IReadOnlyList<Transaction> Added);
}
