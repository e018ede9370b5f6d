using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Reconbanker.Core.Data;
using Reconbanker.Core.Sessions;
using Reconbanker.Web.Components.Accounts;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>Runs an account now, or stops it. On a blocked account it says first what one more attempt may cost.</summary>
public sealed partial class RunButton(SessionSupervisor sessions, IDialogService dialogs, ISnackbar snackbar)
{
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required Guid OwnerId { get; set; }

    [Parameter, EditorRequired]
    public required AccountRow Row { get; set; }

    private Task RunAsync() => WhileBusyAsync(async () =>
    {
        var outcome = await sessions.RunNowAsync(OwnerId, Row.Id, allowOneAttempt: false, CancellationToken.None);
        if (outcome is RunNowOutcome.Blocked blocked)
        {
            if (!await ConfirmAsync(blocked))
            {
                return;
            }

            outcome = await sessions.RunNowAsync(OwnerId, Row.Id, allowOneAttempt: true, CancellationToken.None);
        }

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
    });

    private Task StopAsync() => WhileBusyAsync(async () =>
    {
        await sessions.StopRunAsync(OwnerId, Row.Id, CancellationToken.None);
        snackbar.Add(SessionTexts.Stopped, Severity.Info);
    });

    private async Task<bool> ConfirmAsync(RunNowOutcome.Blocked blocked)
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

    private async Task WhileBusyAsync(Func<Task> act)
    {
        _isBusy = true;
        try
        {
            await act();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
