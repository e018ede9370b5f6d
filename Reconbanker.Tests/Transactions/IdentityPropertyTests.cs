using CsCheck;
using FluentAssertions;
using Reconbanker.Benchmarks.Identity;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;
using Xunit;

namespace Reconbanker.Tests.Transactions;

/// <summary>
/// What has to hold whatever a bank shows, over small histories: one that fails is made smaller, and printed with its seed. Wilder and longer ones
/// are the identity suite's, in Reconbanker.Benchmarks.
/// </summary>
public sealed class IdentityPropertyTests
{
    private const int Histories = 3_000;
    private const int RowsPerPage = 3;
    private const int MostReadings = 3;

    private static readonly DateOnly Today = new(2026, 11, 20);

    // Few of each, so that twins are frequent.
    private static readonly Gen<Posted> GenPosted =
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 2], Gen.Int[0, 1], Gen.Int[0, 5], (daysAgo, amount, sender, id) => new Posted(daysAgo, amount, sender, HasId: id > 0));

    private static readonly Gen<Visit> GenVisit = Gen.Select(GenPosted.List[0, 4], GenReading.List[1, MostReadings], (posted, readings) => new Visit(posted, readings));

    private static readonly Gen<(Bank Bank, List<Visit> Visits)> GenHistory = Gen.Select(Gen.Int[0, GeneratedBanks.All.Count - 1].Select(number => GeneratedBanks.All[number]), GenVisit.List[1, 5]);

    private static Gen<Fault> GenReading => Gen.Select(Gen.Int[0, 20], GenPosted.List[0, 2], (cutAfter, cameIn) => new Fault(cutAfter, cameIn));

    [Fact]
    public Task Whatever_is_read_no_more_is_stored_than_the_bank_has_and_one_clean_reading_brings_all() => GenHistory.SampleAsync(
        async history =>
        {
            var (ledger, reader) = (new List<Posted>(), new MemoryReader(history.Bank));
            foreach (var visit in history.Visits)
            {
                ledger.AddRange(visit.Posted);
                await reader.BeginRunAsync();
                foreach (var fault in visit.Readings)
                {
                    var verdict = await ReadAsync(reader, history.Bank, ledger, fault);
                    if (Counts(await reader.StoredAsync()).Any(stored => stored.Value > Counts(ledger).GetValueOrDefault(stored.Key)))
                    {
                        return false;
                    }

                    if (verdict == ReadingVerdict.Accepted)
                    {
                        break;
                    }
                }
            }

            await ReadCleanlyAsync(reader, history.Bank, ledger);
            return Counts(await reader.StoredAsync()).OrderBy(c => c.Key).SequenceEqual(Counts(ledger).OrderBy(c => c.Key));
        },
        iter: Histories,
        print: Print);

    [Fact]
    public Task The_same_ids_come_back_whatever_was_read_in_whatever_order_before() => GenHistory.SampleAsync(
        async history =>
        {
            var (ledger, some, one) = (new List<Posted>(), new MemoryReader(history.Bank), new MemoryReader(history.Bank));
            foreach (var visit in history.Visits)
            {
                ledger.AddRange(visit.Posted);
                await ReadCleanlyAsync(some, history.Bank, ledger);
            }

            await ReadCleanlyAsync(one, history.Bank, ledger);
            var ids = await IdsAsync(some);
            await ReadCleanlyAsync(some, history.Bank, ledger);
            return ids.SequenceEqual(await IdsAsync(one)) && ids.SequenceEqual(await IdsAsync(some)) && (await some.EventsAsync()).Distinct().Count() == ids.Count;
        },
        iter: Histories,
        print: Print);

    [Fact]
    public async Task A_reader_with_a_planted_mistake_does_not_have_these_properties()
    {
        var ledger = new List<Posted> { new(0, 1, 0, HasId: false), new(0, 1, 0, HasId: false) };
        var bank = GeneratedBanks.All.First(b => b.Identity == IdStrength.None && !b.HasRunningBalance);
        var reader = PlantedReaders.All["content-set"](bank);

        await ReadCleanlyAsync(reader, bank, ledger);

        Counts(await reader.StoredAsync()).Should().NotBeEquivalentTo(Counts(ledger));
    }

    private static async Task ReadCleanlyAsync(MemoryReader reader, Bank bank, List<Posted> ledger)
    {
        await reader.BeginRunAsync();
        for (var number = 1; number <= MostReadings; number++)
        {
            if (await ReadAsync(reader, bank, ledger, new Fault(int.MaxValue, [])) == ReadingVerdict.Accepted)
            {
                return;
            }
        }

        throw new InvalidOperationException("A bank that stands still has to be readable.");
    }

    /// <summary>Rows come in while the first page is turned, and the list may be cut off.</summary>
    private static async Task<ReadingVerdict> ReadAsync(MemoryReader reader, Bank bank, List<Posted> ledger, Fault fault)
    {
        var window = await reader.NextWindowAsync(Today);
        var rows = Show(bank, ledger).Take(RowsPerPage).ToList();
        var onOnePage = ledger.Count <= RowsPerPage;
        if (!onOnePage)
        {
            ledger.AddRange(fault.CameIn.Select(row => row with { DaysAgo = 0 }));
            rows.AddRange(Show(bank, ledger).Skip(RowsPerPage));
        }

        if (fault.CutAfter >= rows.Count)
        {
            window.ReadCompletely(Today, onOnePage);
        }

        return await reader.TakeAsync(window, [.. rows.Take(fault.CutAfter)]);
    }

    /// <summary>Newest first; of one day, the last posted first.</summary>
    private static List<ScrapedTransaction> Show(Bank bank, List<Posted> ledger)
    {
        var balance = 100m;
        List<ScrapedTransaction> rows = [.. ledger
            .Select((row, number) => (row, number))
            .OrderByDescending(r => r.row.DaysAgo).ThenBy(r => r.number)
            .Select(r => new ScrapedTransaction(Id(r.row, r.number), new Money(r.row.Amount, "USD"), Today.AddDays(-r.row.DaysAgo), Sender(r.row))
            {
                Balance = bank.HasRunningBalance ? balance += r.row.Amount : null,
            })];
        rows.Reverse();
        return rows;

        string Id(Posted row, int number) => bank.Identity switch
        {
            _ when !row.HasId => "",
            IdStrength.None => "",
            IdStrength.Weak => "7",
            _ => $"T{number}",
        };
    }

    private static string Sender(Posted row) => row.Sender == 0 ? "Ana" : "Eva";

    private static Dictionary<(DateOnly, decimal, string), int> Counts(IEnumerable<Posted> ledger) =>
        ledger.CountBy(row => (Today.AddDays(-row.DaysAgo), (decimal)row.Amount, Sender(row))).ToDictionary();

    private static Dictionary<(DateOnly, decimal, string), int> Counts(IEnumerable<Transaction> stored) =>
        stored.CountBy(t => (t.BookedOn, t.Amount.Amount, t.SenderName!)).ToDictionary();

    private static async Task<List<Guid>> IdsAsync(MemoryReader reader) => [.. (await reader.StoredAsync()).Select(t => t.Id).Order()];

    private static string Print((Bank Bank, List<Visit> Visits) history) =>
        $"{history.Bank.Code}{string.Concat(history.Visits.Select(visit => $"\n  {visit}"))}";

    private sealed record Posted(int DaysAgo, int Amount, int Sender, bool HasId)
    {
        public override string ToString() => $"{Amount} from {(Sender == 0 ? "Ana" : "Eva")}{(HasId ? " with an id" : "")} {DaysAgo} days ago";
    }

    private sealed record Fault(int CutAfter, List<Posted> CameIn)
    {
        public override string ToString() => $"read {CutAfter} rows, came in [{string.Join("; ", CameIn)}]";
    }

    private sealed record Visit(List<Posted> Posted, List<Fault> Readings)
    {
        public override string ToString() => $"posted [{string.Join("; ", Posted)}], {string.Join(", ", Readings)}";
    }
}
