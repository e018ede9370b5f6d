using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Alerts;

/// <summary>What a user sees of where their alerts go.</summary>
/// <param name="NtfyTopic">Of ntfy's, with which a phone subscribes.</param>
public sealed record AlertDetails(
    bool SendsWebhook, string? WebhookUrl, AuthScheme WebhookAuthScheme, bool HasWebhookToken, SecretText? SigningSecret,
    bool SendsNtfy, string? NtfyServer, string? NtfyTopic, bool HasNtfyToken);

/// <summary>Where a user's alerts go. Every change is that user's own.</summary>
public sealed partial class AlertSettings(
    IDbContextFactory<ReconbankerDb> databases, Vault vault, OutboundGuard guard, IEnumerable<AlertChannel> channels, Alerter alerter, TimeProvider clock)
{
    public const int AddressMaxLength = WebhookUrlCheck.UrlMaxLength;

    public async Task<AlertDetails> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var target = await db.AlertTargets.AsNoTracking().SingleOrDefaultAsync(t => t.UserId == userId, cancellationToken) ?? new() { UserId = userId };
        return new AlertDetails(
            target.SendsWebhook,
            vault.OpenOrNull(target.SealedWebhookUrl, AlertSecrets.WebhookUrl(userId))?.Reveal(),
            target.WebhookAuthScheme,
            target.SealedWebhookToken is not null,
            vault.OpenOrNull(target.SealedSigningSecret, AlertSecrets.SigningSecret(userId)),
            target.SendsNtfy,
            target.NtfyServer,
            vault.OpenOrNull(target.SealedNtfyTopic, AlertSecrets.NtfyTopic(userId))?.Reveal(),
            target.SealedNtfyToken is not null);
    }

    /// <param name="isOn">Whether alerts go there; what is saved stays when not.</param>
    /// <param name="token">Null or empty keeps the one that is saved.</param>
    /// <param name="forgetToken">Removes the one that is saved.</param>
    /// <param name="dashboard">The address by which the user sees the dashboard now.</param>
    public async Task<SettingsProblem?> SaveWebhookAsync(
        Guid userId, bool isOn, string? url, AuthScheme scheme, string? token, bool forgetToken, string dashboard, CancellationToken cancellationToken)
    {
        (url, token) = (TypedText.Trimmed(url), TypedText.Trimmed(token));
        if ((isOn || url is not null) && await WebhookUrlCheck.ProblemAsync(guard, url, token, cancellationToken) is { } problem)
        {
            return problem;
        }

        await ChangeAsync(
            userId,
            dashboard,
            target =>
            {
                (target.SendsWebhook, target.WebhookAuthScheme) = (isOn, scheme);
                target.SealedWebhookUrl = Seal(url, AlertSecrets.WebhookUrl(userId));
                target.SealedWebhookToken = Seal(token, AlertSecrets.WebhookToken(userId)) ?? (forgetToken ? null : target.SealedWebhookToken);
                target.SealedSigningSecret ??= vault.Seal(SigningSecrets.Make(), AlertSecrets.SigningSecret(userId));
            },
            cancellationToken);
        return null;
    }

    /// <summary>As for the webhook.</summary>
    /// <param name="server">Null or empty for <see cref="NtfyAlerts.UsualServer"/>.</param>
    /// <param name="topic">Letters, digits, hyphens and underscores, at most 64.</param>
    public async Task<SettingsProblem?> SaveNtfyAsync(
        Guid userId, bool isOn, string? server, string? topic, string? token, bool forgetToken, string dashboard, CancellationToken cancellationToken)
    {
        (server, topic, token) = (TypedText.Trimmed(server) ?? NtfyAlerts.UsualServer, TypedText.Trimmed(topic), TypedText.Trimmed(token));
        if ((isOn || topic is not null) && await NtfyProblemAsync(server, topic ?? "", token, cancellationToken) is { } problem)
        {
            return problem;
        }

        await ChangeAsync(
            userId,
            dashboard,
            target =>
            {
                (target.SendsNtfy, target.NtfyServer) = (isOn, server);
                target.SealedNtfyTopic = Seal(topic, AlertSecrets.NtfyTopic(userId));
                target.SealedNtfyToken = Seal(token, AlertSecrets.NtfyToken(userId)) ?? (forgetToken ? null : target.SealedNtfyToken);
            },
            cancellationToken);
        return null;
    }

    /// <summary>Makes a new signing secret; the one before is void at once.</summary>
    public Task RenewSigningSecretAsync(Guid userId, string dashboard, CancellationToken cancellationToken) => ChangeAsync(
        userId,
        dashboard,
        target => target.SealedSigningSecret = vault.Seal(SigningSecrets.Make(), AlertSecrets.SigningSecret(userId)),
        cancellationToken);

    /// <summary>Sends a test by one channel, whatever the saved switch of others says.</summary>
    /// <param name="dashboard">Where the test's link leads.</param>
    /// <returns>What came back; null when that channel is off.</returns>
    public async Task<WebhookAnswer?> SendTestAsync<TChannel>(Guid userId, Uri dashboard, CancellationToken cancellationToken)
        where TChannel : AlertChannel
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var target = await db.AlertTargets.AsNoTracking().SingleOrDefaultAsync(t => t.UserId == userId, cancellationToken);
        var channel = channels.OfType<TChannel>().Single();
        if (target is null || !channel.IsOn(target))
        {
            return null;
        }

        var alert = new Alert(null, "test", "test", AlertTexts.TestTitle, AlertTexts.TestText, clock.GetUtcNow())
        {
            Link = new Uri(dashboard, "settings/notifications"),
            LinkText = AlertTexts.Open,
        };
        return await alerter.SendAsync(channel, target, alert, $"alert_{Guid.CreateVersion7():N}", cancellationToken);
    }

    private async Task<SettingsProblem?> NtfyProblemAsync(string server, string topic, string? token, CancellationToken cancellationToken)
    {
        if (!Topic().IsMatch(topic))
        {
            return SettingsProblem.NtfyTopicUnusable;
        }

        if (!WebhookUrlCheck.IsToken(token))
        {
            return SettingsProblem.TokenNotPrintable;
        }

        return server.Length > AddressMaxLength ? SettingsProblem.NtfyServerUnusable : await guard.CheckAsync(server, cancellationToken) switch
        {
            OutboundCheck.Allowed => null,
            OutboundCheck.PrivateAddress => SettingsProblem.NtfyServerPrivate,
            _ => SettingsProblem.NtfyServerUnusable,
        };
    }

    private async Task ChangeAsync(Guid userId, string dashboard, Action<AlertTarget> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var target = await db.AlertTargets.SingleOrDefaultAsync(t => t.UserId == userId, cancellationToken);
        target ??= db.AlertTargets.Add(new AlertTarget { UserId = userId }).Entity;
        change(target);
        target.SavedAddress = dashboard;
        await db.SaveChangesAsync(cancellationToken);
    }

    private string? Seal(string? text, SealContext place) => text is null ? null : vault.Seal(new SecretText(text), place);

    [GeneratedRegex("^[-_A-Za-z0-9]{1,64}$")]
    private static partial Regex Topic();
}
