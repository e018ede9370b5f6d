using System.Globalization;
using MudBlazor;
using Reconbanker.Core.Webhooks;
using Reconbanker.Web.Components.Webhooks;

namespace Reconbanker.Web.Components.Notifications;

/// <summary>What became of a test, in words.</summary>
internal static class NotificationWords
{
    /// <param name="answer">Null when that way is not switched on.</param>
    public static void Tell(ISnackbar snackbar, WebhookAnswer? answer) => snackbar.Add(
        answer switch
        {
            null => NotificationTexts.TestOff,
            { Outcome: AttemptOutcome.Delivered } => NotificationTexts.TestSent,
            _ => string.Format(CultureInfo.CurrentCulture, NotificationTexts.TestFailed, WebhookWords.Name(answer.Outcome, answer.StatusCode)),
        },
        answer?.Outcome == AttemptOutcome.Delivered ? Severity.Success : Severity.Warning);
}
