using Microsoft.AspNetCore.Components;
using MudBlazor;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Alerts;
using Reconbanker.Web.Components.Accounts;

namespace Reconbanker.Web.Components.Notifications;

/// <summary>Notifications as JSON to a system of the user's.</summary>
public sealed partial class AlertWebhookForm(AlertSettings alerts, ISnackbar snackbar)
{
    private bool _isOn;
    private string? _url;
    private AuthScheme _scheme;
    private string? _token;
    private bool _hasToken;
    private bool _forgetToken;
    private bool _hasSecret;
    private string? _secret;
    private bool _isTesting;
    private SettingsProblem? _problem;

    [Parameter, EditorRequired]
    public required Guid UserId { get; set; }

    [Parameter, EditorRequired]
    public required AlertDetails Details { get; set; }

    /// <summary>What links begin with.</summary>
    [Parameter, EditorRequired]
    public required Uri Dashboard { get; set; }

    private bool IsUrlProblem => _problem is { } problem && problem != SettingsProblem.TokenNotPrintable;

    private string? ProblemText => _problem is { } problem ? AccountWords.Problem(problem) : null;

    protected override void OnInitialized()
    {
        (_isOn, _url, _scheme, _hasToken) = (Details.SendsWebhook, Details.WebhookUrl, Details.WebhookAuthScheme, Details.HasWebhookToken);
        _hasSecret = Details.SigningSecret is not null;
    }

    private async Task SaveAsync()
    {
        _problem = await alerts.SaveWebhookAsync(UserId, _isOn, _url, _scheme, _token, _forgetToken, Dashboard.AbsoluteUri, CancellationToken.None);
        if (_problem is null)
        {
            _hasToken = !string.IsNullOrWhiteSpace(_token) || (_hasToken && !_forgetToken);
            (_token, _forgetToken, _hasSecret) = (null, false, true);
            snackbar.Add(SharedTexts.Saved, Severity.Success);
        }
    }

    private async Task TestAsync()
    {
        _isTesting = true;
        var answer = await alerts.SendTestAsync<WebhookAlerts>(UserId, Dashboard, CancellationToken.None);
        _isTesting = false;
        NotificationWords.Tell(snackbar, answer);
    }

    private async Task ShowSecretAsync() => _secret = (await alerts.ReadAsync(UserId, CancellationToken.None)).SigningSecret?.Reveal();

    private async Task RenewSecretAsync()
    {
        await alerts.RenewSigningSecretAsync(UserId, Dashboard.AbsoluteUri, CancellationToken.None);
        await ShowSecretAsync();
    }
}
