using Microsoft.Playwright;
using Reconbanker.Core.Browser.Egress;

namespace Reconbanker.Core.Browser;

/// <summary>Why a browser's session is over.</summary>
public enum BrowserEnd
{
    /// <summary>We closed it.</summary>
    Closed,

    /// <summary>The page crashed.</summary>
    PageCrashed,

    /// <summary>The page closed itself.</summary>
    PageClosed,

    /// <summary>The browser, or the driver that speaks to it, ended by itself or was killed.</summary>
    BrowserGone,

    /// <summary>The browser gave no sign for longer than a step may take.</summary>
    NotAnswering,

    /// <summary>It took more memory than it may.</summary>
    TooMuchMemory,
}

/// <summary>One running browser with its page. Disposing it ends it within ten seconds, whatever state it is in.</summary>
public sealed class BrowserSession : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    // The page that the session began with, and what it opened.
    private const int MostPages = 4;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<BrowserEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly IBrowserContext _context;
    private readonly BrowserProcesses _processes;
    private readonly EgressProxy _egress;
    private readonly Action<bool> _release;
    private readonly TimeProvider _clock;
    private readonly Task _watch;
    private readonly Lazy<Task> _close;

    /// <param name="options">How long it may give no sign before it counts as not answering, and how much memory it may take.</param>
    /// <param name="release">Called once, after the browser has ended; says whether nothing of it is left running.</param>
    internal BrowserSession(
        IBrowserContext context, IPage page, BrowserProcesses processes, EgressProxy egress, BrowserOptions options, TimeProvider clock, Action<bool> release)
    {
        (_context, _processes, _egress, _clock, _release, Page) = (context, processes, egress, clock, release, page);
        page.Crash += (_, _) => _ended.TrySetResult(BrowserEnd.PageCrashed);

        // A browser that dies closes its pages first; which of the two it was is known a moment later.
        page.Close += (_, _) => PageClosed = DecideAsync();
        context.Close += (_, _) => _ended.TrySetResult(BrowserEnd.BrowserGone);
        context.Page += (_, opened) => _ = LimitPagesAsync(opened);
        _watch = Task.WhenAll(WatchAsync(options.StepTimeout, _closing.Token), WatchMemoryAsync(options.MemoryBytes, _closing.Token));
        _close = new(CloseAsync);
    }

    /// <summary>The page that the session began with.</summary>
    public IPage Page { get; }

    /// <summary>Completes, never faults, when there is no more use in the browser. It must still be disposed.</summary>
    public Task<BrowserEnd> Ended => _ended.Task;

    /// <summary>The proxy that it uses.</summary>
    internal Uri WayOut => _egress.Address;

    /// <summary>Requests of its pages that led elsewhere than to the hosts it may reach.</summary>
    public int RefusedRequests => _egress.Refusals;

    private Task PageClosed { get; set; } = Task.CompletedTask;

    /// <summary>The numbers of its processes; none where the system does not tell.</summary>
    internal IReadOnlyList<int> ProcessIds => _processes.Alive();

    public ValueTask DisposeAsync() => new(_close.Value);

    private async Task DecideAsync()
    {
        await Task.WhenAny(_ended.Task, Task.Delay(Patience, _clock, CancellationToken.None));
        _ended.TrySetResult(BrowserEnd.PageClosed);
    }

    // A frozen browser, and a driver that died, say so by no event.
    private async Task WatchAsync(TimeSpan silence, CancellationToken closing)
    {
        try
        {
            var browser = await _context.Browser!.NewBrowserCDPSessionAsync().WaitAsync(silence, _clock, closing);
            while (!_ended.Task.IsCompleted)
            {
                await browser.SendAsync("Browser.getVersion").WaitAsync(silence, _clock, closing);
                await Task.Delay(Beat, _clock, closing);
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // Being closed is no silence.
        }
        catch (TimeoutException)
        {
            _ended.TrySetResult(BrowserEnd.NotAnswering);
        }
        catch (PlaywrightException)
        {
            _ended.TrySetResult(BrowserEnd.BrowserGone);
        }
    }

    private async Task WatchMemoryAsync(long limit, CancellationToken closing)
    {
        try
        {
            while (!_ended.Task.IsCompleted)
            {
                var bytes = _processes.MemoryBytes();
                if (bytes > limit)
                {
                    _ended.TrySetResult(BrowserEnd.TooMuchMemory);

                    // What is asked to close takes more until it has.
                    _processes.Kill();
                }
                else if (bytes > limit / 2)
                {
                    await TidyAsync();
                }

                await Task.Delay(Beat, _clock, closing);
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // It is being closed.
        }
    }

    // A list of many pages leaves all of them behind: the browser throws them away when it has nothing else to do, which may be too late.
    private async Task TidyAsync()
    {
        try
        {
            await Page.RequestGCAsync().WaitAsync(Beat, _clock);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // It has no time for that, or is gone.
        }
    }

    private async Task LimitPagesAsync(IPage opened)
    {
        if (_context.Pages.Count <= MostPages)
        {
            return;
        }

        try
        {
            await opened.CloseAsync();
        }
        catch (PlaywrightException)
        {
            // It is gone, or the browser is.
        }
    }

    private async Task CloseAsync()
    {
        _ended.TrySetResult(BrowserEnd.Closed);
        await _closing.CancelAsync();
        await Task.WhenAll(_watch, PageClosed);

        var closed = _context.CloseAsync();
        await Task.WhenAny(closed, Task.Delay(Farewell, _clock, CancellationToken.None));
        var gone = await _processes.EndAsync(closed.IsCompleted ? Patience : TimeSpan.Zero, _clock);
        _ = closed.Exception;
        await _egress.DisposeAsync();
        _closing.Dispose();
        _release(gone);
    }
}
