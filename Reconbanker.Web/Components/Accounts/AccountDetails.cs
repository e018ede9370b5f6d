using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;

namespace Reconbanker.Web.Components.Accounts;

/// <summary>What the settings of one account show; no secret is among it.</summary>
public sealed record AccountDetails(Guid Id, string Name, string BankCode)
{
    public required DateTimeOffset? CredentialsSavedAt { get; init; }
    public required SessionType SessionType { get; init; }
    public required LoginMode LoginMode { get; init; }
    public required string? WebhookUrl { get; init; }
    public required AuthScheme WebhookAuthScheme { get; init; }
    public required bool HasWebhookToken { get; init; }
    public required string? BankAccountNumber { get; init; }
    public required IReadOnlyList<BankAccountOption> BankAccountOptions { get; init; }
    public required ConnectStep? ConnectStep { get; init; }
    public required int LoginAttempts { get; init; }

    /// <summary>Null when there is no such account, or it is not the owner's.</summary>
    public static Task<AccountDetails?> ReadAsync(ReconbankerDb db, Guid ownerId, Guid accountId, CancellationToken cancellationToken) =>
        db.Accounts
            .Where(a => a.OwnerId == ownerId && a.Id == accountId)
            .Select(a => new AccountDetails(a.Id, a.Name, a.BankCode)
            {
                CredentialsSavedAt = a.CredentialsSavedAt,
                SessionType = a.SessionType,
                LoginMode = a.LoginMode,
                WebhookUrl = a.WebhookUrl,
                WebhookAuthScheme = a.WebhookAuthScheme,
                HasWebhookToken = a.SealedWebhookToken != null,
                BankAccountNumber = a.BankAccountNumber,
                BankAccountOptions = a.BankAccountOptions,
                ConnectStep = a.ConnectStep,
                LoginAttempts = a.LoginAttempts,
            })
            .SingleOrDefaultAsync(cancellationToken);
}
