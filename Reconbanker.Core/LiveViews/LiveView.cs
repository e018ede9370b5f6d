using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// A bank's browser as people see it and act in it: one of its windows at a time for all viewers, one ordered way of inputs into it, one
/// person in control. It belongs to the session, not to who watches: viewers come and go, and so do windows that the bank opens.
/// </summary>
public sealed class LiveView : IAsyncDisposable
{
    private readonly Audience _audience;
    private readonly FrameNumbers _numbers = new();
    private readonly OpenWindows _windows;
    private readonly PageQuestions _questions;
    private readonly PageDownloads _downloads;
    private readonly Masking _masking;
    private readonly RateLimit _notices;
    private volatile bool _acceptsInput;
    private volatile bool _hasEnded;

    private LiveView(IPage page, CdpPage devTools, EgressRules? hosts, ViewAccess? access, Action<ViewAct> record, TimeProvider clock)
    {
        _audience = new(access, record);
        Control = new(record, clock);
        _notices = new(5, TimeSpan.FromSeconds(10), clock);
        _windows = new(
            new(page, devTools, _numbers, Admits, hosts, clock), _numbers, Admits, () => Control.Holder is not null, hosts, clock);
        _questions = new(page.Context, _windows, MaySomebodyCome, clock);
        _downloads = new(page.Context, clock);
        _windows.First.Tell(_downloads);
        _masking = new(() => _audience.KeptFromSecrets.Count > 0, _windows.Masks, clock);
        Control.Moved += OnControlMoved;
        Control.Changed += OnChanged;
        _windows.Changed += OnBrowserChanged;
        _windows.Ended += End;
        _windows.Noticed += Notice;
        _windows.Added += window => window.Tell(_downloads);
        _windows.CursorChanged += () => CursorChanged?.Invoke();
        _questions.Changed += OnBrowserChanged;
        _questions.Closed += Notice;
        _downloads.Refused += Notice;
        access?.Changed += OnAccessChanged;
    }

    /// <summary>Control, the dialog, a window, an address or the viewers changed: look again. Raised on any thread.</summary>
    public event Action? Changed;

    /// <summary>To be told to whoever looks. Raised on any thread, and seldom, however often it happens.</summary>
    public event Action<ViewNotice>? Noticed;

    /// <summary>The pointer has another shape. Raised on any thread.</summary>
    public event Action? CursorChanged;

    public Control Control { get; }

    /// <summary>The dialog that waits for an answer, of whichever window, if there is one.</summary>
    public PageDialog? Dialog => _questions.Open;

    /// <summary>The field that the person in control may fill with a picker of their own, if there is one.</summary>
    public PickerField? Picker => _windows.Shown.Pickers.Open;

    /// <summary>What the page wants the mouse's pointer to look like: a keyword of CSS.</summary>
    public string Cursor => _windows.Shown.Cursor.Shape;

    /// <summary>Whether the first window is gone: closed, crashed, or its session has ended. Nothing comes after that.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Where the page is that is shown now.</summary>
    public PageAddress Address => _windows.Shown.Address;

    /// <summary>The windows of the bank's browser, the first one first.</summary>
    public IReadOnlyList<OpenWindow> Windows => _windows.List();

    public int ViewerCount => _audience.Count;

    /// <summary>Who looks and may not see what is entered and amounts, which are masked for everybody as long as there is one. Each name once.</summary>
    public IReadOnlyList<string> MaskedFor => _audience.KeptFromSecrets;

    /// <summary>Whether a human is needed. While false, which it is at first, viewers only watch and nobody is in control.</summary>
    public bool AcceptsInput
    {
        get => _acceptsInput;
        set
        {
            if (_acceptsInput == value)
            {
                return;
            }

            _acceptsInput = value;
            if (!value)
            {
                Control.End();
                _questions.Close();
                _windows.TryShow(_windows.First.Number); // where the driver goes on
                Fit();
            }

            _windows.IsHumanNeeded = value;
            if (value)
            {
                Control.Resume(_audience.All);
            }

            Changed?.Invoke();
        }
    }

    /// <summary>A view of a page that may be anywhere, in which whoever joins may do everything, and of which there is no record.</summary>
    /// <inheritdoc cref="OpenAsync(IPage, EgressRules, ViewAccess, Action{ViewAct}, TimeProvider, CancellationToken)" path="//param | //exception"/>
    public static Task<LiveView> OpenAsync(IPage page, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(page, hosts: null, clock, cancellationToken);

    /// <summary>A view in which whoever joins may do everything, and of which there is no record.</summary>
    /// <inheritdoc cref="OpenAsync(IPage, EgressRules, ViewAccess, Action{ViewAct}, TimeProvider, CancellationToken)" path="//param | //exception"/>
    public static Task<LiveView> OpenAsync(IPage page, EgressRules? hosts, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(page, hosts, access: null, _ => { }, clock, cancellationToken);

    /// <param name="hosts">The bank's: on a page of any other nobody can do anything. Null if every host is.</param>
    /// <param name="access">Who may do what; null lets everybody do everything.</param>
    /// <param name="record">Told in their order who does what, with locks held: it must only note it.</param>
    /// <param name="clock">Paces the cast and ends control; not the page's own clock.</param>
    /// <exception cref="PlaywrightException">The page is closed.</exception>
    /// <exception cref="TimeoutException">The browser does not answer.</exception>
    public static async Task<LiveView> OpenAsync(
        IPage page, EgressRules? hosts, ViewAccess? access, Action<ViewAct> record, TimeProvider clock, CancellationToken cancellationToken)
    {
        var view = new LiveView(page, await CdpPage.AttachAsync(page, clock, cancellationToken), hosts, access, record, clock);
        try
        {
            await view._windows.First.EnableAsync(cancellationToken);
            return view;
        }
        catch
        {
            await view.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets a person watch. A window that joins has the control that its person has in another.</summary>
    /// <param name="shownWidth">See <see cref="Viewer.ShownWidth"/>; 0 if it is not known yet.</param>
    public Viewer Join(Guid userId, string userName, int shownWidth = 1280)
    {
        var viewer = new Viewer(this, userId, userName, shownWidth);
        Enter(viewer);
        return viewer;
    }

    /// <summary>Ends it for all viewers. The browser stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        Control.End();
        End();
        _questions.Close();
        _downloads.Dispose();
        await _masking.DisposeAsync();
        await _windows.DisposeAsync();
        _questions.Dispose();
        Control.Dispose();
    }

    /// <summary>The page that is shown now.</summary>
    internal IPage Page => _windows.Shown.Page;

    /// <summary>Null if the viewer is not in control. Reading alone does not count as acting.</summary>
    internal PageElements? ElementsFor(Viewer viewer) => MayAct(viewer) && Control.IsHeldBy(viewer) ? _windows.Shown.Elements : null;

    /// <summary>Whether the viewer has been shown a picture of the window that is shown now.</summary>
    internal bool HasSeen(Viewer viewer) => _windows.Shown.Stamps.IsOfThisPage(viewer.LastSeen);

    /// <summary>How many pictures have come so far.</summary>
    internal long LastSequence => _numbers.Last;

    internal void Take(ScreenFrame frame) => _windows.Shown.Cast.Take(frame);

    internal void Wake(Viewer viewer) => _windows.Shown.Cast.Wake(viewer.Feed);

    internal void Resize(Viewer viewer, int width) => _windows.Resize(viewer.Feed, width);

    /// <summary>Gives the page that is shown the size that is due to it; with nobody in control, it keeps the one that it has.</summary>
    internal void Fit()
    {
        var room = _audience.All.FirstOrDefault(Control.IsHeldBy)?.Room;
        if (room is not null || !AcceptsInput)
        {
            _windows.Shown.Fit(AcceptsInput ? room : null);
        }
    }

    internal void OnStalled(Viewer viewer)
    {
        Action<Viewer> tell = viewer.IsStalled ? Control.OnAway : Control.OnBack;
        tell(viewer);
    }

    /// <summary>Nothing is shown to who may not watch, or comes too late.</summary>
    internal void Enter(Viewer viewer)
    {
        if (_audience.Add(viewer))
        {
            _windows.Add(viewer.Feed);
            Control.OnJoined(viewer);
            OnChanged();
        }

        if (_hasEnded || !RightsOf(viewer).Watch)
        {
            viewer.Dispose();
        }
    }

    internal void Leave(Viewer viewer)
    {
        if (_audience.Remove(viewer))
        {
            _windows.Remove(viewer.Feed);
            Control.OnAway(viewer);
            OnChanged();
        }
    }

    internal ViewRights RightsOf(Viewer viewer) => _audience.RightsOf(viewer.UserId);

    internal bool IsOwner(Viewer viewer) => _audience.IsOwner(viewer.UserId);

    /// <summary>Whether the person may see the picture now.</summary>
    internal bool MaySee(Viewer viewer, ScreenFrame frame) => RightsOf(viewer) is { Watch: true } rights && (rights.Control || frame.IsMasked);

    internal ControlState ControlOf(Viewer viewer) =>
        !RightsOf(viewer).Control ? ControlState.WatchOnly
        : !AcceptsInput ? ControlState.NotNeeded
        : Control.IsHeldBy(viewer) ? ControlState.Mine
        : Control.Holder is not { } holder ? ControlState.Free
        : holder.UserId == viewer.UserId ? ControlState.MineElsewhere
        : ControlState.Taken;

    internal bool TakeControl(Viewer viewer) => MayAct(viewer) && Control.TryTake(viewer, fromAnybody: IsOwner(viewer));

    internal bool AskForControl(Viewer viewer) => MayAct(viewer) && Control.Ask(viewer);

    internal bool Answer(Viewer viewer, PageDialog dialog, DialogAnswer answer, string? text) =>
        IsAdmitted(viewer) && _questions.Answer(dialog, answer, text);

    internal bool SignIn(Viewer viewer, PageDialog dialog, string userName, SecretText password) =>
        IsAdmitted(viewer) && _questions.SignIn(dialog, userName, password);

    internal bool GoBack(Viewer viewer) => Turn(viewer, window => Unanswered.Ignore(GoBackAsync(window)));

    internal bool Reload(Viewer viewer) => Turn(viewer, window => window.History.Reload());

    internal bool Fill(Viewer viewer, PickerField field, string? value) =>
        IsAdmitted(viewer) && (value is null || field.Takes(value)) && _windows.Shown.Pickers.TryTake(field)
        && (value is null || Send(viewer, new ViewerInput.Fill(field, value)) == InputOutcome.Accepted);

    /// <summary>While everybody only watches, it pulls the page from under nobody's hand.</summary>
    internal bool Show(Viewer viewer, OpenWindow window) =>
        RightsOf(viewer).Control && (!AcceptsInput || Control.Admits(viewer)) && _windows.TryShow(window.Number);

    /// <summary>The window that the viewer may act in now; null if there is none.</summary>
    internal PageWindow? WindowOf(Viewer viewer) =>
        IsAdmitted(viewer) && Dialog is null && Address.Trouble != PageTrouble.NotTheBank ? _windows.Shown : null;

    internal InputOutcome Send(Viewer viewer, ViewerInput input)
    {
        var window = _windows.Shown;
        var outcome = !AcceptsInput ? InputOutcome.NotNeeded
            : !MayAct(viewer) || !Control.Admits(viewer) ? InputOutcome.NotInControl
            : Check(window, viewer, input);
        if (outcome != InputOutcome.Accepted)
        {
            return outcome;
        }

        Control.Count(input);
        return window.TryAdd(viewer, input) ? InputOutcome.Accepted : InputOutcome.TooMany;
    }

    private bool MayAct(Viewer viewer) => AcceptsInput && RightsOf(viewer).Control;

    private bool Admits(PageWindow window, Viewer viewer, ViewerInput input) => Check(window, viewer, input) == InputOutcome.Accepted;

    /// <summary>Whether the input may reach the window now; asked when it comes, and again when its turn has come.</summary>
    private InputOutcome Check(PageWindow window, Viewer viewer, ViewerInput input) =>
        !AcceptsInput ? InputOutcome.NotNeeded
        : !MayAct(viewer) || !Control.IsHeldBy(viewer) ? InputOutcome.NotInControl
        : Dialog is not null ? InputOutcome.PageBlocked
        : window.Address.Trouble == PageTrouble.NotTheBank ? InputOutcome.NotTheBank
        : window != _windows.Shown || window.IsStale(viewer, input) ? InputOutcome.PageChanged
        : InputOutcome.Accepted;

    private bool IsAdmitted(Viewer viewer) => MayAct(viewer) && Control.Admits(viewer);

    /// <summary>Whoever is there has a minute to read what there is to answer; with nobody there, it waits as long as a human is needed.</summary>
    private bool MaySomebodyCome()
    {
        Control.GiveTime();
        return AcceptsInput;
    }

    private bool Turn(Viewer viewer, Action<PageWindow> act)
    {
        var may = IsAdmitted(viewer) && Dialog is null;
        if (may)
        {
            act(_windows.Shown);
        }

        return may;
    }

    private async Task GoBackAsync(PageWindow window)
    {
        if (!await window.History.BackAsync(CancellationToken.None))
        {
            Notice(new(ViewNoticeKind.NothingBefore));
        }
    }

    private void OnControlMoved()
    {
        _windows.Shown.LetGo();
        Fit();
    }

    private void OnAccessChanged()
    {
        foreach (var viewer in _audience.All.Where(viewer => !RightsOf(viewer).Watch))
        {
            viewer.Dispose();
        }

        Control.KeepTo(userId => _audience.RightsOf(userId).Control);
        OnChanged();
    }

    private void OnChanged()
    {
        _masking.Look();
        Changed?.Invoke();
    }

    private void OnBrowserChanged()
    {
        _windows.Shown.Cast.SetBlocked(_questions.IsPageBlocked);
        Fit();
        OnChanged();
    }

    private void Notice(ViewNotice notice)
    {
        if (_notices.TryPass())
        {
            Noticed?.Invoke(notice);
        }
    }

    private void End()
    {
        _hasEnded = true;
        foreach (var viewer in _audience.All)
        {
            viewer.Dispose();
        }

        Changed?.Invoke();
    }
}
