using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Webhooks;

/// <summary>Makes one attempt at one delivery: records that it begins, sends, records how it ended.</summary>
/// <remarks>The first record plans the next attempt too, so nothing is lost when this process ends in between.</remarks>
public sealed partial class Courier(
    IDbContextFactory<ReconbankerDb> databases,
    WebhookSender sender,
    Vault vault,
    ActivityFeed feed,
    IOptions<WebhookOptions> options,
    TimeProvider clock,
    ILogger<Courier> logger)
{
    /// <summary>When an attempt with no other after it is made again, if its end was never recorded.</summary>
    private static readonly TimeSpan AfterLost = TimeSpan.FromMinutes(5);

    /// <summary>At the start, nothing is under way: what an earlier process left so has an unknown end, and is due again at once.</summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var underWay = db.Attempts.Where(a => a.Outcome == AttemptOutcome.Unknown);
        var deliveryIds = await underWay.Select(a => a.DeliveryId).Distinct().ToListAsync(cancellationToken);
        if (deliveryIds.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        await db.Deliveries.Where(d => d.State == DeliveryState.Waiting && deliveryIds.Contains(d.Id)).ExecuteUpdateAsync(
            delivery => delivery.SetProperty(d => d.DueAt, now), cancellationToken);
        await underWay.ExecuteUpdateAsync(attempt => attempt.SetProperty(a => a.Outcome, AttemptOutcome.Interrupted), cancellationToken);
        await commit.CommitAsync(cancellationToken);
        LogTakenOver(deliveryIds.Count);
    }

    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first; the attempt stays unknown.</exception>
    /// <returns>What came of it; null when there was nothing to do any more.</returns>
    public async Task<WebhookAnswer?> AttemptAsync(Guid deliveryId, CancellationToken stop)
    {
        if (await BeginAsync(deliveryId, stop) is not { } work)
        {
            return null;
        }

        feed.Publish(work.Account.OwnerId, work.Account.Id, ActivityTopic.Deliveries);
        var answer = work.Request is { } request ? await sender.SendAsync(request, stop) : new WebhookAnswer(work.Problem);

        // The answer is known: it is recorded even while the app is stopping.
        await EndAsync(work, answer, CancellationToken.None);
        feed.Publish(work.Account.OwnerId, work.Account.Id, ActivityTopic.Deliveries);
        return answer;
    }

    /// <summary>Null when there is nothing to do any more: it was delivered or put off, or its account has no webhook or a paused one.</summary>
    private async Task<Work?> BeginAsync(Guid deliveryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var delivery = await db.Deliveries.FirstAsync(d => d.Id == deliveryId, cancellationToken);
        var account = await db.Accounts.AsNoTracking().FirstAsync(a => a.Id == delivery.AccountId, cancellationToken);
        if (delivery.State != DeliveryState.Waiting || delivery.DueAt is not { } dueAt || dueAt > now || account.SealedWebhookUrl is null
            || (account.WebhookPausedAt is not null && delivery.Kind != DeliveryKind.Test))
        {
            return null;
        }

        var (request, problem) = Open(account, delivery, now);
        delivery.Attempts++;
        delivery.AttemptsInRound++;
        delivery.DueAt = now + (Delay(delivery.AttemptsInRound, delivery.Kind, retryAfter: null) ?? AfterLost);
        var attempt = new Attempt
        {
            DeliveryId = deliveryId,
            Number = delivery.Attempts,
            Receiver = request?.Url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) ?? "",
            StartedAt = now,
        };
        db.Attempts.Add(attempt);
        await db.SaveChangesAsync(cancellationToken);
        return new Work(account, delivery, attempt, request, problem);
    }

    /// <summary>The request with its secrets opened, or why there is none.</summary>
    private (WebhookRequest? Request, AttemptOutcome Problem) Open(Account account, Delivery delivery, DateTimeOffset now)
    {
        try
        {
            var address = vault.Open(account.SealedWebhookUrl!, AccountSecrets.WebhookUrl(account.Id)).Reveal();
            var token = account.SealedWebhookToken is { } text ? vault.Open(text, AccountSecrets.WebhookToken(account.Id)) : null;
            var secrets = new List<SecretText> { vault.Open(account.SealedSigningSecret, AccountSecrets.SigningSecret(account.Id)) };
            if (account.SealedFormerSigningSecret is { } former && account.FormerSigningSecretUntil > now)
            {
                secrets.Add(vault.Open(former, AccountSecrets.FormerSigningSecret(account.Id)));
            }

            secrets.ForEach(secret => SigningSecrets.KeyOf(secret));
            if (token?.Reveal().All(character => character is >= ' ' and <= '~') is false)
            {
                return (null, AttemptOutcome.SecretUnusable);
            }

            return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
                && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
                ? (new(url, delivery.EventId, delivery.Body, account.WebhookAuthScheme, token, secrets), default)
                : (null, AttemptOutcome.AddressNotAllowed);
        }
        catch (CryptographicException)
        {
            return (null, AttemptOutcome.SecretUnusable);
        }
    }

    private async Task EndAsync(Work work, WebhookAnswer answer, CancellationToken cancellationToken)
    {
        var (account, delivery, attempt, _, _) = work;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Attempts.Where(a => a.Id == attempt.Id).ExecuteUpdateAsync(
            ended => ended
                .SetProperty(a => a.FinishedAt, now)
                .SetProperty(a => a.Outcome, answer.Outcome)
                .SetProperty(a => a.StatusCode, answer.StatusCode)
                .SetProperty(a => a.SentHeaders, answer.SentHeaders)
                .SetProperty(a => a.Answer, answer.Text),
            cancellationToken);

        if (answer.Outcome == AttemptOutcome.Delivered)
        {
            await db.Deliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(
                delivered => delivered
                    .SetProperty(d => d.State, DeliveryState.Delivered)
                    .SetProperty(d => d.DueAt, (DateTimeOffset?)null)
                    .SetProperty(d => d.DeliveredAt, now),
                cancellationToken);
            await WebhookPauses.SucceededAsync(db, account, cancellationToken);
            await commit.CommitAsync(cancellationToken);
            LogDelivered(delivery.Id, attempt.Number);
            return;
        }

        var delay = Delay(delivery.AttemptsInRound, delivery.Kind, answer.RetryAfter);
        var isTest = delivery.Kind == DeliveryKind.Test;
        var isGone = answer is { Outcome: AttemptOutcome.Refused, StatusCode: (int)HttpStatusCode.Gone };
        if (isGone && !isTest)
        {
            delay ??= TimeSpan.Zero; // The end of its schedule or not: it waits with the webhook that is paused now.
        }

        // Not when a person sent it again meanwhile: then the round began anew, and it is due already. Nor when a person dropped it.
        var current = db.Deliveries.Where(
            d => d.Id == delivery.Id && d.State == DeliveryState.Waiting && d.AttemptsInRound == delivery.AttemptsInRound);
        await current.ExecuteUpdateAsync(
            failed => failed
                .SetProperty(d => d.State, delay is null ? DeliveryState.Failed : DeliveryState.Waiting)
                .SetProperty(d => d.DueAt, now + delay),
            cancellationToken);
        var paused = await WebhookPauses.FailedAsync(db, account, isGone, counts: !isTest, options.Value.PauseAfter, now, cancellationToken);
        await commit.CommitAsync(cancellationToken);
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

    private TimeSpan? Delay(int attemptsInRound, DeliveryKind kind, TimeSpan? retryAfter) =>
        RetrySchedule.After(attemptsInRound, kind, options.Value.Schedule, retryAfter, Random.Shared.NextDouble());

    private sealed record Work(Account Account, Delivery Delivery, Attempt Attempt, WebhookRequest? Request, AttemptOutcome Problem);

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
