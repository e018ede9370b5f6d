using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Sessions;
using Reconbanker.Web.Components.Accounts;
using Reconbanker.Web.Components.Shared;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>Runs an account now, or stops it. On a blocked account it says first what one more attempt may cost.</summary>
public sealed partial class RunButton(
    SessionSupervisor sessions, LoginBudget budget, IDbContextFactory<ReconbankerDb> databases, IDialogService dialogs, ISnackbar snackbar)
{
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required Guid OwnerId { get; set; }

    [Parameter, EditorRequired]
    public required AccountRow Row { get; set; }

    private Task RunAsync() => WhileBusyAsync(async () =>
    {
        if (Row.Attention is { } attention && attention.IsBlock() && !await ConfirmAsync())
        {
            return;
        }

        var outcome = await sessions.RunNowAsync(OwnerId, Row.Id, CancellationToken.None);
        var (text, severity) = outcome switch
        {
            RunNowOutcome.Started => (SessionTexts.Started, Severity.Success),
            RunNowOutcome.AlreadyRunning => (SessionTexts.AlreadyRunning, Severity.Info),
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

    private async Task<bool> ConfirmAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == Row.Id && a.OwnerId == OwnerId);
        var left = budget.LeftAtBank(account);
        var text = string.Format(
            CultureInfo.CurrentCulture, left > 1 ? SessionTexts.BlockedText : SessionTexts.BlockedTextNone, account.LoginAttempts, left);
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
