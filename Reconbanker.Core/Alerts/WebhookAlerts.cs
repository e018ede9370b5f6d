using System.Text.Json;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Alerts;

/// <summary>Alerts as JSON to an address of the user's, authorized and signed as the events of their accounts are.</summary>
public sealed class WebhookAlerts(Vault vault) : AlertChannel
{
    public override string Name => "webhook";

    public override bool IsOn(AlertTarget target) => target is { SendsWebhook: true, SealedWebhookUrl: not null, SealedSigningSecret: not null };

    public override WebhookRequest Write(AlertTarget target, Alert alert, string id) => new(
        new Uri(vault.Open(target.SealedWebhookUrl!, AlertSecrets.WebhookUrl(target.UserId)).Reveal()),
        id,
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                account_id = alert.AccountId,
                type = alert.Type,
                status = alert.Status,
                data = alert.Data,
                occurred_at = alert.OccurredAt,
            },
            JsonSerializerOptions.Default),
        target.WebhookAuthScheme,
        target.SealedWebhookToken is { } token ? vault.Open(token, AlertSecrets.WebhookToken(target.UserId)) : null,
        [vault.Open(target.SealedSigningSecret!, AlertSecrets.SigningSecret(target.UserId))]);
}
