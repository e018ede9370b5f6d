using System.Text.Json;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>One page of the bank's browser with all that is bound to it: its DevTools session, its cast, the way of inputs into it.</summary>
internal sealed class PageWindow : IAsyncDisposable
{
    private static readonly TimeSpan EnablingTime = TimeSpan.FromSeconds(10);

    private readonly CdpPage _devTools;
    private readonly Screenshots _screenshots;
    private readonly InputQueue _inputs;
    private readonly PageFrames _frames;
    private readonly TimeProvider _clock;

    /// <param name="admits">Asked for each input when its turn has come.</param>
    public PageWindow(
        IPage page, CdpPage devTools, FrameNumbers numbers, Func<PageWindow, Viewer, ViewerInput, bool> admits, TimeProvider clock)
    {
        (Page, _devTools, _clock) = (page, devTools, clock);
        Stamps = new(numbers);
        _screenshots = new(devTools, clock);
        var screencast = new Screencast(devTools);
        Cast = new(screencast, _screenshots, page.ViewportSize?.Width ?? int.MaxValue, Stamps, clock);
        _inputs = new(new InputWriter(devTools), (viewer, input) => admits(this, viewer, input), clock);
        _frames = new(page, devTools, clock);
        Pickers = new(_frames, clock);
        Mask = new(devTools, Cast, [screencast, _screenshots], Stamps, clock);
        Pickers.Changed += () => Changed?.Invoke();
        devTools.On("Page.frameNavigated", OnNavigated);
        devTools.On("Page.frameResized", _ => Cast.OnPageResized());
        page.Close += OnEnded;
        page.Crash += OnEnded;
        page.FrameNavigated += OnAddress;
        page.Popup += OnPopup;
        page.FileChooser += OnFileChooser;
    }

    /// <summary>It has another address, or another field to fill.</summary>
    public event Action? Changed;

    /// <summary>It was closed, or has crashed.</summary>
    public event Action<PageWindow>? Ended;

    /// <summary>Its page opened another.</summary>
    public event Action<PageWindow, IPage>? Opened;

    /// <summary>Its page asked for a file, and got none.</summary>
    public event Action? FileRefused;

    public IPage Page { get; }

    public Cast Cast { get; }

    public FrameStamps Stamps { get; }

    public PagePickers Pickers { get; }

    public PageMask Mask { get; }

    public PageAddress Address => PageAddress.From(Page.Url);

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
        _frames.Install();
    }

    /// <returns>False if more wait than a person can make.</returns>
    public bool TryAdd(Viewer viewer, ViewerInput input)
    {
        Cast.OnInput();
        Pickers.OnInput(input);
        return _inputs.TryAdd(viewer, input);
    }

    /// <summary>Nobody's hand is in it any more, or another's.</summary>
    public void LetGo()
    {
        _inputs.LetGo();
        Pickers.Close();
    }

    public async ValueTask DisposeAsync()
    {
        Page.Close -= OnEnded;
        Page.Crash -= OnEnded;
        Page.FrameNavigated -= OnAddress;
        Page.Popup -= OnPopup;
        Page.FileChooser -= OnFileChooser;
        await _inputs.DisposeAsync();
        await _frames.DisposeAsync();
        await Cast.DisposeAsync();
        await _screenshots.DisposeAsync();
        await _devTools.DisposeAsync();
    }

    private void OnNavigated(JsonElement details)
    {
        if (!details.GetProperty("frame").TryGetProperty("parentId", out _))
        {
            Stamps.OnNavigated();
            Pickers.Close();
        }
    }

    private void OnAddress(object? sender, IFrame frame)
    {
        if (frame == Page.MainFrame)
        {
            Changed?.Invoke();
        }
    }

    private void OnEnded(object? sender, IPage page) => Ended?.Invoke(this);

    private void OnPopup(object? sender, IPage popup) => Opened?.Invoke(this, popup);

    // Listening is what refuses it: the chooser does not open, and the page gets no file.
    private void OnFileChooser(object? sender, IFileChooser chooser) => FileRefused?.Invoke();
}
