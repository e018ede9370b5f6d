using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.People;

/// <summary>Changes the operation mode of a user. History is kept; events start anew with what is booked that day, unless older history is sent too.</summary>
public sealed class OperationModes(
    IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, TransactionEvents events, Settlement settlement, Dispatcher dispatcher,
    ActivityFeed feed, TimeProvider clock)
{
    /// <summary>The mode of a user, as it is stored; null before one was chosen.</summary>
    internal static Task<OperationMode?> OfAsync(ReconbankerDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == userId).Select(u => u.OperationMode).SingleAsync(cancellationToken);

    /// <summary>Changes it without a word about older history: that can be asked later.</summary>
    /// <returns>False when the user has that mode already: then nothing is done.</returns>
    public Task<bool> ChangeAsync(Guid userId, OperationMode mode, CancellationToken cancellationToken) =>
        ChangeAsync(userId, mode, sendOlderHistory: null, cancellationToken);

    /// <param name="sendOlderHistory">What was chosen; null when it was not asked.</param>
    /// <returns>False when the user has that mode already: then nothing is done.</returns>
    public async Task<bool> ChangeAsync(Guid userId, OperationMode mode, bool? sendOlderHistory, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var user = await db.Users.SingleAsync(u => u.Id == userId, cancellationToken);
        if (user.OperationMode == mode)
        {
            return false;
        }

        user.OperationMode = mode;
        var accounts = await db.Accounts.Where(a => a.OwnerId == userId).ToListAsync(cancellationToken);
        foreach (var account in accounts)
        {
            if (banks.FindBank(account.BankCode) is not { } bank)
            {
                continue;
            }

            account.EventsFromOn = BankDay.Today(bank, clock);
            if (mode == OperationMode.Passthrough)
            {
                // What that day has brought already was stored while nobody wanted events.
                var ofToday = await TransactionEvents.Unsent(db, account.Id).Where(t => t.BookedOn >= account.EventsFromOn).ToListAsync(cancellationToken);
                await events.AddAsync(db, account, mode, ofToday, cancellationToken);
            }

            else
            {
                await settlement.DecideAllAsync(db, account, mode, cancellationToken);
            }

            account.OlderHistoryDecidedAt = sendOlderHistory is null ? null : clock.GetUtcNow();
            if (sendOlderHistory is true)
            {
                await OlderHistory.AddAsync(db, events, account, mode, cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        accounts.ForEach(account => feed.Publish(userId, account.Id, ActivityTopic.Account));
        return true;
    }
}
