using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Webhooks;

/// <summary>What is recorded of attempts: that they begin, before a byte of them leaves, and how they ended.</summary>
/// <remarks>The first record plans the next attempt too, so nothing is lost when this process ends in between.</remarks>
public sealed partial class AttemptRecords(
    IDbContextFactory<ReconbankerDb> databases, Vault vault, ActivityFeed feed, IOptions<WebhookOptions> options, TimeProvider clock,
    ILogger<AttemptRecords> logger)
{
    /// <summary>When an attempt with no other after it is made again, if its end was never recorded.</summary>
    private static readonly TimeSpan AfterLost = TimeSpan.FromMinutes(5);

    /// <summary>At the start, nothing is under way: what an earlier process left so has an unknown end, and is due again at once.</summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var underWay = db.Attempts.Where(a => a.Outcome == AttemptOutcome.Unknown);
        var count = await underWay.Select(a => a.DeliveryId).Distinct().CountAsync(cancellationToken);
        if (count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        await db.Deliveries.Where(d => d.State == DeliveryState.Waiting && underWay.Any(a => a.DeliveryId == d.Id)).ExecuteUpdateAsync(
            delivery => delivery.SetProperty(d => d.DueAt, now), cancellationToken);
        await underWay.ExecuteUpdateAsync(attempt => attempt.SetProperty(a => a.Outcome, AttemptOutcome.Interrupted), cancellationToken);
        await commit.CommitAsync(cancellationToken);
        LogTakenOver(count);
    }

    /// <summary>Records that attempts begin, in one commit.</summary>
    /// <param name="deliveryIds">Of one account.</param>
    /// <returns>Without those of which nothing is to do any more: delivered or put off, or the account has no webhook or a paused one.</returns>
    public async Task<IReadOnlyList<BegunAttempt>> BeginAsync(IReadOnlyList<Guid> deliveryIds, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var deliveries = await db.Deliveries
            .Where(d => deliveryIds.Contains(d.Id) && d.State == DeliveryState.Waiting && d.DueAt <= now)
            .OrderBy(d => d.DueAt)
            .ThenBy(d => d.Id)
            .ToListAsync(cancellationToken);
        if (deliveries.Count == 0)
        {
            return [];
        }

        var accountId = deliveries[0].AccountId;
        var account = await db.Accounts.AsNoTracking().FirstAsync(a => a.Id == accountId, cancellationToken);
        if (account.SealedWebhookUrl is null)
        {
            return [];
        }

        var target = WebhookTarget.Open(account, vault, now);
        var begun = deliveries
            .Where(d => account.WebhookPausedAt is null || d.Kind == DeliveryKind.Test)
            .Select(delivery => Begin(account, delivery, target, now))
            .ToList();
        db.Attempts.AddRange(begun.Select(b => b.Attempt));
        await db.SaveChangesAsync(cancellationToken);
        return begun;
    }

    /// <summary>Records attempts whose deliveries arrived, in one commit.</summary>
    /// <param name="ended">Of one account.</param>
    public async Task EndDeliveredAsync(IReadOnlyList<(BegunAttempt Begun, WebhookAnswer Answer)> ended)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await using var commit = await db.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var (begun, answer) in ended)
        {
            await EndAttemptAsync(db, begun, answer, now);
        }

        var ids = ended.Select(e => e.Begun.Delivery.Id).ToList();
        await db.Deliveries.Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(
            delivered => delivered
                .SetProperty(d => d.State, DeliveryState.Delivered)
                .SetProperty(d => d.DueAt, (DateTimeOffset?)null)
                .SetProperty(d => d.DeliveredAt, now));
        await WebhookPauses.SucceededAsync(db, ended[0].Begun.Account, CancellationToken.None);
        await commit.CommitAsync();
        foreach (var (begun, _) in ended)
        {
            LogDelivered(begun.Delivery.Id, begun.Attempt.Number);
        }
    }

    /// <summary>Records an attempt whose delivery did not arrive, and what follows from it for the delivery and for the webhook.</summary>
    public async Task EndFailedAsync(BegunAttempt begun, WebhookAnswer answer)
    {
        var (account, delivery, attempt, _, _, _) = begun;
        var now = clock.GetUtcNow();
        var delay = Delay(delivery, answer.RetryAfter);
        var isTest = delivery.Kind == DeliveryKind.Test;
        var isGone = answer is { Outcome: AttemptOutcome.Refused, StatusCode: (int)HttpStatusCode.Gone };
        if (isGone && !isTest)
        {
            delay ??= TimeSpan.Zero; // The end of its schedule or not: it waits with the webhook that is paused now.
        }

        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await using var commit = await db.Database.BeginTransactionAsync(CancellationToken.None);
        await EndAttemptAsync(db, begun, answer, now);
        await Current(db, delivery).ExecuteUpdateAsync(
            failed => failed
                .SetProperty(d => d.State, delay is null ? DeliveryState.Failed : DeliveryState.Waiting)
                .SetProperty(d => d.DueAt, now + delay));
        var paused = await WebhookPauses.FailedAsync(db, account, isGone, counts: !isTest, options.Value.PauseAfter, now, CancellationToken.None);
        await commit.CommitAsync();
        if (paused is { } reason)
        {
            LogPaused(account.Id, reason);
            feed.Publish(account.OwnerId, account.Id, ActivityTopic.Account);
        }

        if (delay is null)
        {
            LogGivenUp(delivery.Id, attempt.Number, answer.Outcome, answer.StatusCode);
        }
        else
        {
            LogFailed(delivery.Id, attempt.Number, answer.Outcome, answer.StatusCode, delay);
        }
    }

    /// <summary>Takes back that attempts began of which no byte has left.</summary>
    public async Task ReleaseAsync(IReadOnlyList<BegunAttempt> unsent)
    {
        if (unsent.Count == 0)
        {
            return;
        }

        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await using var commit = await db.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var begun in unsent)
        {
            await Current(db, begun.Delivery).ExecuteUpdateAsync(
                released => released
                    .SetProperty(d => d.AttemptsInRound, d => d.AttemptsInRound - 1)
                    .SetProperty(d => d.DueAt, begun.FormerDueAt));
        }

        var (deliveries, attempts) = (unsent.Select(b => b.Delivery.Id).ToList(), unsent.Select(b => b.Attempt.Id).ToList());
        await db.Deliveries.Where(d => deliveries.Contains(d.Id)).ExecuteUpdateAsync(
            released => released.SetProperty(d => d.Attempts, d => d.Attempts - 1));
        await db.Attempts.Where(a => attempts.Contains(a.Id)).ExecuteDeleteAsync();
        await commit.CommitAsync();
    }

    private BegunAttempt Begin(Account account, Delivery delivery, WebhookTarget target, DateTimeOffset now)
    {
        var due = delivery.DueAt!.Value;
        delivery.Attempts++;
        delivery.AttemptsInRound++;
        delivery.DueAt = now + (Delay(delivery, retryAfter: null) ?? AfterLost);
        var attempt = new Attempt
        {
            DeliveryId = delivery.Id,
            Number = delivery.Attempts,
            Receiver = target.Url?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) ?? "",
            StartedAt = now,
        };
        return new BegunAttempt(account, delivery, attempt, due, target.Request(delivery), target.Problem);
    }

    private static Task<int> EndAttemptAsync(ReconbankerDb db, BegunAttempt begun, WebhookAnswer answer, DateTimeOffset now) =>
        db.Attempts.Where(a => a.Id == begun.Attempt.Id).ExecuteUpdateAsync(
            ended => ended
                .SetProperty(a => a.FinishedAt, now)
                .SetProperty(a => a.Outcome, answer.Outcome)
                .SetProperty(a => a.StatusCode, answer.StatusCode)
                .SetProperty(a => a.SentHeaders, answer.SentHeaders)
                .SetProperty(a => a.Answer, answer.Text));

    // None when a person sent it again meanwhile: then the round began anew, and it is due already. Nor when a person dropped it.
    private static IQueryable<Delivery> Current(ReconbankerDb db, Delivery delivery) => db.Deliveries.Where(
        d => d.Id == delivery.Id && d.State == DeliveryState.Waiting && d.AttemptsInRound == delivery.AttemptsInRound);

    private TimeSpan? Delay(Delivery delivery, TimeSpan? retryAfter) =>
        RetrySchedule.After(delivery.AttemptsInRound, delivery.Kind, options.Value.Schedule, retryAfter, Random.Shared.NextDouble());

    [LoggerMessage(LogLevel.Information, "Webhook delivery {DeliveryId} arrived on attempt {Attempt}.")]
    private partial void LogDelivered(Guid deliveryId, int attempt);

    [LoggerMessage(LogLevel.Warning, "Webhook delivery {DeliveryId} failed on attempt {Attempt}: {Outcome} {StatusCode}; next in {Delay}.")]
    private partial void LogFailed(Guid deliveryId, int attempt, AttemptOutcome outcome, int? statusCode, TimeSpan? delay);

    [LoggerMessage(LogLevel.Error, "Webhook delivery {DeliveryId} failed for good on attempt {Attempt}: {Outcome} {StatusCode}.")]
    private partial void LogGivenUp(Guid deliveryId, int attempt, AttemptOutcome outcome, int? statusCode);

    [LoggerMessage(LogLevel.Error, "The webhook of account {AccountId} is paused: {Reason}. Its events wait until a person resumes it.")]
    private partial void LogPaused(Guid accountId, WebhookPauseReason reason);

    [LoggerMessage(LogLevel.Warning, "{Count} webhook deliveries were under way when Reconbanker last ended; they are sent again.")]
    private partial void LogTakenOver(int count);
}
