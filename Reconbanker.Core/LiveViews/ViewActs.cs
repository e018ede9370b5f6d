using Reconbanker.Core.Browser;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.LiveViews;

/// <summary>What viewers do in the bank's browser, each time only if they may.</summary>
internal sealed class ViewActs(
    Audience audience, Control control, OpenWindows windows, PageQuestions questions, PageStir stir, Action<ViewNotice> notice)
{
    private volatile bool _isHumanNeeded;

    /// <summary>While false, nobody may do anything.</summary>
    public bool IsHumanNeeded
    {
        get => _isHumanNeeded;
        set => _isHumanNeeded = value;
    }

    public ControlState ControlOf(Viewer viewer) =>
        !audience.RightsOf(viewer.UserId).Control ? ControlState.WatchOnly
        : !IsHumanNeeded ? ControlState.NotNeeded
        : control.IsHeldBy(viewer) ? ControlState.Mine
        : control.Holder is not { } holder ? ControlState.Free
        : holder.UserId == viewer.UserId ? ControlState.MineElsewhere
        : ControlState.Taken;

    /// <summary>Null if the viewer is not in control. Reading alone does not count as acting.</summary>
    public PageElements? ElementsFor(Viewer viewer) => MayAct(viewer) && control.IsHeldBy(viewer) ? windows.Shown.Elements : null;

    public bool TakeControl(Viewer viewer) => MayAct(viewer) && control.TryTake(viewer, fromAnybody: audience.IsOwner(viewer.UserId));

    public bool AskForControl(Viewer viewer) => MayAct(viewer) && control.Ask(viewer);

    public bool Answer(Viewer viewer, PageDialog dialog, DialogAnswer answer, string? text) =>
        IsAdmitted(viewer) && questions.Answer(dialog, answer, text);

    public bool SignIn(Viewer viewer, PageDialog dialog, string userName, SecretText password) =>
        IsAdmitted(viewer) && questions.SignIn(dialog, userName, password);

    public bool GoBack(Viewer viewer) => Turn(viewer, window => Unanswered.Ignore(GoBackAsync(window)));

    public bool Reload(Viewer viewer) => Turn(viewer, window => window.History.Reload());

    public bool Fill(Viewer viewer, PickerField field, string? value) =>
        IsAdmitted(viewer) && (value is null || field.Takes(value)) && windows.Shown.Pickers.TryTake(field)
        && (value is null || Send(viewer, new ViewerInput.Fill(field, value)) == InputOutcome.Accepted);

    /// <summary>While everybody only watches, it pulls the page from under nobody's hand.</summary>
    public bool Show(Viewer viewer, OpenWindow window) =>
        audience.RightsOf(viewer.UserId).Control && (!IsHumanNeeded || control.Admits(viewer)) && windows.TryShow(window.Number);

    /// <summary>The window that the viewer may act in now; null if there is none.</summary>
    public PageWindow? WindowOf(Viewer viewer) =>
        IsAdmitted(viewer) && questions.Open is null && windows.Shown.Address.Trouble != PageTrouble.NotTheBank ? windows.Shown : null;

    public InputOutcome Send(Viewer viewer, ViewerInput input)
    {
        var window = windows.Shown;
        var outcome = !IsHumanNeeded ? InputOutcome.NotNeeded
            : !MayAct(viewer) || !control.Admits(viewer) ? InputOutcome.NotInControl
            : Check(window, viewer, input);
        if (outcome != InputOutcome.Accepted)
        {
            return outcome;
        }

        control.Count(input);
        stir.Note();
        return window.TryAdd(viewer, input) ? InputOutcome.Accepted : InputOutcome.TooMany;
    }

    /// <summary>Asked again for an input that had to wait.</summary>
    public bool Admits(PageWindow window, Viewer viewer, ViewerInput input) => Check(window, viewer, input) == InputOutcome.Accepted;

    private bool MayAct(Viewer viewer) => IsHumanNeeded && audience.RightsOf(viewer.UserId).Control;

    /// <summary>Whether the input may reach the window now; asked when it comes, and again when its turn has come.</summary>
    private InputOutcome Check(PageWindow window, Viewer viewer, ViewerInput input) =>
        !IsHumanNeeded ? InputOutcome.NotNeeded
        : !MayAct(viewer) || !control.IsHeldBy(viewer) ? InputOutcome.NotInControl
        : questions.Open is not null ? InputOutcome.PageBlocked
        : window.Address.Trouble == PageTrouble.NotTheBank ? InputOutcome.NotTheBank
        : window != windows.Shown || window.IsStale(viewer, input) ? InputOutcome.PageChanged
        : InputOutcome.Accepted;

    private bool IsAdmitted(Viewer viewer) => MayAct(viewer) && control.Admits(viewer);

    private bool Turn(Viewer viewer, Action<PageWindow> act)
    {
        var may = IsAdmitted(viewer) && questions.Open is null;
        if (may)
        {
            act(windows.Shown);
        }

        return may;
    }

    private async Task GoBackAsync(PageWindow window)
    {
        if (!await window.History.BackAsync(CancellationToken.None))
        {
            notice(new(ViewNoticeKind.NothingBefore));
        }
    }
}
