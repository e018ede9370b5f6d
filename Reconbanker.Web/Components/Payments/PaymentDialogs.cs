using MudBlazor;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Components.Payments;

/// <summary>Decisions about a payment that ask once more, and for a reason. Each tells whether it was taken.</summary>
public sealed class PaymentDialogs(IDialogService dialogs, PaymentDecisions decisions)
{
    /// <param name="reason">What was typed already.</param>
    public Task<bool> CancelAsync(Guid ownerId, PendingPayment payment, string? reason = null) => AskAsync(
        PaymentsTexts.CancelTitle, PaymentsTexts.CancelText, PaymentsTexts.CancelPayment, isRequired: false, reason,
        why => decisions.CancelAsync(ownerId, payment.Id, why, CancellationToken.None));

    public Task<bool> UndoAsync(Guid ownerId, Guid paymentId) => AskAsync(
        PaymentsTexts.UndoTitle, PaymentsTexts.UndoText, PaymentsTexts.Undo, isRequired: true, reason: null,
        why => decisions.UndoAsync(ownerId, paymentId, why, CancellationToken.None));

    public async Task<bool> ForceAsync(PendingPayment payment) => await IsTakenAsync(await dialogs.ShowAsync<ForceDialog>(
        PaymentsTexts.ForceTitle,
        new DialogParameters<ForceDialog> { { d => d.Payment, payment } },
        new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true }));

    private async Task<bool> AskAsync(
        string title, string text, string confirm, bool isRequired, string? reason, Func<string?, Task<DecisionOutcome>> decide) =>
        await IsTakenAsync(await dialogs.ShowAsync<ReasonDialog>(title, new DialogParameters<ReasonDialog>
        {
            { d => d.Text, text },
            { d => d.Confirm, confirm },
            { d => d.IsReasonRequired, isRequired },
            { d => d.Reason, reason },
            { d => d.Decide, decide },
        }));

    private static async Task<bool> IsTakenAsync(IDialogReference dialog) => await dialog.Result is { Canceled: false };
}
