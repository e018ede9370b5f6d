using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Transactions;

/// <summary>
/// The one way in for transactions: a reading is stored as it came, judged, and what is new in it is committed together with the events
/// that it causes.
/// </summary>
public sealed class TransactionIngest(
    IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, ReadingArchive archive, TransactionEvents events, Dispatcher dispatcher,
    ActivityFeed feed, IOptions<SessionOptions> options, TimeProvider clock)
{
    // Keys in one question to the database, which takes only so many.
    private const int Batch = 500;

    /// <summary>The days to read next: from a little before what has been read whole, with what was left out, and always yesterday.</summary>
    public async Task<ReadWindow> NextWindowAsync(Guid accountId, string bankAccountNumber, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var spans = Days(await Spans(db, accountId, bankAccountNumber).ToListAsync(cancellationToken));
        return new ReadWindow(Coverage.NextFrom(spans, today, options.Value.FirstReadDays), today, bankAccountNumber);
    }

    /// <summary>Stores what one reading brought: counted, so that twins stay two and nothing is stored twice.</summary>
    /// <returns>The reading, with what became of it: unless it was accepted, nothing of it is a transaction.</returns>
    public async Task<Reading> IngestAsync(
        Guid runId, Guid accountId, ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, CancellationToken cancellationToken)
    {
        var (stored, former) = await archive.StoreAsync(runId, accountId, window, rows, cancellationToken);

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellationToken);
        if (account.BankAccountNumber is { } chosen && chosen != window.BankAccountNumber)
        {
            // Another one was chosen while this one was being read.
            throw new RunEndedException(StopReason.WrongBankAccount);
        }

        var bank = banks.FindBank(account.BankCode)!;
        var judgement = ReadingRules.Judge(bank, window, rows, former);
        var reading = await db.Readings.SingleAsync(r => r.Id == stored.Id, cancellationToken);
        (reading.Verdict, reading.Refusal, reading.FaultyRow) = (judgement.Verdict, judgement.Refusal, judgement.FaultyRow);
        if (judgement.Verdict == ReadingVerdict.Accepted)
        {
            var list = new CountedList(bank, accountId, runId, window, clock.GetUtcNow());
            await AcceptAsync(db, account, reading, list, judgement, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        feed.Publish(account.OwnerId, account.Id, ActivityTopic.Transactions);
        if (db.PendingPayments.Local.Count > 0)
        {
            // The only ones that this reads are those that it judged anew.
            feed.Publish(account.OwnerId, account.Id, ActivityTopic.Payments);
        }

        return reading;
    }

    private async Task AcceptAsync(
        ReconbankerDb db, Account account, Reading reading, CountedList list, Judgement judgement, CancellationToken cancellationToken)
    {
        var count = new ReadingCount(list, judgement.Rows);
        if (!await CountAsync(db, count, list, judgement.ShowsWhatIsGone, cancellationToken))
        {
            reading.Verdict = ReadingVerdict.Unconfirmed;
            return;
        }

        db.Transactions.AddRange(count.Added);
        if (count.Added.Any(t => t.IsHeld))
        {
            reading.Verdict = ReadingVerdict.PartlyHeld;
        }

        var run = await db.ScrapeRuns.SingleAsync(r => r.Id == list.RunId, cancellationToken);
        run.RowsRead += reading.RowCount;
        run.NewTransactions += count.Added.Count(t => t.SameAsId is null);
        await CoverAsync(db, account.Id, list.Window, cancellationToken);

        var mode = await OperationModes.OfAsync(db, account.OwnerId, cancellationToken);
        await events.AddAsync(db, account, mode, [.. count.Changed, .. count.Added], cancellationToken);
    }

    /// <returns>False when the list has to be read again before anything is made of it.</returns>
    private static async Task<bool> CountAsync(
        ReconbankerDb db, ReadingCount count, CountedList list, bool showsWhatIsGone, CancellationToken cancellationToken)
    {
        var ofAccount = db.Transactions.Where(t => t.AccountId == list.AccountId);
        var known = new List<Transaction>();
        foreach (var some in count.Keys.Chunk(Batch))
        {
            known.AddRange(await ofAccount.Where(t => some.Contains(t.IdentityKey)).ToListAsync(cancellationToken));
        }

        var originals = new List<Transaction>();
        foreach (var some in known.Select(t => t.SameAsId).OfType<Guid>().Distinct().Chunk(Batch))
        {
            originals.AddRange(await ofAccount.Where(t => some.Contains(t.Id)).ToListAsync(cancellationToken));
        }

        count.Match([.. known.Union(originals)]);
        if (!count.HasLeftOvers)
        {
            return true;
        }

        var stored = await ofAccount.Where(t => t.BookedOn >= list.Window.From && t.BookedOn <= list.Window.To).ToListAsync(cancellationToken);
        return count.Place(stored, showsWhatIsGone);
    }

    private static async Task CoverAsync(ReconbankerDb db, Guid accountId, ReadWindow window, CancellationToken cancellationToken)
    {
        if (window is not { CompleteFrom: { } from, CompleteThrough: { } through })
        {
            return;
        }

        var stored = await Spans(db, accountId, window.BankAccountNumber).ToListAsync(cancellationToken);
        var spans = Coverage.Add(Days(stored), new DaySpan(from, through));
        if (!spans.SequenceEqual(Days(stored)))
        {
            db.CoveredSpans.RemoveRange(stored);
            db.CoveredSpans.AddRange(spans.Select(span => new CoveredSpan
            {
                AccountId = accountId,
                BankAccountNumber = window.BankAccountNumber,
                FromOn = span.From,
                ThroughOn = span.Through,
            }));
        }
    }

    private static IQueryable<CoveredSpan> Spans(ReconbankerDb db, Guid accountId, string bankAccountNumber) =>
        db.CoveredSpans.Where(s => s.AccountId == accountId && s.BankAccountNumber == bankAccountNumber).OrderBy(s => s.FromOn);

    private static List<DaySpan> Days(List<CoveredSpan> spans) => [.. spans.Select(s => new DaySpan(s.FromOn, s.ThroughOn))];
}
