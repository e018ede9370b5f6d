using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>What one history came to. All zero is right; held ones are right where the bank changed what it shows.</summary>
/// <param name="Lost">Movements of the bank that are neither stored nor held.</param>
/// <param name="Doubled">Transactions beyond what the bank has, at any time, and events beyond one each.</param>
/// <param name="Held">Waiting for a person.</param>
/// <param name="Unstable">Ids that a wipe and one new reading do not bring back, and changes that a repeated reading made.</param>
internal sealed record HistoryEnd(int Rows, int Readings, int Lost, int Doubled, int Held, int HeldForNothing, int Unstable);

/// <summary>One bank and one reader over some days: postings, readings that go wrong, restarts, and one clean reading at the end.</summary>
internal sealed class History(Bank facts, Random chance, Func<Reader> makeReader)
{
    private const int MostReadings = 3; // as the product's runs

    private readonly TierChange _change = chance.Next(4) == 0 ? (TierChange)chance.Next(1, 4) : TierChange.None;
    private readonly Reader _reader = makeReader();
    private GeneratedBank _bank = null!;
    private int _readings;
    private int _doubled;
    private int _unstable;

    public async Task<HistoryEnd> PlayAsync()
    {
        _bank = new GeneratedBank(facts, _change, keepsBalances: chance.Next(2) == 0, chance);
        var steps = chance.Next(3, 9);
        for (var step = 0; step < steps; step++)
        {
            await StepAsync(isHalfway: step == steps / 2);
        }

        await ReadAsync(() => ReadingFaults.None, mustSucceed: true);
        return await JudgeAsync();
    }

    private ReadingFaults AnyFaults() => new(
        IsCut: chance.Next(5) == 0, Shifts: chance.Next(3) == 0, Withdraws: chance.Next(8) == 0, Reorders: chance.Next(4) == 0);

    private async Task StepAsync(bool isHalfway)
    {
        _bank.Wait(chance.Next(4));
        _bank.Post(chance.Next(6));
        _bank.Settle();
        if (isHalfway)
        {
            _bank.Change();
        }

        if (chance.Next(10) == 0)
        {
            await _reader.RestartAsync();
        }

        if (chance.Next(25) == 0)
        {
            await _reader.WipeAsync();
        }

        if (chance.Next(10) < 8)
        {
            await ReadAsync(AnyFaults, mustSucceed: false);
        }
    }

    private async Task ReadAsync(Func<ReadingFaults> faults, bool mustSucceed)
    {
        await _reader.BeginRunAsync();
        for (var number = 1; number <= MostReadings || mustSucceed; number++)
        {
            var window = await _reader.NextWindowAsync(_bank.Today);
            var rows = _bank.Show(window, faults());
            _readings++;
            if (await _reader.TakeAsync(window, rows) == ReadingVerdict.Accepted)
            {
                await CompareAsync();
                await RepeatAsync(window, rows);
                return;
            }

            if (number > 100)
            {
                _unstable++; // a bank that stands still has to be readable
                return;
            }
        }
    }

    // Never more than the bank has.
    private async Task CompareAsync()
    {
        var stored = Shown(await _reader.StoredAsync()).Select(t => MovementOf(t).Anyhow());
        _doubled += Beyond(Counts(stored), Counts(Ledger().Select(movement => movement.Anyhow()))).Sum();
    }

    private async Task RepeatAsync(ReadWindow window, List<ScrapedTransaction> rows)
    {
        var before = Picture(await _reader.StoredAsync());
        await _reader.TakeAsync(window, rows);
        _unstable += Picture(await _reader.StoredAsync()).SequenceEqual(before) ? 0 : 1;
    }

    private async Task<HistoryEnd> JudgeAsync()
    {
        var stored = await _reader.StoredAsync();
        var shown = Shown(stored).ToList();
        var held = stored.Where(t => t.IsHeld).ToList();
        var lost = Beyond(Counts(Ledger()), Counts(shown.Concat(held).Select(MovementOf))).Sum();

        var events = await _reader.EventsAsync();
        var effects = shown.Where(t => t.HasEffects).Select(t => t.Id).ToHashSet();
        lost += effects.Except(events).Count();
        _doubled += events.Count - events.Distinct().Count();

        if (_change == TierChange.None && held.Count == 0)
        {
            _unstable += await WipedIdsAsync();
        }

        return new HistoryEnd(_bank.Ledger.Count, _readings, lost, _doubled, held.Count, _change == TierChange.None ? held.Count : 0, _unstable);
    }

    // Whatever was read in whatever order before: one new reading brings the same ids.
    private async Task<int> WipedIdsAsync()
    {
        var from = _bank.Today.AddDays(-25);
        var before = (await _reader.StoredAsync()).ToList();
        await _reader.WipeAsync();
        await ReadAsync(() => ReadingFaults.None, mustSucceed: true);
        var after = await _reader.StoredAsync();

        // Which of two twins is the one that is pending does not matter, and does not last.
        var pending = before.Concat(after).Where(t => t.State == BookingState.Pending).Select(t => t.IdentityKey).ToHashSet();
        return Settled(before).SequenceEqual(Settled(after)) ? 0 : 1;

        IEnumerable<Guid> Settled(IEnumerable<Transaction> stored) =>
            Shown(stored).Where(t => t.BookedOn >= from && !pending.Contains(t.IdentityKey)).Select(t => t.Id).Order();
    }

    private IEnumerable<Movement> Ledger() => _bank.Ledger.Where(e => e.State != BookingState.Pending).Select(e => e.Movement);

    private static IEnumerable<Transaction> Shown(IEnumerable<Transaction> stored) =>
        stored.Where(t => t.State != BookingState.Pending && !t.IsHeld && t.SameAsId is null);

    private static Movement MovementOf(Transaction t) => new(
        t.BookedOn, t.Amount.Amount, Movement.Plain(t.SenderName), Movement.Plain(t.Description), t.State);

    private static List<(Guid, BookingState)> Picture(IEnumerable<Transaction> stored) => [.. stored.Select(t => (t.Id, t.State)).Order()];

    private static Dictionary<Movement, int> Counts(IEnumerable<Movement> contents) => contents.CountBy(c => c).ToDictionary();

    private static IEnumerable<int> Beyond(Dictionary<Movement, int> some, Dictionary<Movement, int> others) =>
        some.Select(s => Math.Max(0, s.Value - others.GetValueOrDefault(s.Key)));
}
