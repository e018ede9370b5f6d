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

    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first; the attempt stays unknown.</exception>
    public async Task AttemptAsync(Guid deliveryId, CancellationToken stop)
    {
        if (await BeginAsync(deliveryId, stop) is not { } work)
        {
            return;
        }

        feed.Publish(work.Account.OwnerId, work.Account.Id, ActivityTopic.Deliveries);
        var answer = await SendAsync(work, stop);

        // The answer is known: it is recorded even while the app is stopping.
        await EndAsync(work, answer, CancellationToken.None);
        feed.Publish(work.Account.OwnerId, work.Account.Id, ActivityTopic.Deliveries);
    }

    /// <summary>Null when there is nothing to do any more: it was delivered, put off, or its account lost the webhook.</summary>
    private async Task<Work?> BeginAsync(Guid deliveryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var delivery = await db.Deliveries.FirstAsync(d => d.Id == deliveryId, cancellationToken);
        var account = await db.Accounts.AsNoTracking().FirstAsync(a => a.Id == delivery.AccountId, cancellationToken);
        if (delivery.State != DeliveryState.Waiting || delivery.DueAt is not { } dueAt || dueAt > now || account.WebhookUrl is null)
        {
            return null;
        }

        var url = Uri.TryCreate(account.WebhookUrl, UriKind.Absolute, out var parsed) && parsed.UserInfo.Length == 0
            && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps) ? parsed : null;
        delivery.Attempts++;
        delivery.AttemptsInRound++;
        delivery.DueAt = now + (Delay(delivery.AttemptsInRound, delivery.Kind, retryAfter: null) ?? AfterLost);
        var attempt = new Attempt
        {
            DeliveryId = deliveryId,
            Number = delivery.Attempts,
            Receiver = url?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) ?? "",
            StartedAt = now,
        };
        db.Attempts.Add(attempt);
        await db.SaveChangesAsync(cancellationToken);
        return new Work(account, delivery, attempt, url);
    }

    private async Task<WebhookAnswer> SendAsync(Work work, CancellationToken stop)
    {
        var (account, delivery, _, url) = work;
        if (url is null)
        {
            return new WebhookAnswer(AttemptOutcome.AddressNotAllowed);
        }

        SecretText? token;
        SecretText signingSecret;
        try
        {
            token = account.SealedWebhookToken is { } text ? vault.Open(text, Place(nameof(Account.SealedWebhookToken))) : null;
            signingSecret = vault.Open(account.SealedSigningSecret, Place(nameof(Account.SealedSigningSecret)));
            _ = SigningSecrets.KeyOf(signingSecret);
        }
        catch (CryptographicException)
        {
            return new WebhookAnswer(AttemptOutcome.SecretUnusable);
        }

        return token?.Reveal().All(character => character is >= ' ' and <= '~') is false
            ? new WebhookAnswer(AttemptOutcome.SecretUnusable)
            : await sender.SendAsync(new(url, delivery.EventId, delivery.Body, account.WebhookAuthScheme, token, signingSecret), stop);

        SealContext Place(string column) => SealContext.For(nameof(Account), column, account.Id);
    }

    private async Task EndAsync(Work work, WebhookAnswer answer, CancellationToken cancellationToken)
    {
        var (_, delivery, attempt, _) = work;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Attempts.Where(a => a.Id == attempt.Id).ExecuteUpdateAsync(
            ended => ended
                .SetProperty(a => a.FinishedAt, now)
                .SetProperty(a => a.Outcome, answer.Outcome)
                .SetProperty(a => a.StatusCode, answer.StatusCode)
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
            await commit.CommitAsync(cancellationToken);
            LogDelivered(delivery.Id, attempt.Number);
            return;
        }

        var delay = Delay(delivery.AttemptsInRound, delivery.Kind, answer.RetryAfter);

        // Not when a person sent it again meanwhile: then the round began anew, and it is due already.
        await db.Deliveries.Where(d => d.Id == delivery.Id && d.AttemptsInRound == delivery.AttemptsInRound).ExecuteUpdateAsync(
            failed => failed
                .SetProperty(d => d.State, delay is null ? DeliveryState.Failed : DeliveryState.Waiting)
                .SetProperty(d => d.DueAt, now + delay),
            cancellationToken);
        await commit.CommitAsync(cancellationToken);
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

    private sealed record Work(Account Account, Delivery Delivery, Attempt Attempt, Uri? Url);

    [LoggerMessage(LogLevel.Information, "Webhook delivery {DeliveryId} arrived on attempt {Attempt}.")]
    private partial void LogDelivered(Guid deliveryId, int attempt);

    [LoggerMessage(LogLevel.Warning, "Webhook delivery {DeliveryId} failed on attempt {Attempt}: {Outcome} {StatusCode}; next in {Delay}.")]
    private partial void LogFailed(Guid deliveryId, int attempt, AttemptOutcome outcome, int? statusCode, TimeSpan? delay);

    [LoggerMessage(LogLevel.Error, "Webhook delivery {DeliveryId} failed for good on attempt {Attempt}: {Outcome} {StatusCode}.")]
    private partial void LogGivenUp(Guid deliveryId, int attempt, AttemptOutcome outcome, int? statusCode);
}
