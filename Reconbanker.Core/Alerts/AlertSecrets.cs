using Reconbanker.Core.Security;

namespace Reconbanker.Core.Alerts;

/// <summary>What binds each sealed value of an alert target to its place.</summary>
internal static class AlertSecrets
{
    public static SealContext WebhookUrl(Guid userId) => Of(nameof(AlertTarget.SealedWebhookUrl), userId);

    public static SealContext WebhookToken(Guid userId) => Of(nameof(AlertTarget.SealedWebhookToken), userId);

    public static SealContext SigningSecret(Guid userId) => Of(nameof(AlertTarget.SealedSigningSecret), userId);

    public static SealContext NtfyTopic(Guid userId) => Of(nameof(AlertTarget.SealedNtfyTopic), userId);

    public static SealContext NtfyToken(Guid userId) => Of(nameof(AlertTarget.SealedNtfyToken), userId);

    private static SealContext Of(string column, Guid userId) => SealContext.For(nameof(AlertTarget), column, userId);
}
