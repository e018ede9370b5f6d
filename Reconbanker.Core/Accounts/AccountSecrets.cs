using Reconbanker.Core.Security;

namespace Reconbanker.Core.Accounts;

/// <summary>What binds each sealed value of an account to its place: it opens in that column of that row and nowhere else.</summary>
internal static class AccountSecrets
{
    public static SealContext UserName(Guid accountId) => Of(nameof(Account.SealedUserName), accountId);

    public static SealContext Password(Guid accountId) => Of(nameof(Account.SealedPassword), accountId);

    public static SealContext WebhookUrl(Guid accountId) => Of(nameof(Account.SealedWebhookUrl), accountId);

    public static SealContext WebhookToken(Guid accountId) => Of(nameof(Account.SealedWebhookToken), accountId);

    public static SealContext SigningSecret(Guid accountId) => Of(nameof(Account.SealedSigningSecret), accountId);

    public static SealContext FormerSigningSecret(Guid accountId) => Of(nameof(Account.SealedFormerSigningSecret), accountId);

    public static SealContext PaymentsUrl(Guid accountId) => Of(nameof(Account.SealedPaymentsUrl), accountId);

    public static SealContext PaymentsBody(Guid accountId) => Of(nameof(Account.SealedPaymentsBody), accountId);

    public static SealContext PaymentsToken(Guid accountId) => Of(nameof(Account.SealedPaymentsToken), accountId);

    private static SealContext Of(string column, Guid accountId) => SealContext.For(nameof(Account), column, accountId);
}
