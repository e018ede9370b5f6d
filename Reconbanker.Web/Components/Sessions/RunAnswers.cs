using System.Globalization;
using MudBlazor;
using Reconbanker.Core.Data;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>What a person is told and asked who wants an account to run now.</summary>
internal static class RunAnswers
{
    public static void Say(this ISnackbar snackbar, RunNowOutcome outcome)
    {
        var (text, severity) = outcome switch
        {
            RunNowOutcome.Started => (SessionTexts.Started, Severity.Success),
            RunNowOutcome.AlreadyRunning => (SessionTexts.AlreadyRunning, Severity.Info),
            RunNowOutcome.CannotStore { Problem: StorageProblem.DiskFull or StorageProblem.LittleRoom } => (SessionTexts.LittleRoom, Severity.Error),
            RunNowOutcome.CannotStore => (SessionTexts.CannotStore, Severity.Error),
            RunNowOutcome.CredentialsMissing => (SessionTexts.CredentialsMissing, Severity.Warning),
            _ => (SharedTexts.NotFoundTitle, Severity.Error),
        };
        snackbar.Add(text, severity);
    }

    /// <summary>Says what one more attempt may cost.</summary>
    public static async Task<bool> ConfirmAsync(this IDialogService dialogs, RunNowOutcome.Blocked blocked)
    {
        var format = blocked.LeftAtBank switch
        {
            0 => SessionTexts.BlockedTextLocked,
            1 => SessionTexts.BlockedTextLast,
            _ => SessionTexts.BlockedText,
        };
        var text = string.Format(CultureInfo.CurrentCulture, format, blocked.Attempts, blocked.LeftAtBank);
        return await dialogs.ShowMessageBoxAsync(SessionTexts.BlockedTitle, text, SessionTexts.BlockedRun, cancelText: SharedTexts.Cancel) == true;
    }
}
