using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Webhooks;

/// <summary>What became of a person's wish to send something.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>It is due now; its attempts tell the rest.</summary>
    public sealed record Queued(Guid DeliveryId) : SendOutcome;

    /// <summary>The account has no webhook to send to. Nothing was changed.</summary>
    public sealed record NoWebhook : SendOutcome;

    /// <summary>There is no such account or delivery, or it is somebody else's.</summary>
    public sealed record NotFound : SendOutcome;
}

/// <summary>What people do with deliveries: send a test event, send one again.</summary>
public sealed class Outbox(IDbContextFactory<ReconbankerDb> databases, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>Queues an event with made-up data, marked as a test. It is tried once: who asked for it is looking.</summary>
    public async Task<SendOutcome> SendTestEventAsync(Guid ownerId, Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Accounts
            .Where(a => a.Id == accountId && a.OwnerId == ownerId)
            .Select(a => new { HasWebhook = a.WebhookUrl != null })
            .FirstOrDefaultAsync(cancellationToken);
        if (account is null)
        {
            return new SendOutcome.NotFound();
        }

        if (!account.HasWebhook)
        {
            return new SendOutcome.NoWebhook();
        }

        var delivery = Deliveries.ForTest(accountId, clock.GetUtcNow());
        db.Deliveries.Add(delivery);
        await db.SaveChangesAsync(cancellationToken);
        return Queued(ownerId, accountId, delivery.Id);
    }

    /// <summary>Makes a delivery due now, whatever became of it: the same id and bytes, and the whole schedule of retries anew.</summary>
    public async Task<SendOutcome> SendAgainAsync(Guid ownerId, Guid deliveryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Deliveries
            .Where(d => d.Id == deliveryId)
            .Join(db.Accounts.Where(a => a.OwnerId == ownerId), d => d.AccountId, a => a.Id, (d, a) => a)
            .Select(a => new { a.Id, HasWebhook = a.WebhookUrl != null })
            .FirstOrDefaultAsync(cancellationToken);
        if (account is null)
        {
            return new SendOutcome.NotFound();
        }

        if (!account.HasWebhook)
        {
            return new SendOutcome.NoWebhook();
        }

        // One statement, so that the end of an attempt under way cannot come in between.
        var now = clock.GetUtcNow();
        await db.Deliveries.Where(d => d.Id == deliveryId).ExecuteUpdateAsync(
            delivery => delivery
                .SetProperty(d => d.State, DeliveryState.Waiting)
                .SetProperty(d => d.DueAt, now)
                .SetProperty(d => d.AttemptsInRound, 0),
            cancellationToken);
        return Queued(ownerId, account.Id, deliveryId);
    }

    private SendOutcome.Queued Queued(Guid ownerId, Guid accountId, Guid deliveryId)
    {
        dispatcher.Wake();
        feed.Publish(ownerId, accountId, ActivityTopic.Deliveries);
        return new SendOutcome.Queued(deliveryId);
    }
}
