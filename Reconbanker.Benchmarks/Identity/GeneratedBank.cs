using System.Globalization;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>What the bank begins to do differently in the middle of a history.</summary>
internal enum TierChange { None, IdsStop, IdsStart, TextRewritten }

/// <summary>How one reading of the list goes wrong.</summary>
/// <param name="IsCut">It ends before its end.</param>
/// <param name="Shifts">Rows come in at the top while pages are turned.</param>
/// <param name="Withdraws">Pending ones go meanwhile.</param>
/// <param name="Reorders">The rows of a day come in another order.</param>
internal sealed record ReadingFaults(bool IsCut, bool Shifts, bool Withdraws, bool Reorders)
{
    public static ReadingFaults None { get; } = new(false, false, false, false);
}

/// <summary>
/// A bank with a small alphabet of senders, texts and amounts, so that twins are frequent on purpose. Shows its ledger newest first, a page at
/// a time.
/// </summary>
internal sealed class GeneratedBank(Bank facts, TierChange change, bool keepsBalances, Random chance)
{
    private static readonly string?[] Senders = ["Ana", "Eva", "Ana", null];
    private static readonly string[] Texts = ["Order 17", "Order 18", "Monthly fee", ""];
    private static readonly decimal[] Amounts = [10m, 10m, 10m, -10m, 5.5m, -5.5m];

    // Later than within the week that is read again, nothing is posted or changed.
    private const int LatestDays = 5;

    private readonly List<LedgerEntry> _ledger = [];
    private readonly Dictionary<DateOnly, int> _numbers = [];
    private readonly int _rowsPerPage = chance.Next(3, 9);
    private int _number;
    private bool _hasChanged;

    public IReadOnlyList<LedgerEntry> Ledger => _ledger;

    public DateOnly Today { get; private set; } = new(2026, 3, 2);

    public void Wait(int days) => Today = Today.AddDays(days);

    public void Change() => _hasChanged = true;

    /// <summary>Some rows of today, and now and then one that should have been there days ago.</summary>
    public void Post(int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            Post(Today.AddDays(chance.Next(6) == 0 ? -chance.Next(1, LatestDays + 1) : 0));
        }
    }

    /// <summary>Books what is pending, and takes back a booked one now and then.</summary>
    public void Settle()
    {
        foreach (var entry in _ledger.Where(entry => entry.Day >= Today.AddDays(-LatestDays)))
        {
            entry.State = entry.State switch
            {
                BookingState.Pending when chance.Next(2) == 0 => BookingState.Booked,
                BookingState.Booked when chance.Next(30) == 0 => BookingState.Reversed,
                var state => state,
            };
        }
    }

    /// <summary>The rows of the window as one reading sees them, and in the window whether it saw all.</summary>
    public List<ScrapedTransaction> Show(ReadWindow window, ReadingFaults faults)
    {
        var seen = new List<ScrapedTransaction>();
        var shuffle = faults.Reorders ? chance.Next() : (int?)null;
        for (var page = 0; ; page++)
        {
            if (page > 0)
            {
                Disturb(faults);
            }

            var lines = Lines(shuffle).Skip(page * _rowsPerPage).Take(_rowsPerPage).ToList();
            seen.AddRange(lines.Where(row => row.BookedOn >= window.From));
            if (faults.IsCut && chance.Next(3) == 0)
            {
                return seen[..chance.Next(seen.Count + 1)];
            }

            if (lines.Count < _rowsPerPage || lines.Exists(row => row.BookedOn < window.From))
            {
                window.ReadCompletely(window.To, onOnePage: page == 0);
                return seen;
            }
        }
    }

    private void Disturb(ReadingFaults faults)
    {
        if (faults.Shifts && chance.Next(2) == 0)
        {
            for (var rows = chance.Next(1, 3); rows > 0; rows--)
            {
                Post(Today);
            }
        }

        if (faults.Withdraws && _ledger.FindLastIndex(entry => entry.State == BookingState.Pending) is >= 0 and var pending)
        {
            _ledger.RemoveAt(pending);
        }
    }

    private void Post(DateOnly day)
    {
        _number++;
        _ledger.Add(new LedgerEntry
        {
            Number = _number,
            Day = day,
            Amount = Amounts[chance.Next(Amounts.Length)],
            Id = Id(day),
            Sender = Senders[chance.Next(Senders.Length)],
            Text = Texts[chance.Next(Texts.Length)],
            State = chance.Next(8) == 0 ? BookingState.Pending : BookingState.Booked,
        });
    }

    private string Id(DateOnly day) => facts.Identity switch
    {
        IdStrength.None => "",
        _ when chance.Next(20) == 0 => chance.Next(2) == 0 ? "" : "0000",
        IdStrength.Weak => chance.Next(1, 4).ToString(CultureInfo.InvariantCulture),
        IdStrength.UniquePerDay => NumberWithin(day).ToString(CultureInfo.InvariantCulture),
        // One that stood on another day is used again now and then.
        _ => _ledger.Find(entry => entry.Day != day && chance.Next(10) == 0 && _ledger.TrueForAll(o => o.Day != day || o.Id != entry.Id))?.Id
            ?? $"T{_number}",
    };

    private int NumberWithin(DateOnly day) => _numbers[day] = _numbers.GetValueOrDefault(day) + 1;

    private List<ScrapedTransaction> Lines(int? shuffle)
    {
        var ordered = _ledger.Select((Entry, Posted) => (Entry, Posted)).OrderBy(e => e.Entry.Day).ThenBy(e => e.Posted).Select(e => e.Entry).ToList();
        var shown = shuffle is { } seed ? Shuffled(ordered, seed) : ordered;
        var balances = Balances(keepsBalances ? ordered : shown);
        var showsId = change switch { TierChange.IdsStop => !_hasChanged, TierChange.IdsStart => _hasChanged, _ => true };
        var lines = shown.ConvertAll(entry => entry.Show(
            showsId, change == TierChange.TextRewritten && _hasChanged, facts.HasRunningBalance ? balances.GetValueOrDefault(entry) : null));
        lines.Reverse();
        return lines;
    }

    private static Dictionary<LedgerEntry, decimal?> Balances(List<LedgerEntry> entries)
    {
        var balance = 1_000m;
        var balances = new Dictionary<LedgerEntry, decimal?>();
        foreach (var entry in entries.Where(e => e.State == BookingState.Booked))
        {
            balances[entry] = balance += entry.Amount;
        }

        return balances;
    }

    // A row keeps its place among the others through all pages of a reading.
    private static List<LedgerEntry> Shuffled(List<LedgerEntry> entries, int seed) =>
        [.. entries.OrderBy(entry => entry.Day).ThenBy(entry => new Random(seed ^ entry.Number).Next())];
}
