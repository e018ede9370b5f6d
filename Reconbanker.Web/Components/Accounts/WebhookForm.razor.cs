using Microsoft.AspNetCore.Components;
using MudBlazor;
using Reconbanker.Core.Accounts;
using Reconbanker.Web.Demo;

namespace Reconbanker.Web.Components.Accounts;

/// <summary>Where an account's events go, and how they prove where they come from.</summary>
public sealed partial class WebhookForm(WebhookSettings webhooks, DemoSite demo, ISnackbar snackbar)
{
    private string? _url;
    private AuthScheme _scheme;
    private string? _token;
    private bool _hasToken;
    private bool _forgetToken;
    private bool _isSaving;
    private SettingsProblem? _problem;

    [Parameter, EditorRequired]
    public required Guid OwnerId { get; set; }

    [Parameter, EditorRequired]
    public required Guid AccountId { get; set; }

    [Parameter, EditorRequired]
    public required string? Url { get; set; }

    [Parameter, EditorRequired]
    public required AuthScheme Scheme { get; set; }

    [Parameter, EditorRequired]
    public required bool HasToken { get; set; }

    [Parameter]
    public string SaveText { get; set; } = SharedTexts.Save;

    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>Further buttons.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    // Null while the demo is off.
    private string? DemoShop => demo.ShopWebhookAddress?.AbsoluteUri;

    private bool IsUrlProblem => _problem is { } problem && problem != SettingsProblem.TokenNotPrintable;

    private string? ProblemText => _problem is { } problem ? AccountWords.Problem(problem) : null;

    protected override void OnInitialized() => (_url, _scheme, _hasToken) = (Url, Scheme, HasToken);

    private async Task SaveAsync()
    {
        _isSaving = true;
        var outcome = await webhooks.SaveAsync(OwnerId, AccountId, _url, _scheme, _token, _forgetToken, CancellationToken.None);
        _isSaving = false;
        _problem = (outcome as SaveOutcome.Refused)?.Problem;
        if (outcome is SaveOutcome.Saved)
        {
            _hasToken = !string.IsNullOrWhiteSpace(_token) || (_hasToken && !_forgetToken);
            (_token, _forgetToken) = (null, false);
            snackbar.Add(SharedTexts.Saved, Severity.Success);
            await Saved.InvokeAsync();
        }
    }
}
