using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Alerts;

/// <summary>A way by which alerts reach people: one class each.</summary>
public abstract class AlertChannel
{
    /// <summary>As it stands in the log.</summary>
    public abstract string Name { get; }

    /// <summary>Whether its user wants alerts by this channel, and it can be used.</summary>
    public abstract bool IsOn(AlertTarget target);

    /// <summary>What is sent; secrets are opened for it.</summary>
    /// <param name="id">The same however often it is tried.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A secret does not open.</exception>
    public abstract WebhookRequest Write(AlertTarget target, Alert alert, string id);
}
