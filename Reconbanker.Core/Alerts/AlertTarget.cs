using Reconbanker.Core.Accounts;

namespace Reconbanker.Core.Alerts;

/// <summary>Where one user's alerts go. Without a row there are none.</summary>
public sealed class AlertTarget
{
    public required Guid UserId { get; init; }

    public bool SendsWebhook { get; set; }

    /// <summary>Vault text; the names of the sealed columns are part of what seals them.</summary>
    public string? SealedWebhookUrl { get; set; }
    public AuthScheme WebhookAuthScheme { get; set; }
    public string? SealedWebhookToken { get; set; }

    /// <summary>Key of the webhook's signatures, made when its address is first saved.</summary>
    public string? SealedSigningSecret { get; set; }

    public bool SendsNtfy { get; set; }
    public string? NtfyServer { get; set; }

    /// <summary>Sealed, since whoever knows it may read along on a server that is open to all.</summary>
    public string? SealedNtfyTopic { get; set; }
    public string? SealedNtfyToken { get; set; }

    /// <summary>The dashboard's address by which its user saved these settings, with the slash at its end.</summary>
    public string? SavedAddress { get; set; }
}
