using Microsoft.AspNetCore.Components;
using MudBlazor;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Payments;
using Reconbanker.Web.Components.Accounts;
using Reconbanker.Web.Demo;

namespace Reconbanker.Web.Components.Polls;

/// <summary>Where an account's pending payments are asked for; can be tried before anything is saved.</summary>
public sealed partial class EndpointForm(PaymentSettings settings, DemoSite demo, IDialogService dialogs, ISnackbar snackbar)
{
    private MudTextField<string>? _urlField;
    private string? _url;
    private PollMethod _method;
    private string? _body;
    private AuthScheme _scheme;
    private string? _token;
    private bool _forgetToken;
    private bool _isBusy;
    private bool _isTesting;
    private SettingsProblem? _problem;
    private EndpointTest.Asked? _tested;

    [Parameter, EditorRequired]
    public required Guid OwnerId { get; set; }

    [Parameter, EditorRequired]
    public required Guid AccountId { get; set; }

    [Parameter, EditorRequired]
    public required PaymentsDetails Details { get; set; }

    [Parameter]
    public string SaveText { get; set; } = PollTexts.SaveEndpoint;

    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>Further buttons.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    // Null while the demo is off.
    private string? DemoShop => demo.ShopPaymentsAddress?.AbsoluteUri;

    private bool IsBodyProblem => _problem is SettingsProblem.PaymentsBodyNoJson or SettingsProblem.PaymentsBodyTooLong;

    private bool IsUrlProblem => _problem is { } problem && problem != SettingsProblem.TokenNotPrintable && !IsBodyProblem;

    private string? ProblemText => _problem is { } problem ? AccountWords.Problem(problem) : null;

    private PaymentChoices Choices => new(_url, _method, _method == PollMethod.Post ? _body : null, _scheme, _token, _forgetToken);

    protected override void OnInitialized() => (_url, _method, _body, _scheme) = (Details.Url, Details.Method, Details.Body, Details.Scheme);

    private async Task SaveAsync()
    {
        _isBusy = true;
        var outcome = await settings.SaveAsync(OwnerId, AccountId, Choices, CancellationToken.None);
        _isBusy = false;
        _problem = (outcome as SaveOutcome.Refused)?.Problem;
        await ShowProblemAsync();
        if (outcome is SaveOutcome.Saved)
        {
            (_token, _forgetToken, _tested) = (null, false, null);
            snackbar.Add(SharedTexts.Saved, Severity.Success);
            await Saved.InvokeAsync();
        }
    }

    private async Task TestAsync()
    {
        (_isBusy, _isTesting, _tested) = (true, true, null);
        var outcome = await settings.TestAsync(OwnerId, AccountId, Choices, CancellationToken.None);
        (_isBusy, _isTesting) = (false, false);
        _problem = (outcome as EndpointTest.Refused)?.Problem;
        _tested = outcome as EndpointTest.Asked;
        await ShowProblemAsync();
    }

    /// <summary>The field stands above the buttons, on a phone out of sight.</summary>
    private ValueTask ShowProblemAsync() => IsUrlProblem && _urlField is not null ? _urlField.FocusAsync() : ValueTask.CompletedTask;

    private async Task RemoveAsync()
    {
        if (await dialogs.ShowMessageBoxAsync(PollTexts.RemoveTitle, PollTexts.RemoveText, PollTexts.Remove, cancelText: SharedTexts.Cancel) == true
            && await settings.RemoveAsync(OwnerId, AccountId, CancellationToken.None) is SaveOutcome.Saved)
        {
            (_url, _body, _token, _tested) = (null, null, null, null);
            snackbar.Add(PollTexts.Removed, Severity.Success);
            await Saved.InvokeAsync();
        }
    }
}
