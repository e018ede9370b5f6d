using System.Text.Json;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;

namespace Reconbanker.Core.LiveViews;

/// <summary>One page of the bank's browser with all that is bound to it: its DevTools session, its cast, the way of inputs into it.</summary>
internal sealed class PageWindow : IAsyncDisposable
{
    /// <summary>Of a page that does not say.</summary>
    private const int OwnWidth = 1280;
    private const int OwnHeight = 800;

    private static readonly TimeSpan EnablingTime = TimeSpan.FromSeconds(10);

    private readonly CdpPage _devTools;
    private readonly Screenshots _screenshots;
    private readonly Stills _stills;
    private readonly InputQueue _inputs;
    private readonly PageFrames _frames;
    private readonly PageLocation _location;
    private readonly PageRequests _requests;
    private readonly PageSize _size;
    private readonly TimeProvider _clock;

    /// <param name="admits">Asked for each input when its turn has come.</param>
    /// <param name="hosts">The bank's; null if every host is.</param>
    public PageWindow(
        IPage page, CdpPage devTools, FrameNumbers numbers, Func<PageWindow, Viewer, ViewerInput, bool> admits, EgressRules? hosts,
        TimeProvider clock)
    {
        (Page, _devTools, _clock) = (page, devTools, clock);
        Stamps = new(numbers);
        _size = new(devTools, page.ViewportSize?.Width ?? OwnWidth, page.ViewportSize?.Height ?? OwnHeight);
        var captures = new Captures(devTools, _size.Keep, clock);
        _screenshots = new(devTools, captures, clock);
        _stills = new(captures, clock);
        var screencast = new Screencast(devTools, _size);
        Cast = new(screencast, _screenshots, _stills, page.ViewportSize?.Width ?? int.MaxValue, Stamps, clock);
        _frames = new(page, devTools, clock);
        Presses = new(_frames, clock);
        _inputs = new(new InputWriter(devTools, captures), captures, (viewer, input) => admits(this, viewer, input), Presses, clock);
        Pickers = new(_frames, clock);
        Mask = new(devTools, Cast, [screencast, _screenshots], _stills, captures, Stamps, clock);
        Pickers.Changed += () => Changed?.Invoke();
        _location = new(devTools, hosts);
        _location.Changed += () => Changed?.Invoke();
        _requests = new(_frames);
        _requests.SignInAsked += question => SignInAsked?.Invoke(this, question);
        _requests.FormKept += OnFormKept;
        _frames.Called += OnCalled;
        History = new(devTools, _requests, _location, clock);
        Cursor = new(_frames, clock);
        Worlds = new(devTools, _frames, clock);
        Elements = new(Worlds);
        devTools.On("Page.frameNavigated", OnNavigated);
        devTools.On("Page.frameResized", _ => OnResized());
        page.Close += OnEnded;
        page.Crash += OnEnded;
        page.Popup += OnPopup;
        page.FileChooser += OnFileChooser;
    }

    /// <summary>It has another address, is found safe or not, or has another field to fill.</summary>
    public event Action? Changed;

    /// <summary>A person acts in it: what it does now may be in answer to that.</summary>
    public event Action<ViewerInput>? Acted;

    /// <summary>It was closed, or has crashed.</summary>
    public event Action<PageWindow>? Ended;

    /// <summary>Its page opened another.</summary>
    public event Action<PageWindow, IPage>? Opened;

    /// <summary>It shows another page: what was for the last one is over.</summary>
    public event Action<PageWindow>? Navigated;

    /// <summary>A host asks who comes, before it shows something in this window.</summary>
    public event Action<PageWindow, SignInQuestion>? SignInAsked;

    public event Action<ViewNotice>? Noticed;

    public IPage Page { get; }

    public Cast Cast { get; }

    public FrameStamps Stamps { get; }

    public PagePickers Pickers { get; }

    public PressWatch Presses { get; }

    public PageHistory History { get; }

    public PageAddress Address => _location.Address;

    /// <summary>Whether a human is needed: see <see cref="PageRequests.IsOn"/>.</summary>
    public bool IsHumanNeeded
    {
        set
        {
            _requests.IsOn = value;
            _frames.Hear();
        }
    }

    public PageCursor Cursor { get; }

    public PageWorlds Worlds { get; }

    public PageElements Elements { get; }

    public PageMask Mask { get; }

    /// <summary>See <see cref="OpenWindow.Number"/>.</summary>
    public int Number { get; set; } = 1;

    /// <summary>Where it came from; null for the first.</summary>
    public PageWindow? Opener { get; init; }

    /// <summary>From here on it tells what happens in it, and can be shown.</summary>
    /// <exception cref="PlaywrightException">The page is closed.</exception>
    /// <exception cref="TimeoutException">The browser does not answer.</exception>
    public async Task EnableAsync(CancellationToken cancellationToken)
    {
        await _devTools.AskAsync("Page.enable", null, EnablingTime, _clock, cancellationToken);
        await _location.EnableAsync(EnablingTime, _clock, cancellationToken);
        _frames.Install();
    }

    /// <summary>See <see cref="PageDownloads.Listen"/>.</summary>
    public void Tell(PageDownloads downloads) => downloads.Listen(_devTools);

    /// <summary>Whether it was meant for what was on the viewer's screen before: a press for another document, a key for another window.</summary>
    public bool IsStale(Viewer viewer, ViewerInput input) => input switch
    {
        ViewerInput.Mouse { Action: MouseAction.Down } press => !Stamps.IsCurrent(press.Frame),
        ViewerInput.Touch { Action: TouchAction.Start } touch => !Stamps.IsCurrent(touch.Frame),
        ViewerInput.Text { IsAimed: true } => false,
        ViewerInput.Key { IsDown: true } or ViewerInput.Text or ViewerInput.Composition or ViewerInput.Paste => !Stamps.IsOfThisPage(viewer.LastSeen),
        _ => false,
    };

    /// <returns>False if more wait than a person can make.</returns>
    public bool TryAdd(Viewer viewer, ViewerInput input)
    {
        OnInput(input);
        return _inputs.TryAdd(viewer, input);
    }

    /// <inheritdoc cref="InputQueue.UntilHandledAsync" path="/summary"/>
    public Task UntilHandledAsync() => _inputs.UntilHandledAsync();

    /// <summary>See <see cref="Acted"/>.</summary>
    public void OnInput(ViewerInput input)
    {
        Acted?.Invoke(input);
        Cast.OnInput();
        Pickers.OnInput(input);
        _requests.EndAgain();
        Cursor.OnInput(input);
    }

    /// <summary>Nobody's hand is in it any more, or another's.</summary>
    public void LetGo()
    {
        _inputs.LetGo();
        Pickers.Close();
        Cursor.Reset();
    }

    /// <summary>See <see cref="PageSize.Fit"/>. What was aimed at pictures of the old size is stale.</summary>
    public void Fit(ScreenRoom? room)
    {
        if (_size.Fit(room))
        {
            Stamps.OnLaidOut();
            Cast.OnFitted(_size.IsFine);
            Pickers.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Page.Close -= OnEnded;
        Page.Crash -= OnEnded;
        Page.Popup -= OnPopup;
        Page.FileChooser -= OnFileChooser;
        await _inputs.DisposeAsync();
        await _frames.DisposeAsync();
        await Cast.DisposeAsync();
        await _screenshots.DisposeAsync();
        await _stills.DisposeAsync();
        await _devTools.DisposeAsync();
    }

    private void OnResized()
    {
        _size.Keep();
        Cast.OnPageResized();
    }

    private void OnNavigated(JsonElement details)
    {
        if (!details.GetProperty("frame").TryGetProperty("parentId", out _))
        {
            Stamps.OnNavigated();
            Pickers.Close();
            _requests.EndAgain();
            _frames.Hear();
            Navigated?.Invoke(this);
        }
    }

    private void OnFormKept()
    {
        if (!History.GoFurther())
        {
            Noticed?.Invoke(new(ViewNoticeKind.FormNotRepeated));
        }
    }

    private void OnCalled(CdpPage session, JsonElement call)
    {
        if (PageTelling.Read(call) is { } notice)
        {
            Noticed?.Invoke(notice);
        }
    }

    private void OnEnded(object? sender, IPage page) => Ended?.Invoke(this);

    private void OnPopup(object? sender, IPage popup) => Opened?.Invoke(this, popup);

    // Listening is what refuses it: the chooser does not open, and the page gets no file.
    private void OnFileChooser(object? sender, IFileChooser chooser) => Noticed?.Invoke(new(ViewNoticeKind.FileRefused));
}
