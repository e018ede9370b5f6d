using System.Security.Cryptography;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Webhooks;

/// <summary>An attempt that is recorded as begun.</summary>
/// <param name="Account">As it was then.</param>
/// <param name="Delivery">As it was recorded then.</param>
/// <param name="FormerDueAt">When the attempt was due.</param>
/// <param name="Request">Null when there is none.</param>
/// <param name="Problem">Why there is none.</param>
public sealed record BegunAttempt(
    Account Account, Delivery Delivery, Attempt Attempt, DateTimeOffset FormerDueAt, WebhookRequest? Request, AttemptOutcome Problem);

/// <summary>What all requests to an account's webhook share, with its secrets opened once.</summary>
internal sealed record WebhookTarget(Uri? Url, AuthScheme Scheme, SecretText? Token, IReadOnlyList<SecretText> SigningSecrets, AttemptOutcome Problem)
{
    public static WebhookTarget Open(Account account, Vault vault, DateTimeOffset now)
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

            secrets.ForEach(secret => Security.SigningSecrets.KeyOf(secret));
            if (token?.Reveal().All(character => character is >= ' ' and <= '~') is false)
            {
                return None(AttemptOutcome.SecretUnusable);
            }

            return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
                && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
                ? new(url, account.WebhookAuthScheme, token, secrets, default)
                : None(AttemptOutcome.AddressNotAllowed);
        }
        catch (CryptographicException)
        {
            return None(AttemptOutcome.SecretUnusable);
        }
    }

    public WebhookRequest? Request(Delivery delivery) =>
        Url is null ? null : new WebhookRequest(Url, delivery.EventId, delivery.Body, Scheme, Token, SigningSecrets);

    private static WebhookTarget None(AttemptOutcome problem) => new(null, default, null, [], problem);
}
