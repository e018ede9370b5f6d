using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Alerts;
using Reconbanker.Web.Components.Accounts;

namespace Reconbanker.Web.Components.Notifications;

/// <summary>Notifications to a phone by ntfy.</summary>
public sealed partial class NtfyForm(AlertSettings alerts, ISnackbar snackbar)
{
    private bool _isOn;
    private string? _server;
    private string? _topic;
    private string? _token;
    private bool _hasToken;
    private bool _forgetToken;
    private bool _isTesting;
    private SettingsProblem? _problem;

    [Parameter, EditorRequired]
    public required Guid UserId { get; set; }

    [Parameter, EditorRequired]
    public required AlertDetails Details { get; set; }

    /// <summary>What links begin with.</summary>
    [Parameter, EditorRequired]
    public required Uri Dashboard { get; set; }

    private string? ProblemText => _problem is { } problem ? AccountWords.Problem(problem) : null;

    protected override void OnInitialized() =>
        (_isOn, _server, _topic, _hasToken) = (Details.SendsNtfy, Details.NtfyServer ?? NtfyAlerts.UsualServer, Details.NtfyTopic, Details.HasNtfyToken);

    // Nobody guesses it, and on a server that is open to all it is the only key.
    private void MakeTopic() => _topic = $"reconbanker-{RandomNumberGenerator.GetHexString(20, lowercase: true)}";

    private async Task SaveAsync()
    {
        _problem = await alerts.SaveNtfyAsync(UserId, _isOn, _server, _topic, _token, _forgetToken, Dashboard.AbsoluteUri, CancellationToken.None);
        if (_problem is null)
        {
            _hasToken = !string.IsNullOrWhiteSpace(_token) || (_hasToken && !_forgetToken);
            (_token, _forgetToken) = (null, false);
            snackbar.Add(SharedTexts.Saved, Severity.Success);
        }
    }

    private async Task TestAsync()
    {
        _isTesting = true;
        var answer = await alerts.SendTestAsync<NtfyAlerts>(UserId, Dashboard, CancellationToken.None);
        _isTesting = false;
        NotificationWords.Tell(snackbar, answer);
    }
}
