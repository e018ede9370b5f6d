using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.People;

/// <summary>Changes the operation mode of a user. History is kept; events start anew with what is booked that day.</summary>
public sealed class OperationModes(
    IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <returns>False when the user has that mode already: then nothing is done.</returns>
    public async Task<bool> ChangeAsync(Guid userId, OperationMode mode, CancellationToken cancellationToken)
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
                var unsent = await db.Transactions
                    .Where(t => t.AccountId == account.Id && t.BookedOn >= account.EventsFromOn)
                    .Where(t => !db.Deliveries.Any(d => d.TransactionId == t.Id))
                    .ToListAsync(cancellationToken);
                db.Deliveries.AddRange(unsent
                    .Where(t => t.IsBookedIncoming)
                    .Select(t => Deliveries.ForTransaction(account, t, BankDay.StartsAt(bank, t.BookedOn), clock.GetUtcNow())));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        accounts.ForEach(account => feed.Publish(userId, account.Id, ActivityTopic.Account));
        return true;
    }
}
