using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core.Data;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Web.Components.Webhooks;

/// <summary>Every event of the owner's on its way to a webhook: what became of it, and sending it again.</summary>
/// <remarks>The address says what is shown, so that a link, a reload and the way back lead to the same.</remarks>
public sealed partial class DeliveriesPage(
    Outbox outbox, WebhookPauses pauses, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation, TimeProvider clock)
{
    private Dictionary<DeliveryState, int>? _counts;
    private List<WebhookAccount> _webhooks = [];
    private int _failed;

    /// <summary>Name of a <see cref="DeliveryState"/>; anything else is all of them.</summary>
    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private Guid? Account { get; set; }

    /// <summary>A moment such as "2026-11-22T18:30", of this machine's zone.</summary>
    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? Until { get; set; }

    private DeliveryFilter Filter => new(OwnerId)
    {
        AccountId = Account,
        State = ListAddress.State<DeliveryState>(State),
        From = ListAddress.Moment(From, clock.LocalTimeZone),
        Until = ListAddress.Moment(Until, clock.LocalTimeZone),
    };

    private bool IsNarrowed => Filter is not { AccountId: null, State: null, From: null, Until: null };

    private int Shown => Filter.State is { } state ? _counts!.GetValueOrDefault(state) : _counts!.Values.Sum();

    private string Count(DeliveryState? state) =>
        (state is { } one ? _counts!.GetValueOrDefault(one) : _counts!.Values.Sum()).ToString("N0", CultureInfo.CurrentCulture);

    private static string? Tone(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => "success",
        DeliveryState.Failed => "error",
        DeliveryState.Waiting => "info",
        _ => null,
    };

    protected override async Task ReadAsync(ReconbankerDb db)
    {
        var allStates = Filter with { State = null };
        _webhooks = await db.Accounts
            .Where(a => a.OwnerId == OwnerId)
            .OrderBy(a => a.Name)
            .Select(a => new WebhookAccount(a.Id, a.Name, a.SealedWebhookUrl == null || a.WebhookPausedAt != null))
            .ToListAsync(Closed);
        _failed = await outbox.CountAllAgainAsync(allStates with { State = DeliveryState.Failed }, Closed);
        _counts = await allStates.Of(db)
            .GroupBy(d => d.State)
            .Select(group => new { State = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.State, group => group.Count, Closed);
    }

    private void Narrow((string Name, object? Value) change) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [change.Name] = change.Value }), replace: true);

    private Task SendFailedAgainAsync() => SendAgainAsync(Filter with { State = DeliveryState.Failed });

    private async Task SendAgainAsync(DeliveryFilter which)
    {
        var count = await outbox.CountAllAgainAsync(which, Closed);
        if (count == 0)
        {
            snackbar.Add(WebhookTexts.NothingToSend, Severity.Info);
        }
        else if (await AskAsync(
            WebhookWords.Count(WebhookTexts.SendAllTitle, count), WebhookTexts.SendAllText, WebhookWords.Count(WebhookTexts.SendAllConfirm, count)))
        {
            var sent = await outbox.SendAllAgainAsync(which, CancellationToken.None);
            snackbar.Add(WebhookWords.Count(WebhookTexts.SendAllDone, sent), Severity.Success);
        }
    }

    private async Task PauseAsync(WebhookAccount webhook)
    {
        if (await AskAsync(string.Format(CultureInfo.CurrentCulture, WebhookTexts.PauseTitle, webhook.Name), WebhookTexts.PauseText, WebhookTexts.Pause))
        {
            await pauses.PauseAsync(OwnerId, webhook.Id, CancellationToken.None);
        }
    }

    private async Task<bool> AskAsync(string title, string text, string yes) =>
        await dialogs.ShowMessageBoxAsync(title, text, yes, cancelText: SharedTexts.Cancel) == true;
}

/// <summary>An account as the deliveries page lists it.</summary>
/// <param name="IsPaused">Whether nothing is sent that could be paused: it is already, or it has no webhook.</param>
public sealed record WebhookAccount(Guid Id, string Name, bool IsPaused);
