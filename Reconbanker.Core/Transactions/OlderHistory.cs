using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Transactions;

/// <summary>
/// What was booked before events began. Sending it too, or in reconcile settling payments with it, is a choice that is asked once: after the
/// first reading, and when the operation mode is changed.
/// </summary>
public sealed class OlderHistory(
    IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, TransactionEvents events, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    // A payment that is open was registered so long ago at most, and its transfer came so long before that at most.
    private static readonly int SettlesDays = (PendingPayment.Lifetime + new MatchRules().Early).Days;

    /// <summary>The transactions that sending the older history would send; in reconcile, those that may settle a payment yet.</summary>
    public static IQueryable<Transaction> Of(ReconbankerDb db, Account account, OperationMode? mode) => Of(db, account.Id, mode, account.EventsFromOn);

    /// <summary>Of all the user's accounts, what the choice would be about if this mode began today. Events are counted with today's.</summary>
    public async Task<int> CountAsync(Guid ownerId, OperationMode mode, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var count = 0;
        foreach (var account in await db.Accounts.AsNoTracking().Where(a => a.OwnerId == ownerId).ToListAsync(cancellationToken))
        {
            if (IsAsked(account, mode) && banks.FindBank(account.BankCode) is { } bank)
            {
                var today = BankDay.Today(bank, clock);
                count += await Of(db, account.Id, mode, mode == OperationMode.Reconcile ? today : today.AddDays(1)).CountAsync(cancellationToken);
            }
        }

        return count;
    }

    /// <summary>Whether there is a choice: in silence nothing is sent, but payments are settled all the same.</summary>
    public static bool IsAsked(Account account, OperationMode? mode) => mode == OperationMode.Reconcile || (mode is not null && !account.SilentIngestion);

    /// <summary>Makes the choice, once: what was chosen before holds.</summary>
    /// <returns>How many transactions it was about, of which each made an event in passthrough.</returns>
    public async Task<int> DecideAsync(Guid ownerId, Guid accountId, bool send, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        if (account is null or { OlderHistoryDecidedAt: not null })
        {
            return 0;
        }

        account.OlderHistoryDecidedAt = clock.GetUtcNow();
        var mode = await OperationModes.OfAsync(db, ownerId, cancellationToken);
        var count = send ? await AddAsync(db, events, account, mode, cancellationToken) : 0;
        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        return count;
    }

    /// <summary>Lets the account's events begin with its oldest transaction, and adds those that are missing.</summary>
    internal static async Task<int> AddAsync(
        ReconbankerDb db, TransactionEvents events, Account account, OperationMode? mode, CancellationToken cancellationToken)
    {
        var older = await Of(db, account, mode).ToListAsync(cancellationToken);
        if (older.Count > 0)
        {
            account.EventsFromOn = older.Min(t => t.BookedOn);
            await events.AddAsync(db, account, mode, older, cancellationToken);
        }

        return older.Count;
    }

    private static IQueryable<Transaction> Of(ReconbankerDb db, Guid accountId, OperationMode? mode, DateOnly before)
    {
        if (mode != OperationMode.Reconcile)
        {
            return TransactionEvents.Unsent(db, accountId).Where(t => t.BookedOn < before);
        }

        var since = before.AddDays(-SettlesDays);
        return Settlement.Free(db, accountId).Where(t => t.BookedOn < before && t.BookedOn >= since);
    }
}
