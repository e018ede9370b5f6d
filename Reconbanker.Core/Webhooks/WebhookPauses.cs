using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Webhooks;

/// <summary>Stops an account's events and lets them go on: by a person, or because of what its receiver answers. Events wait meanwhile.</summary>
public sealed class WebhookPauses(IDbContextFactory<ReconbankerDb> databases, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>Begins no further attempt; one that is under way ends. A pause that is there already keeps its reason.</summary>
    /// <returns>Whether there is such an account of the owner's.</returns>
    public async Task<bool> PauseAsync(Guid ownerId, Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = db.Accounts.Where(a => a.Id == accountId && a.OwnerId == ownerId);
        var isPaused = await PauseAsync(own, WebhookPauseReason.ByPerson, clock.GetUtcNow(), cancellationToken);
        if (isPaused)
        {
            feed.Publish(ownerId, accountId, ActivityTopic.Account);
        }

        return isPaused || await own.AnyAsync(cancellationToken);
    }

    /// <summary>Makes everything that waits due now, with the whole schedule of retries.</summary>
    /// <param name="alsoFailed">Sends what has failed for good again too; test events aside.</param>
    /// <returns>Whether there is such an account of the owner's.</returns>
    public async Task<bool> ResumeAsync(Guid ownerId, Guid accountId, bool alsoFailed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken) is not { } account)
        {
            return false;
        }

        await EndAsync(db, account, now, cancellationToken);
        if (alsoFailed)
        {
            await Deliveries.MakeDueAsync(
                db.Deliveries.Where(d => d.AccountId == accountId && d.State == DeliveryState.Failed && d.Kind != DeliveryKind.Test),
                now,
                cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);
        dispatcher.Wake();
        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        return true;
    }

    /// <summary>Ends the pause of a tracked account, in the transaction of the caller, who saves.</summary>
    internal static async Task EndAsync(ReconbankerDb db, Account account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (account.WebhookPausedAt, account.WebhookPauseReason, account.WebhookFailingSince) = (null, null, null);
        await Deliveries.MakeDueAsync(
            db.Deliveries.Where(d => d.AccountId == account.Id && d.State == DeliveryState.Waiting), now, cancellationToken);
    }

    /// <summary>An event was accepted: what failed before no longer counts. In the transaction of the caller.</summary>
    internal static Task SucceededAsync(ReconbankerDb db, Account account, CancellationToken cancellationToken) => Current(db, account)
        .Where(a => a.WebhookFailingSince != null)
        .ExecuteUpdateAsync(webhook => webhook.SetProperty(a => a.WebhookFailingSince, (DateTimeOffset?)null), cancellationToken);

    /// <summary>An event was not accepted, which may be a reason to pause. In the transaction of the caller.</summary>
    /// <param name="account">As it was when the attempt began.</param>
    /// <param name="isGone">The receiver said 410: nobody is there any more.</param>
    /// <param name="counts">Whether it counts among the failures in a row: a test event, which a person looks after, does not.</param>
    /// <returns>The reason, if the webhook was paused now.</returns>
    internal static async Task<WebhookPauseReason?> FailedAsync(
        ReconbankerDb db, Account account, bool isGone, bool counts, TimeSpan pauseAfter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var webhook = Current(db, account);
        if (counts)
        {
            await webhook.Where(a => a.WebhookFailingSince == null).ExecuteUpdateAsync(
                failing => failing.SetProperty(a => a.WebhookFailingSince, now), cancellationToken);
        }

        var longAgo = now - pauseAfter;
        var (reason, due) = isGone
            ? (WebhookPauseReason.Gone, webhook)
            : (WebhookPauseReason.OnlyFailures, webhook.Where(a => counts && a.WebhookFailingSince <= longAgo));
        return await PauseAsync(due, reason, now, cancellationToken) ? reason : null;
    }

    private static async Task<bool> PauseAsync(
        IQueryable<Account> accounts, WebhookPauseReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        await accounts.Where(a => a.WebhookPausedAt == null).ExecuteUpdateAsync(
            paused => paused.SetProperty(a => a.WebhookPausedAt, now).SetProperty(a => a.WebhookPauseReason, reason),
            cancellationToken) > 0;

    /// <summary>None when another address was saved meanwhile: what the former receiver answers says nothing about it.</summary>
    private static IQueryable<Account> Current(ReconbankerDb db, Account account) =>
        db.Accounts.Where(a => a.Id == account.Id && a.SealedWebhookUrl == account.SealedWebhookUrl);
}
