using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;

namespace Reconbanker.Core.LiveViews;

/// <summary>The windows of the bank's browser that a view knows, and which of them it shows.</summary>
internal sealed class OpenWindows : IAsyncDisposable
{
    /// <summary>Further ones are neither shown nor listed.</summary>
    public const int Most = 4;

    private readonly Lock _gate = new();
    private readonly List<PageWindow> _all;
    private readonly FrameNumbers _numbers;
    private readonly FollowRule _rule;
    private readonly RateLimit _attached;
    private readonly Func<PageWindow, Viewer, ViewerInput, bool> _admits;
    private readonly Func<bool> _isSomebodyInControl;
    private readonly EgressRules? _hosts;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closed = new();
    private volatile PageWindow _shown;
    private bool _isHumanNeeded;
    private Task _work = Task.CompletedTask;

    /// <param name="admits">Whether an input that waited for a window may still reach it.</param>
    /// <param name="hosts">The bank's; null if every host is.</param>
    public OpenWindows(
        PageWindow first, FrameNumbers numbers, Func<PageWindow, Viewer, ViewerInput, bool> admits, Func<bool> isSomebodyInControl,
        EgressRules? hosts, TimeProvider clock)
    {
        (First, _shown, _all) = (first, first, [first]);
        (_numbers, _admits, _isSomebodyInControl, _hosts, _clock) = (numbers, admits, isSomebodyInControl, hosts, clock);
        _rule = new(clock);
        _attached = new(20, TimeSpan.FromMinutes(1), clock);
        Listen(first);
    }

    /// <summary>Another window is shown, or a window came, went or has another address.</summary>
    public event Action? Changed;

    /// <summary>The pointer over the window that is shown has another shape.</summary>
    public event Action? CursorChanged;

    /// <summary>The first window is gone, and with it the view.</summary>
    public event Action? Ended;

    public event Action<ViewNotice>? Noticed;

    /// <summary>See <see cref="PageWindow.SignInAsked"/>.</summary>
    public event Action<PageWindow, SignInQuestion>? SignInAsked;

    /// <summary>A window shows another page, or is gone.</summary>
    public event Action<PageWindow>? Left;

    /// <summary>Another window than the first is there.</summary>
    public event Action<PageWindow>? Added;

    public PageWindow First { get; }

    public PageWindow Shown => _shown;

    /// <summary>See <see cref="PageWindow.IsHumanNeeded"/>; of all windows.</summary>
    public bool IsHumanNeeded
    {
        set
        {
            lock (_gate)
            {
                _isHumanNeeded = value;
                _all.ForEach(window => window.IsHumanNeeded = value);
            }
        }
    }

    public IReadOnlyList<OpenWindow> List()
    {
        lock (_gate)
        {
            return [.. _all.Select(window => new OpenWindow(window.Number, window.Address, window == _shown))];
        }
    }

    public IReadOnlyList<PageMask> Masks()
    {
        lock (_gate)
        {
            return [.. _all.Select(window => window.Mask)];
        }
    }

    public void Add(FrameFeed feed) => OnShown(cast => cast.Add(feed));

    public void Remove(FrameFeed feed) => OnShown(cast => cast.Remove(feed));

    public void Resize(FrameFeed feed, int width) => OnShown(cast => cast.Resize(feed, width));

    /// <returns>False if there is no such window any more.</returns>
    public bool TryShow(int number)
    {
        lock (_gate)
        {
            if (_all.Find(window => window.Number == number) is not { } window)
            {
                return false;
            }

            Show(window);
        }

        Changed?.Invoke();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        Task work;
        PageWindow[] all;
        lock (_gate)
        {
            (work, all) = (_work, [.. _all]);
            _all.Clear();
        }

        await work;
        foreach (var window in all)
        {
            await window.DisposeAsync();
        }

        _closed.Dispose();
    }

    private void OnShown(Action<Cast> act)
    {
        lock (_gate)
        {
            act(_shown.Cast);
        }
    }

    private void Listen(PageWindow window)
    {
        window.Changed += () => Changed?.Invoke();
        window.Acted += _rule.OnInput;
        window.Cursor.Changed += () => CursorChanged?.Invoke();
        window.Noticed += notice => Noticed?.Invoke(notice);
        window.SignInAsked += (asked, question) => SignInAsked?.Invoke(asked, question);
        window.Navigated += left => Left?.Invoke(left);
        window.Opened += OnOpened;
        window.Ended += OnEnded;
    }

    /// <summary>No picture and no hand is in two windows: the feeds move first, and what is held in the old one is released.</summary>
    private void Show(PageWindow next)
    {
        if (next == _shown)
        {
            return;
        }

        var before = _shown;
        next.Cast.Show(before.Cast.Hide()); // before any input can reach it: what was seen of the old one is stale from here on
        _shown = next;
        before.LetGo();
    }

    private void OnOpened(PageWindow opener, IPage page)
    {
        lock (_gate)
        {
            if (_closed.IsCancellationRequested || _all.Count == Most || !_attached.TryPass())
            {
                return;
            }

            var follows = opener == _shown && _rule.Follows(_isSomebodyInControl());
            _work = TrackAsync(_work, opener, page, follows);
        }
    }

    private async Task TrackAsync(Task before, PageWindow opener, IPage page, bool follows)
    {
        await Task.Yield(); // out of the lock of whoever asks
        await before;
        if (await AttachAsync(opener, page) is not { } window)
        {
            return;
        }

        var isShown = false;
        lock (_gate)
        {
            if (!page.IsClosed && !_closed.IsCancellationRequested && _all.Count < Most)
            {
                window.Number = Enumerable.Range(2, Most).First(number => _all.TrueForAll(other => other.Number != number));
                _all.Add(window);
                window.IsHumanNeeded = _isHumanNeeded;
                isShown = follows && opener == _shown;
                if (isShown)
                {
                    Show(window);
                }
            }
        }

        if (window.Number == 1)
        {
            await window.DisposeAsync();
            return;
        }

        Added?.Invoke(window);
        Noticed?.Invoke(new(isShown ? ViewNoticeKind.WindowFollowed : ViewNoticeKind.WindowWaits));
        Changed?.Invoke();
    }

    private async Task<PageWindow?> AttachAsync(PageWindow opener, IPage page)
    {
        PageWindow? window = null;
        try
        {
            window = new PageWindow(page, await CdpPage.AttachAsync(page, _clock, _closed.Token), _numbers, _admits, _hosts, _clock) { Opener = opener };
            Listen(window);
            await window.EnableAsync(_closed.Token);
            return window;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or OperationCanceledException)
        {
            // It is gone again, or hangs.
            await (window?.DisposeAsync() ?? ValueTask.CompletedTask);
            return null;
        }
    }

    private void OnEnded(PageWindow window)
    {
        var wasShown = false;
        lock (_gate)
        {
            if (window != First)
            {
                if (!_all.Remove(window))
                {
                    return;
                }

                wasShown = window == _shown;
                if (wasShown)
                {
                    Show(OriginOf(window));
                }

                _work = DisposeAsync(_work, window);
            }
        }

        if (window == First)
        {
            Ended?.Invoke();
            return;
        }

        Left?.Invoke(window);
        if (wasShown)
        {
            Noticed?.Invoke(new(ViewNoticeKind.WindowClosed));
        }

        Changed?.Invoke();
    }

    private PageWindow OriginOf(PageWindow window)
    {
        var origin = window.Opener;
        while (origin is not null && !_all.Contains(origin))
        {
            origin = origin.Opener;
        }

        return origin ?? First;
    }

    private static async Task DisposeAsync(Task before, PageWindow window)
    {
        await Task.Yield();
        await before;
        await window.DisposeAsync();
    }
}
