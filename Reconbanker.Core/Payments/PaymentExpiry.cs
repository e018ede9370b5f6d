using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Payments;

/// <summary>Ends the waiting of payments whose time is over: the state always, the event where the account asks for it.</summary>
public sealed class PaymentExpiry(
    IDbContextFactory<ReconbankerDb> databases, Settlement settlement, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    private const int Batch = 500;

    public async Task ExpireDueAsync(CancellationToken cancellationToken)
    {
        while (await ExpireSomeAsync(cancellationToken))
        {
        }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> ExpireSomeAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var next = await Due(db, now).Select(p => (Guid?)p.AccountId).FirstOrDefaultAsync(cancellationToken);
        if (next is not { } accountId)
        {
            return false;
        }

        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, cancellationToken) is not { } account)
        {
            return true;
        }

        var mode = await OperationModes.OfAsync(db, account.OwnerId, cancellationToken);
        var expired = await Due(db, now).Where(p => p.AccountId == accountId).OrderBy(p => p.ExpiresAt).Take(Batch).ToListAsync(cancellationToken);
        foreach (var payment in expired)
        {
            payment.Become(PaymentState.Expired, now);
            payment.VanishHeldAt = null;
            if (mode == OperationMode.Reconcile && account.SendExpired)
            {
                db.Deliveries.Add(Deliveries.ForPayment(account, payment, DeliveryKind.Expired, payment.Openings, evidence: null, now));
            }
        }

        await db.SaveChangesAsync(cancellationToken);

        // What competed with them may be clear now.
        await settlement.DecideAsync(db, account, mode, expired.Select(p => p.Amount), cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        feed.Publish(account.OwnerId, account.Id, ActivityTopic.Payments);
        return true;
    }

    private static IQueryable<PendingPayment> Due(ReconbankerDb db, DateTimeOffset now) =>
        db.PendingPayments.Where(p => (p.State == PaymentState.Pending || p.State == PaymentState.Ambiguous) && p.ExpiresAt <= now);
}
