using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;

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
    private readonly PageStir _stir;
    private readonly Masking _masking;
    private readonly RateLimit _notices;
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
        _stir = new(page.Context, clock);
        Acts = new(_audience, Control, _windows, _questions, _stir, Notice);
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
        get => Acts.IsHumanNeeded;
        set
        {
            if (Acts.IsHumanNeeded == value)
            {
                return;
            }

            Acts.IsHumanNeeded = value;
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
        _stir.Dispose();
        await _masking.DisposeAsync();
        await _windows.DisposeAsync();
        _questions.Dispose();
        Control.Dispose();
    }

    internal ViewActs Acts { get; }

    /// <summary>Of the first window, which is the driver's.</summary>
    internal PressWatch Presses => _windows.First.Presses;

    /// <summary>See <see cref="InputQueue.UntilHandledAsync"/>; of the first window.</summary>
    internal Task UntilHandledAsync() => _windows.First.UntilHandledAsync();

    /// <inheritdoc cref="PageStir.QuietTime"/>
    internal TimeSpan QuietTime => _stir.QuietTime;

    /// <summary>The page that is shown now.</summary>
    internal IPage Page => _windows.Shown.Page;

    /// <summary>Whether the viewer has been shown a picture of the page that is shown now.</summary>
    internal bool HasSeen(Viewer viewer) => _windows.Shown.Stamps.IsCurrent(viewer.LastSeen);

    /// <summary>How many pictures have come so far.</summary>
    internal long LastSequence => _numbers.Last;

    internal void Take(ScreenFrame frame) => _windows.Shown.Cast.Take(frame);

    /// <summary>Pictures are as large as the screen of whoever acts can take them, whoever else looks.</summary>
    internal void OnDrawn(Viewer viewer)
    {
        if (Control.IsHeldBy(viewer))
        {
            _windows.Shown.Cast.OnLine(viewer.Line.BytesPerSecond);
        }
    }

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

    private bool Admits(PageWindow window, Viewer viewer, ViewerInput input) => Acts.Admits(window, viewer, input);

    /// <summary>Whoever is there has a minute to read what there is to answer; with nobody there, it waits as long as a human is needed.</summary>
    private bool MaySomebodyCome()
    {
        Control.GiveTime();
        return AcceptsInput;
    }

    private void OnControlMoved()
    {
        _windows.Shown.LetGo();
        _windows.Shown.Cast.OnLine(_audience.All.FirstOrDefault(Control.IsHeldBy)?.Line.BytesPerSecond ?? double.PositiveInfinity);
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
