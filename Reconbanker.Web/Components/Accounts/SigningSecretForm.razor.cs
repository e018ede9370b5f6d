using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Reconbanker.Core.Accounts;

namespace Reconbanker.Web.Components.Accounts;

/// <summary>The secret that signs an account's events: shown when asked for, made anew, with the one before valid for a while.</summary>
public sealed partial class SigningSecretForm(WebhookSettings webhooks, IDialogService dialogs, ISnackbar snackbar, TimeProvider clock)
{
    private static readonly TimeSpan[] Overlaps =
        [TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromDays(3), TimeSpan.FromDays(7)];

    private TimeSpan _overlap = TimeSpan.FromHours(24);
    private string? _secret;

    [Parameter, EditorRequired]
    public required Guid OwnerId { get; set; }

    [Parameter, EditorRequired]
    public required Guid AccountId { get; set; }

    [Parameter, EditorRequired]
    public required DateTimeOffset MadeAt { get; set; }

    /// <summary>Until when the secret before is valid too; may have passed.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset? FormerUntil { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    private static string Name(TimeSpan overlap) => overlap switch
    {
        { Ticks: 0 } => AccountTexts.Overlap_None,
        { TotalHours: <= 24 } => string.Format(CultureInfo.CurrentCulture, AccountTexts.Overlap_Hours, overlap.TotalHours),
        _ => string.Format(CultureInfo.CurrentCulture, AccountTexts.Overlap_Days, overlap.TotalDays),
    };

    private async Task ShowAsync()
    {
        var secret = await webhooks.ReadSigningSecretAsync(OwnerId, AccountId, CancellationToken.None);
        _secret = secret?.Reveal();
        if (secret is null)
        {
            snackbar.Add(AccountTexts.SecretUnreadable, Severity.Warning);
        }
    }

    private async Task RenewAsync()
    {
        var text = _overlap > TimeSpan.Zero ? AccountTexts.NewSecretText : AccountTexts.NewSecretAtOnce;
        if (await dialogs.ShowMessageBoxAsync(AccountTexts.NewSecretTitle, text, AccountTexts.NewSecret, cancelText: SharedTexts.Cancel) == true
            && await webhooks.RenewSigningSecretAsync(OwnerId, AccountId, _overlap, CancellationToken.None) is SaveOutcome.Saved)
        {
            snackbar.Add(AccountTexts.NewSecretDone, Severity.Success);
            await ShowAsync();
            await Changed.InvokeAsync();
        }
    }

    private async Task EndOverlapAsync()
    {
        if (await webhooks.EndOverlapAsync(OwnerId, AccountId, CancellationToken.None) is SaveOutcome.Saved)
        {
            snackbar.Add(AccountTexts.OverlapEnded, Severity.Success);
            await Changed.InvokeAsync();
        }
    }
}
