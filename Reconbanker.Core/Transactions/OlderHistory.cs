using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Transactions;

/// <summary>
/// What was booked before events began. Sending it too is a choice that is asked once: after the first reading, and when the operation mode
/// is changed.
/// </summary>
public sealed class OlderHistory(
    IDbContextFactory<ReconbankerDb> databases, TransactionEvents events, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>The transactions that sending the older history would send.</summary>
    public static IQueryable<Transaction> Of(ReconbankerDb db, Account account) =>
        TransactionEvents.Unsent(db, account.Id).Where(t => t.BookedOn < account.EventsFromOn);

    /// <summary>How many events of all the user's accounts it would be if everything that is stored and unsent were sent, today's included.</summary>
    public async Task<int> CountUnsentAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var count = 0;
        foreach (var id in await db.Accounts.Where(a => a.OwnerId == ownerId && !a.SilentIngestion).Select(a => a.Id).ToListAsync(cancellationToken))
        {
            count += await TransactionEvents.Unsent(db, id).CountAsync(cancellationToken);
        }

        return count;
    }

    /// <summary>Makes the choice, once: what was chosen before holds.</summary>
    /// <returns>How many events were made.</returns>
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
        var older = await Of(db, account).ToListAsync(cancellationToken);
        if (older.Count > 0)
        {
            account.EventsFromOn = older.Min(t => t.BookedOn);
            await events.AddAsync(db, account, mode, older, cancellationToken);
        }

        return older.Count;
    }
}
