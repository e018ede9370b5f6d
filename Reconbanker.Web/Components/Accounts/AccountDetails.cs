using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;

namespace Reconbanker.Web.Components.Accounts;

/// <summary>What the settings of one account show; no secret is among it but the webhook's address, which its owner edits.</summary>
public sealed record AccountDetails(Guid Id, string Name, string BankCode)
{
    public required DateTimeOffset? CredentialsSavedAt { get; init; }
    public required SessionType SessionType { get; init; }
    public required LoginMode LoginMode { get; init; }
    public string? WebhookUrl { get; init; }
    public required AuthScheme WebhookAuthScheme { get; init; }
    public required bool HasWebhookToken { get; init; }
    public required string? WebhookExtraFields { get; init; }
    public required bool SilentIngestion { get; init; }
    public required DateTimeOffset SigningSecretMadeAt { get; init; }

    /// <summary>Until when the signing secret before signs too; may have passed.</summary>
    public required DateTimeOffset? FormerSigningSecretUntil { get; init; }
    public required string? BankAccountNumber { get; init; }
    public required IReadOnlyList<BankAccountOption> BankAccountOptions { get; init; }
    public required ConnectStep? ConnectStep { get; init; }
    public required int LoginAttempts { get; init; }

    /// <summary>Null when there is no such account, or it is not the owner's.</summary>
    public static async Task<AccountDetails?> ReadAsync(
        ReconbankerDb db, WebhookSettings webhooks, Guid ownerId, Guid accountId, CancellationToken cancellationToken)
    {
        var sealedUrl = await db.Accounts
            .Where(a => a.OwnerId == ownerId && a.Id == accountId)
            .Select(a => a.SealedWebhookUrl)
            .SingleOrDefaultAsync(cancellationToken);
        var url = webhooks.OpenUrl(accountId, sealedUrl);
        return await db.Accounts
            .Where(a => a.OwnerId == ownerId && a.Id == accountId)
            .Select(a => new AccountDetails(a.Id, a.Name, a.BankCode)
            {
                CredentialsSavedAt = a.CredentialsSavedAt,
                SessionType = a.SessionType,
                LoginMode = a.LoginMode,
                WebhookUrl = url,
                WebhookAuthScheme = a.WebhookAuthScheme,
                HasWebhookToken = a.SealedWebhookToken != null,
                WebhookExtraFields = a.WebhookExtraFields,
                SilentIngestion = a.SilentIngestion,
                SigningSecretMadeAt = a.SigningSecretMadeAt ?? a.CreatedAt,
                FormerSigningSecretUntil = a.FormerSigningSecretUntil,
                BankAccountNumber = a.BankAccountNumber,
                BankAccountOptions = a.BankAccountOptions,
                ConnectStep = a.ConnectStep,
                LoginAttempts = a.LoginAttempts,
            })
            .SingleOrDefaultAsync(cancellationToken);
    }
}
