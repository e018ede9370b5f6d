using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Payments;

/// <summary>What a person says of payments that vanished all at once from an account's endpoint: of all of them together.</summary>
public sealed class VanishedPayments(
    IDbContextFactory<ReconbankerDb> databases, Settlement settlement, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>Open payments of an account about which a person is asked since that moment.</summary>
    public static IQueryable<PendingPayment> Of(ReconbankerDb db, Guid accountId, DateTimeOffset heldAt) =>
        Settlement.Open(db, accountId).Where(p => p.VanishHeldAt == heldAt);

    /// <param name="keep">Whether they are expected all the same; otherwise they are cancelled.</param>
    /// <returns>How many: those that nobody has decided about meanwhile.</returns>
    public async Task<int> DecideAsync(
        Guid ownerId, Guid accountId, DateTimeOffset heldAt, bool keep, string? reason, CancellationToken cancellationToken)
    {
        reason = TypedText.Trimmed(reason);
        if (reason?.Length > Match.ReasonMaxLength)
        {
            throw new ArgumentException($"A reason has at most {Match.ReasonMaxLength} characters.", nameof(reason));
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken) is not { } account)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        var payments = await Of(db, accountId, heldAt).ToListAsync(cancellationToken);
        foreach (var payment in payments)
        {
            payment.VanishHeldAt = null;
            if (!keep)
            {
                payment.Become(PaymentState.Cancelled, now);
            }

            db.PersonDecisions.Add(new PersonDecision
            {
                AccountId = accountId,
                PaymentId = payment.Id,
                Kind = keep ? DecisionKind.Keep : DecisionKind.Cancel,
                ById = ownerId,
                At = now,
                Reason = reason,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
        if (!keep)
        {
            // What competed with them may be clear now.
            var mode = await OperationModes.OfAsync(db, ownerId, cancellationToken);
            await settlement.DecideAsync(db, account, mode, payments.Select(p => p.Amount), cancellationToken);
        }

        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        feed.Publish(ownerId, accountId, ActivityTopic.Payments);
        return payments.Count;
    }
}
