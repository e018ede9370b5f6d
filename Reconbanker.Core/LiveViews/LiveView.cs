using System.Text.Json;
using Microsoft.Playwright;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// One page of a browser as people see it and act in it: one cast for all of its viewers, one ordered way of inputs into it, one person in
/// control. It belongs to the session, not to who watches: viewers come and go.
/// </summary>
public sealed class LiveView : IAsyncDisposable
{
    private static readonly TimeSpan OpeningTime = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<Viewer> _viewers = [];
    private readonly IPage _page;
    private readonly CdpPage _devTools;
    private readonly Screenshots _screenshots;
    private readonly Cast _cast;
    private readonly InputQueue _inputs;
    private readonly PageDialogs _dialogs;
    private volatile bool _acceptsInput;
    private volatile bool _hasEnded;
    private volatile PageAddress _address;

    private LiveView(IPage page, CdpPage devTools, TimeProvider clock)
    {
        (_page, _devTools) = (page, devTools);
        _address = PageAddress.From(page.Url);
        Control = new(clock);
        Control.Changed += OnControlChanged;
        _dialogs = new(page, Control.GiveTime, OnDialogChanged);
        _screenshots = new(devTools, clock);
        _cast = new(new Screencast(devTools), _screenshots, page.ViewportSize?.Width ?? int.MaxValue, clock);
        _inputs = new(new InputWriter(devTools), (viewer, input) => Check(viewer, input) == InputOutcome.Accepted, clock);
        devTools.On("Page.frameNavigated", OnNavigated);
        devTools.On("Page.frameResized", _ => _cast.OnPageResized());
        devTools.On("Page.javascriptDialogClosed", _ => _dialogs.Forget());
        page.Close += OnEnded;
        page.Crash += OnEnded;
        _dialogs.Watch();
    }

    /// <summary>Control, the dialog, the address or the viewers changed: look again. Raised on any thread.</summary>
    public event Action? Changed;

    public Control Control { get; }

    /// <summary>The dialog of the page that waits for an answer, if there is one.</summary>
    public PageDialog? Dialog => _dialogs.Open;

    /// <summary>Whether the page is gone: closed, crashed, or its session has ended. Nothing comes after that.</summary>
    public bool HasEnded => _hasEnded;

    public PageAddress Address => _address;

    public int ViewerCount
    {
        get
        {
            lock (_gate)
            {
                return _viewers.Count;
            }
        }
    }

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
            }

            Changed?.Invoke();
        }
    }

    /// <param name="clock">Paces the cast and ends control; not the page's own clock.</param>
    /// <exception cref="PlaywrightException">The page is closed.</exception>
    /// <exception cref="TimeoutException">The browser does not answer.</exception>
    public static async Task<LiveView> OpenAsync(IPage page, TimeProvider clock, CancellationToken cancellationToken)
    {
        var session = await page.Context.NewCDPSessionAsync(page).WaitAsync(OpeningTime, clock, cancellationToken);
        var view = new LiveView(page, new(session), clock);
        try
        {
            await view._devTools.AskAsync("Page.enable", null, OpeningTime, clock, cancellationToken);
            VisibleSelects.Apply(view._devTools);
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
        lock (_gate)
        {
            if (_hasEnded)
            {
                viewer.Feed.End();
                return viewer;
            }

            _viewers.Add(viewer);
        }

        _cast.Add(viewer.Feed);
        Control.OnJoined(viewer);
        Changed?.Invoke();
        return viewer;
    }

    /// <summary>Ends it for all viewers. The page stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        _page.Close -= OnEnded;
        _page.Crash -= OnEnded;
        End();
        Control.End();
        await _inputs.DisposeAsync();
        await _cast.DisposeAsync();
        await _screenshots.DisposeAsync();
        _dialogs.Dispose();
        await _devTools.DisposeAsync();
        Control.Dispose();
    }

    /// <summary>The page that is shown now.</summary>
    internal IPage Page => _page;

    /// <summary>How many pictures have come so far.</summary>
    internal long LastSequence => _cast.LastSequence;

    internal void Take(ScreenFrame frame) => _cast.Take(frame);

    internal void Resize(Viewer viewer, int width) => _cast.Resize(viewer.Feed, width);

    internal void OnStalled(Viewer viewer)
    {
        if (viewer.IsStalled)
        {
            Control.OnAway(viewer);
        }
        else
        {
            Control.OnBack(viewer);
        }
    }

    internal void Leave(Viewer viewer)
    {
        lock (_gate)
        {
            if (!_viewers.Remove(viewer))
            {
                return;
            }
        }

        viewer.Feed.End();
        _cast.Remove(viewer.Feed);
        Control.OnAway(viewer);
        Changed?.Invoke();
    }

    internal ControlState ControlOf(Viewer viewer) =>
        !AcceptsInput ? ControlState.NotNeeded
        : Control.IsHeldBy(viewer) ? ControlState.Mine
        : Control.Holder is not { } holder ? ControlState.Free
        : holder.UserId == viewer.UserId ? ControlState.MineElsewhere
        : ControlState.Taken;

    internal bool TakeControl(Viewer viewer) => AcceptsInput && Control.TryTake(viewer);

    internal void HandBack(Viewer viewer) => Control.Release(viewer);

    internal bool Answer(Viewer viewer, PageDialog dialog, bool accept, string? text) =>
        AcceptsInput && Control.Admits(viewer) && _dialogs.Answer(dialog, accept, text);

    internal InputOutcome Send(Viewer viewer, ViewerInput input)
    {
        var outcome = !AcceptsInput ? InputOutcome.NotNeeded
            : !Control.Admits(viewer) ? InputOutcome.NotInControl
            : Check(viewer, input);
        if (outcome != InputOutcome.Accepted)
        {
            return outcome;
        }

        _cast.OnInput();
        return _inputs.TryAdd(viewer, input) ? InputOutcome.Accepted : InputOutcome.TooMany;
    }

    /// <summary>Whether the input may reach the page now; asked when it comes, and again when its turn has come.</summary>
    private InputOutcome Check(Viewer viewer, ViewerInput input) =>
        !AcceptsInput ? InputOutcome.NotNeeded
        : !Control.IsHeldBy(viewer) ? InputOutcome.NotInControl
        : Dialog is not null ? InputOutcome.PageBlocked
        : input is ViewerInput.Mouse { Action: MouseAction.Down } press && !_cast.IsCurrent(press.Frame) ? InputOutcome.PageChanged
        : InputOutcome.Accepted;

    private void OnControlChanged()
    {
        _inputs.LetGo();
        if (Control.Holder is null)
        {
            _dialogs.Close();
        }

        Changed?.Invoke();
    }

    private void OnDialogChanged()
    {
        _cast.SetBlocked(Dialog is not null);
        Changed?.Invoke();
    }

    private void OnNavigated(JsonElement details)
    {
        var frame = details.GetProperty("frame");
        if (frame.TryGetProperty("parentId", out _))
        {
            return;
        }

        _cast.OnNavigated();
        _address = PageAddress.From(frame.GetProperty("url").GetString() ?? "");
        Changed?.Invoke();
    }

    private void OnEnded(object? sender, IPage page)
    {
        _dialogs.Forget();
        End();
    }

    private void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            foreach (var viewer in _viewers)
            {
                viewer.Feed.End();
                _cast.Remove(viewer.Feed);
            }
        }

        Changed?.Invoke();
    }
}
