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

    /// <summary>It is due as soon as the account's webhook, which is paused, is resumed.</summary>
    public sealed record Paused(Guid DeliveryId) : SendOutcome;

    /// <summary>The account has no webhook to send to. Nothing was changed.</summary>
    public sealed record NoWebhook : SendOutcome;

    /// <summary>There is no such account or delivery, or it is somebody else's.</summary>
    public sealed record NotFound : SendOutcome;
}

/// <summary>What people do with deliveries: send a test event, send one again, or many.</summary>
public sealed class Outbox(IDbContextFactory<ReconbankerDb> databases, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>Queues an event with made-up data, marked as a test. It is tried once, and while the webhook is paused too: who asked is looking.</summary>
    public async Task<SendOutcome> SendTestEventAsync(Guid ownerId, Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Accounts
            .Where(a => a.Id == accountId && a.OwnerId == ownerId)
            .Select(a => new { HasWebhook = a.SealedWebhookUrl != null, a.WebhookExtraFields })
            .FirstOrDefaultAsync(cancellationToken);
        if (account is null)
        {
            return new SendOutcome.NotFound();
        }

        if (!account.HasWebhook)
        {
            return new SendOutcome.NoWebhook();
        }

        var delivery = Deliveries.ForTest(accountId, account.WebhookExtraFields, clock.GetUtcNow());
        db.Deliveries.Add(delivery);
        await db.SaveChangesAsync(cancellationToken);
        Tell(ownerId, accountId);
        return new SendOutcome.Queued(delivery.Id);
    }

    /// <summary>Makes a delivery due now, whatever became of it: the same id and bytes, and the whole schedule of retries anew.</summary>
    public async Task<SendOutcome> SendAgainAsync(Guid ownerId, Guid deliveryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Deliveries
            .Where(d => d.Id == deliveryId)
            .Join(db.Accounts.Where(a => a.OwnerId == ownerId), d => d.AccountId, a => a.Id, (d, a) => a)
            .Select(a => new { a.Id, HasWebhook = a.SealedWebhookUrl != null, IsPaused = a.WebhookPausedAt != null })
            .FirstOrDefaultAsync(cancellationToken);
        if (account is null)
        {
            return new SendOutcome.NotFound();
        }

        if (!account.HasWebhook)
        {
            return new SendOutcome.NoWebhook();
        }

        await Deliveries.MakeDueAsync(db.Deliveries.Where(d => d.Id == deliveryId), clock.GetUtcNow(), cancellationToken);
        Tell(ownerId, account.Id);
        return account.IsPaused ? new SendOutcome.Paused(deliveryId) : new SendOutcome.Queued(deliveryId);
    }

    /// <summary>Drops a delivery that waits: it is not sent, unless a person sends it again. An attempt under way ends, and may still arrive.</summary>
    /// <returns>Whether there was such a one of the owner's, and it waited.</returns>
    public async Task<bool> SkipAsync(Guid ownerId, Guid deliveryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = new DeliveryFilter(ownerId) { State = DeliveryState.Waiting }.Of(db).Where(d => d.Id == deliveryId);
        var accountId = await waiting.Select(d => d.AccountId).SingleOrDefaultAsync(cancellationToken);
        var skipped = await waiting.ExecuteUpdateAsync(
            delivery => delivery.SetProperty(d => d.State, DeliveryState.Skipped).SetProperty(d => d.DueAt, (DateTimeOffset?)null), cancellationToken);
        if (skipped > 0)
        {
            Tell(ownerId, accountId);
        }

        return skipped > 0;
    }

    /// <summary>How many <see cref="SendAllAgainAsync"/> would send.</summary>
    public async Task<int> CountAllAgainAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Again(db, filter).CountAsync(cancellationToken);
    }

    /// <summary>Sends all of them again, as <see cref="SendAgainAsync"/> does with one; test events aside, and those without a webhook.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SendAllAgainAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var count = await Deliveries.MakeDueAsync(Again(db, filter), clock.GetUtcNow(), cancellationToken);
        Tell(filter.OwnerId, filter.AccountId ?? Guid.Empty);
        return count;
    }

    private static IQueryable<Delivery> Again(ReconbankerDb db, DeliveryFilter filter) => filter.Of(db)
        .Where(d => d.Kind != DeliveryKind.Test && db.Accounts.Any(a => a.Id == d.AccountId && a.SealedWebhookUrl != null));

    private void Tell(Guid ownerId, Guid accountId)
    {
        dispatcher.Wake();
        feed.Publish(ownerId, accountId, ActivityTopic.Deliveries);
    }
}
