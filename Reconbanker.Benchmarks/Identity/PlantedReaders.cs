using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>Readers with a mistake that others have made. With any of them the suite must fail.</summary>
internal static class PlantedReaders
{
    public static readonly IReadOnlyDictionary<string, Func<Bank, MemoryReader>> All = new Dictionary<string, Func<Bank, MemoryReader>>
    {
        ["watermark"] = bank => new Watermark(bank),
        ["content-set"] = bank => new ContentSet(bank),
        ["no-chain"] = bank => new NoRules(bank),
        ["no-second-reading"] = bank => new NoSecondReading(bank),
        ["no-pairing"] = bank => new NoPairing(bank),
        ["cut-is-whole"] = bank => new CutIsWhole(bank),
        ["today-only"] = bank => new TodayOnly(bank),
    };

    /// <summary>Stops at the first row that it knows already: what is posted late, or below a cut, is never read.</summary>
    private sealed class Watermark(Bank bank) : MemoryReader(bank)
    {
        protected override Counted? Count(CountedList list, Judgement judgement)
        {
            var known = Stored.Select(t => t.IdentityKey).ToHashSet();
            return base.Count(list, judgement with
            {
                Rows = [.. judgement.Rows.TakeWhile(row =>
                    !known.Contains(TransactionIdentity.Key(list.AccountId, list.Window.BankAccountNumber, list.Bank.Identity, row)))],
            });
        }
    }

    /// <summary>Takes what says the same for the same: twins are one.</summary>
    private sealed class ContentSet(Bank bank) : MemoryReader(bank)
    {
        protected override Counted? Count(CountedList list, Judgement judgement) => base.Count(list, judgement with
        {
            Rows = [.. judgement.Rows.DistinctBy(row =>
                TransactionIdentity.Key(list.AccountId, list.Window.BankAccountNumber, list.Bank.Identity, row))],
        });
    }

    /// <summary>Believes every list: what a page repeated is counted.</summary>
    private sealed class NoRules(Bank bank) : MemoryReader(bank)
    {
        protected override Judgement Judge(ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, FormerReading? former) =>
            new(ReadingVerdict.Accepted, rows) { ShowsWhatIsGone = true };
    }

    /// <summary>Follows the balances and has nothing read twice.</summary>
    private sealed class NoSecondReading(Bank bank) : MemoryReader(bank)
    {
        protected override Judgement Judge(ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, FormerReading? former) =>
            base.Judge(window, rows, former) is { Verdict: ReadingVerdict.Unconfirmed } unconfirmed
                ? unconfirmed with { Verdict = ReadingVerdict.Accepted, ShowsWhatIsGone = true }
                : base.Judge(window, rows, former) with { ShowsWhatIsGone = true };
    }

    /// <summary>Takes every row with a key of its own for a new one.</summary>
    private sealed class NoPairing(Bank bank) : MemoryReader(bank)
    {
        protected override IReadOnlyList<Transaction> InWindow(ReadWindow window) => [];
    }

    /// <summary>Takes a list that was cut off for all there is.</summary>
    private sealed class CutIsWhole(Bank bank) : MemoryReader(bank)
    {
        protected override DaySpan? Covers(ReadWindow window) => new DaySpan(window.From, window.To);
    }

    /// <summary>Reads from the last day read on, without an overlap.</summary>
    private sealed class TodayOnly(Bank bank) : MemoryReader(bank)
    {
        protected override DateOnly NextFrom(IReadOnlyList<DaySpan> spans, DateOnly today) =>
            spans.Count == 0 ? base.NextFrom(spans, today) : today;
    }
}
