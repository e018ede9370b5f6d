using Microsoft.AspNetCore.Components;
using MudBlazor;
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
            if (!await dialogs.ConfirmAsync(blocked))
            {
                return;
            }

            outcome = await sessions.RunNowAsync(OwnerId, Row.Id, allowOneAttempt: true, CancellationToken.None);
        }

        snackbar.Say(outcome);
    });

    private Task StopAsync() => WhileBusyAsync(async () =>
    {
        await sessions.StopRunAsync(OwnerId, Row.Id, CancellationToken.None);
        snackbar.Add(SessionTexts.Stopped, Severity.Info);
    });

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
