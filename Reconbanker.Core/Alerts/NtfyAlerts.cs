using System.Text.Json;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Alerts;

/// <summary>Alerts to a phone by ntfy, of ntfy.sh or of a server of one's own.</summary>
/// <remarks>As JSON to the server's root: its headers hold ASCII alone, and a topic in the path would stand in the logs of proxies.</remarks>
public sealed class NtfyAlerts(Vault vault) : AlertChannel
{
    public const string UsualServer = "https://ntfy.sh";

    // "max": it goes through a phone's quiet mode where that allows it. The code is good for minutes.
    private const int Priority = 5;

    public override string Name => "ntfy";

    public override bool IsOn(AlertTarget target) => target is { SendsNtfy: true, NtfyServer: not null, SealedNtfyTopic: not null };

    public override WebhookRequest Write(AlertTarget target, Alert alert, string id) => new(
        new Uri(target.NtfyServer!),
        id,
        JsonSerializer.SerializeToUtf8Bytes(Message(target, alert), JsonSerializerOptions.Default),
        AuthScheme.Bearer,
        target.SealedNtfyToken is { } token ? vault.Open(token, AlertSecrets.NtfyToken(target.UserId)) : null,
        []);

    private Dictionary<string, object> Message(AlertTarget target, Alert alert)
    {
        var message = new Dictionary<string, object>
        {
            ["topic"] = vault.Open(target.SealedNtfyTopic!, AlertSecrets.NtfyTopic(target.UserId)).Reveal(),
            ["title"] = alert.Title,
            ["message"] = alert.Text,
            ["priority"] = Priority,
            ["tags"] = new[] { "bell" },
        };
        if (alert.Link is { } link)
        {
            message["click"] = link.AbsoluteUri;
            message["actions"] = new[] { new { action = "view", label = alert.LinkText, url = link.AbsoluteUri, clear = true } };
        }

        return message;
    }
}
