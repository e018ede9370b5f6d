using System.Text.Json;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Has our scripts in all documents of a page. A frame from another site runs in a process of its own and has a DevTools session of its
/// own; pictures, clicks and keys need none, as they pass through the page's.
/// </summary>
internal sealed class PageFrames : IAsyncDisposable
{
    /// <summary>Sessions that one page can cost; further frames are without our scripts.</summary>
    private const int MostSessions = 16;

    /// <summary>Frames that are tried in five seconds; whether one has a process of its own shows only then.</summary>
    private const int MostAttempts = 60;

    private readonly Lock _gate = new();
    private readonly Dictionary<IFrame, CdpPage> _sessions = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly RateLimit _attempts;
    private readonly IPage _page;
    private readonly CdpPage _devTools;
    private readonly TimeProvider _clock;
    private Task _work = Task.CompletedTask;

    public PageFrames(IPage page, CdpPage devTools, TimeProvider clock)
    {
        (_page, _devTools, _clock) = (page, devTools, clock);
        _attempts = new(MostAttempts, TimeSpan.FromSeconds(5), clock);
    }

    /// <summary>The sessions of frames that have a process of their own.</summary>
    public IReadOnlyList<CdpPage> Sessions
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions.Values];
            }
        }
    }

    /// <summary>A script of ours called a function of ours.</summary>
    public event Action<CdpPage, JsonElement>? Called;

    /// <summary>There is one more session: the page's own first, then those of frames.</summary>
    public event Action<CdpPage>? Attached;

    public void Install()
    {
        Install(_devTools);
        _page.FrameNavigated += OnNavigated;
        foreach (var frame in _page.Frames)
        {
            OnNavigated(_page, frame);
        }
    }

    /// <summary>Lets all scripts be heard that there is no need to wait for: see <see cref="HearAsync"/>.</summary>
    public void Hear()
    {
        foreach (var name in new[] { PageScript.Ask, PageTelling.Tell, CursorScript.Tell })
        {
            _ = HearAsync(name);
        }
    }

    /// <summary>See <see cref="PageScript.HearAsync"/>; in all frames.</summary>
    public Task HearAsync(string name)
    {
        var heard = new List<Task>();
        ForEach(session => heard.Add(PageScript.HearAsync(session, name)));
        return Task.WhenAll(heard);
    }

    public void ForEach(Action<CdpPage> act)
    {
        act(_devTools);
        lock (_gate)
        {
            foreach (var session in _sessions.Values)
            {
                act(session);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _page.FrameNavigated -= OnNavigated;
        await _closed.CancelAsync();
        Task work;
        lock (_gate)
        {
            work = _work;
        }

        await work;
        CdpPage[] sessions;
        lock (_gate)
        {
            sessions = [.. _sessions.Values];
        }

        foreach (var session in sessions)
        {
            await session.DisposeAsync();
        }

        _closed.Dispose();
    }

    private void Install(CdpPage session)
    {
        session.On("Runtime.bindingCalled", call => Called?.Invoke(session, call));
        session.Send("Page.enable");
        PageScript.Install(session, PageScript.Source, PageScript.World);
        PageScript.Install(session, PageTelling.Source, PageScript.World);
        PageScript.Install(session, CursorScript.Source, PageScript.World);
        PageScript.Install(session, PressScript.Source, PageScript.World);
        PageScript.Install(session, PageTelling.PasskeySource, world: "");
        Attached?.Invoke(session);
    }

    private void OnNavigated(object? sender, IFrame frame)
    {
        lock (_gate)
        {
            if (frame != _page.MainFrame && !_closed.IsCancellationRequested && !_sessions.ContainsKey(frame)
                && _sessions.Count < MostSessions && _attempts.TryPass())
            {
                _work = AttachAsync(_work, frame);
            }
        }
    }

    private async Task AttachAsync(Task before, IFrame frame)
    {
        await Task.Yield(); // out of the lock of whoever asks
        await before;
        try
        {
            var session = await CdpPage.AttachAsync(frame, _clock, _closed.Token);
            lock (_gate)
            {
                _sessions[frame] = session;
            }

            session.OnClosed(() => Forget(frame, session));
            Install(session);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or OperationCanceledException)
        {
            // It runs in the page's own process, like any frame of the same site, or is gone again.
        }
    }

    private void Forget(IFrame frame, CdpPage session)
    {
        lock (_gate)
        {
            if (_sessions.GetValueOrDefault(frame) == session)
            {
                _sessions.Remove(frame);
            }
        }
    }
}
