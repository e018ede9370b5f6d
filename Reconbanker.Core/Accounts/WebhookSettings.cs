using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Accounts;

/// <summary>Where an account's events go, and the secret that signs them. Every change is its owner's, and one transaction.</summary>
public sealed class WebhookSettings(
    IDbContextFactory<ReconbankerDb> databases, Vault vault, OutboundGuard guard, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>How long the signing secret before may go on signing beside the new one.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    /// <summary>Saves where events go. Another address ends a pause that the former one caused.</summary>
    /// <param name="token">Null or empty keeps the one that is saved.</param>
    /// <param name="forgetToken">Removes the one that is saved: events then go out without an Authorization header.</param>
    public async Task<SaveOutcome> SaveAsync(
        Guid ownerId, Guid accountId, string? url, AuthScheme scheme, string? token, bool forgetToken, CancellationToken cancellationToken)
    {
        url = url?.Trim();
        token = token?.Trim();
        if (await WebhookUrlCheck.ProblemAsync(guard, url, token, cancellationToken) is { } problem)
        {
            return new SaveOutcome.Refused(problem);
        }

        return await ChangeAsync(
            ownerId,
            accountId,
            async (db, account) =>
            {
                account.WebhookAuthScheme = scheme;
                if (!string.IsNullOrEmpty(token))
                {
                    account.SealedWebhookToken = vault.Seal(new SecretText(token), AccountSecrets.WebhookToken(accountId));
                }
                else if (forgetToken)
                {
                    account.SealedWebhookToken = null;
                }

                // The same address keeps its seal: by it an attempt under way knows whether its answer is still about this webhook.
                if (OpenUrl(accountId, account.SealedWebhookUrl) != url)
                {
                    account.SealedWebhookUrl = vault.Seal(new SecretText(url!), AccountSecrets.WebhookUrl(accountId));
                    account.WebhookFailingSince = null;
                    if (account.WebhookPauseReason is WebhookPauseReason.Gone or WebhookPauseReason.OnlyFailures)
                    {
                        await WebhookPauses.EndAsync(db, account, clock.GetUtcNow(), cancellationToken);
                    }
                }
            },
            cancellationToken);
    }

    /// <summary>Saves what is sent. Events that exist keep their bytes.</summary>
    /// <param name="extraFields">One JSON object; null or blank for none.</param>
    /// <param name="silentIngestion">Whether transactions are stored without events from now on.</param>
    public Task<SaveOutcome> SaveEventsAsync(
        Guid ownerId, Guid accountId, string? extraFields, bool silentIngestion, CancellationToken cancellationToken) => ExtraFields.Check(extraFields) switch
        {
            ExtraFieldsCheck.Fine fine => ChangeAsync(
                ownerId,
                accountId,
                (_, account) =>
                {
                    (account.WebhookExtraFields, account.SilentIngestion) = (fine.Json, silentIngestion);
                    return Task.CompletedTask;
                },
                cancellationToken),
            ExtraFieldsCheck.NamesTaken taken => Task.FromResult<SaveOutcome>(
                new SaveOutcome.Refused(SettingsProblem.ExtraFieldsTaken, string.Join(", ", taken.Names))),
            ExtraFieldsCheck.TooLong => Task.FromResult<SaveOutcome>(new SaveOutcome.Refused(SettingsProblem.ExtraFieldsTooLong)),
            _ => Task.FromResult<SaveOutcome>(new SaveOutcome.Refused(SettingsProblem.ExtraFieldsNoObject)),
        };

    /// <summary>The address behind a sealed one, for its owner to see; null when there is none, or it does not open.</summary>
    public string? OpenUrl(Guid accountId, string? sealedUrl) => vault.OpenOrNull(sealedUrl, AccountSecrets.WebhookUrl(accountId))?.Reveal();

    /// <summary>The signing secret, for its owner to copy to the receiver; null when there is no such account, or it does not open.</summary>
    public async Task<SecretText?> ReadSigningSecretAsync(Guid ownerId, Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var secret = await db.Accounts
            .Where(a => a.Id == accountId && a.OwnerId == ownerId)
            .Select(a => a.SealedSigningSecret)
            .SingleOrDefaultAsync(cancellationToken);
        return vault.OpenOrNull(secret, AccountSecrets.SigningSecret(accountId));
    }

    /// <summary>Makes a new signing secret. The one before signs beside it for a while; one that did so until now no longer does.</summary>
    /// <param name="overlap">Zero or less: the one before is void at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The overlap is longer than <see cref="LongestOverlap"/>.</exception>
    public Task<SaveOutcome> RenewSigningSecretAsync(Guid ownerId, Guid accountId, TimeSpan overlap, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, LongestOverlap);
        return ChangeAsync(
            ownerId,
            accountId,
            (_, account) =>
            {
                var now = clock.GetUtcNow();
                EndOverlap(account);

                // One that does not open is no reason to refuse: a new one is the way out, with nothing beside it.
                if (overlap > TimeSpan.Zero && vault.OpenOrNull(account.SealedSigningSecret, AccountSecrets.SigningSecret(accountId)) is { } former)
                {
                    account.SealedFormerSigningSecret = vault.Seal(former, AccountSecrets.FormerSigningSecret(accountId));
                    account.FormerSigningSecretUntil = now + overlap;
                }

                account.SealedSigningSecret = vault.Seal(SigningSecrets.Make(), AccountSecrets.SigningSecret(accountId));
                account.SigningSecretMadeAt = now;
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <summary>Makes the signing secret before void now.</summary>
    public Task<SaveOutcome> EndOverlapAsync(Guid ownerId, Guid accountId, CancellationToken cancellationToken) => ChangeAsync(
        ownerId,
        accountId,
        (_, account) =>
        {
            EndOverlap(account);
            return Task.CompletedTask;
        },
        cancellationToken);

    private static void EndOverlap(Account account) => (account.SealedFormerSigningSecret, account.FormerSigningSecretUntil) = (null, null);

    private async Task<SaveOutcome> ChangeAsync(
        Guid ownerId, Guid accountId, Func<ReconbankerDb, Account, Task> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        if (account is null)
        {
            return new SaveOutcome.NotFound();
        }

        await change(db, account);
        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);
        dispatcher.Wake();
        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        return new SaveOutcome.Saved(accountId);
    }
}
