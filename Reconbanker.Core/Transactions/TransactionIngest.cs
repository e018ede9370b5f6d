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

/// <summary>The one way in for transactions: what is new, and the events that it causes, are committed together.</summary>
public sealed class TransactionIngest(
    IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, Dispatcher dispatcher, ActivityFeed feed, IOptions<SessionOptions> options,
    TimeProvider clock)
{
    // Banks post late, over weekends and holidays too, and rows near midnight move: the days of a week are read again.
    private const int OverlapDays = 7;

    /// <summary>The days to read next: from a little before what has been read whole, and always yesterday.</summary>
    public async Task<ReadWindow> NextWindowAsync(Guid accountId, string bankAccountNumber, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var readThrough = await db.Accounts.Where(a => a.Id == accountId).Select(a => a.ReadThroughOn).SingleAsync(cancellationToken);
        var yesterday = today.AddDays(-1);
        var from = readThrough?.AddDays(-OverlapDays) ?? today.AddDays(-options.Value.FirstReadDays);
        return new ReadWindow(from < yesterday ? from : yesterday, today, bankAccountNumber);
    }

    /// <summary>Stores what one reading brought: counted, so that twins stay two and nothing is stored twice.</summary>
    public async Task IngestAsync(
        Guid runId, Guid accountId, ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellationToken);
        var run = await db.ScrapeRuns.SingleAsync(r => r.Id == runId, cancellationToken);
        if (account.BankAccountNumber is { } chosen && chosen != window.BankAccountNumber)
        {
            // Another one was chosen while this one was being read.
            throw new RunEndedException(StopReason.WrongBankAccount);
        }

        var bank = banks.FindBank(account.BankCode)!;
        var keyed = rows.ToLookup(row => TransactionIdentity.Key(account.Id, window.BankAccountNumber, bank.Identity, row));
        var keys = keyed.Select(group => group.Key).ToList();
        var stored = (await db.Transactions.Where(t => t.AccountId == accountId && keys.Contains(t.IdentityKey)).ToListAsync(cancellationToken))
            .ToLookup(t => t.IdentityKey);

        var effective = new List<Transaction>();
        foreach (var group in keyed)
        {
            var known = stored[group.Key].OrderBy(t => t.Ordinal).ToList();
            var (changed, added) = Count(run, account, group.Key, known, Distinct(bank, [.. group]));
            db.Transactions.AddRange(added);
            run.NewTransactions += added.Count;
            effective.AddRange([.. changed, .. added]);
        }

        run.RowsRead += rows.Count;
        if (window.CompleteThrough is { } through && (account.ReadThroughOn is null || through > account.ReadThroughOn))
        {
            account.ReadThroughOn = through;
        }

        var mode = await db.Users.Where(u => u.Id == account.OwnerId).Select(u => u.OperationMode).SingleAsync(cancellationToken);
        if (mode == OperationMode.Passthrough)
        {
            db.Deliveries.AddRange(effective
                .Where(t => t.IsBookedIncoming && t.BookedOn >= account.EventsFromOn)
                .Select(t => Deliveries.ForTransaction(account, t, BankDay.StartsAt(bank, t.BookedOn), clock.GetUtcNow())));
        }

        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        feed.Publish(account.OwnerId, account.Id, ActivityTopic.Transactions);
    }

    // A row with an id of its own that is read twice was moved to the next page while we turned it; its state is the latest of the two.
    private static List<ScrapedTransaction> Distinct(Bank bank, List<ScrapedTransaction> read) =>
        TransactionIdentity.HasId(bank.Identity, read[0]) ? [read.MaxBy(row => row.State == BookingState.Pending ? -1 : (int)row.State)!] : read;

    // Within one key: rows whose state is known already are the same ones; of the rest, as many as are stored have changed their state,
    // and only what goes beyond the stored count is new.
    private (List<Transaction> Changed, List<Transaction> Added) Count(
        ScrapeRun run, Account account, string key, List<Transaction> known, List<ScrapedTransaction> read)
    {
        var unpaired = known.ToList();
        var rest = new List<ScrapedTransaction>();
        foreach (var row in read)
        {
            if (unpaired.Find(t => t.State == row.State) is { } same)
            {
                unpaired.Remove(same);
            }
            else
            {
                rest.Add(row);
            }
        }

        var changed = new List<Transaction>();
        var added = new List<Transaction>();
        foreach (var row in rest)
        {
            if (unpaired.Find(t => t.CanBecome(row.State)) is { } earlier)
            {
                unpaired.Remove(earlier);
                earlier.Become(row.State);
                changed.Add(earlier);
            }
            else if (row.State != BookingState.Pending || unpaired.Count == 0)
            {
                // A booked row is never pending again: that is an old picture of a row that is stored.
                added.Add(New(run, account, key, known.Count + added.Count + 1, row));
            }
        }

        return (changed, added);
    }

    private Transaction New(ScrapeRun run, Account account, string key, int ordinal, ScrapedTransaction row) => new()
    {
        Id = TransactionIdentity.Id(key, ordinal),
        AccountId = account.Id,
        IdentityKey = key,
        Ordinal = ordinal,
        BankId = row.BankId,
        Amount = Money.Exact(row.Amount.Amount, row.Amount.Currency),
        BookedOn = row.BookedOn,
        SenderName = row.SenderName,
        Description = row.Description,
        State = row.State,
        FirstSeenAt = clock.GetUtcNow(),
        RunId = run.Id,
    };
}
