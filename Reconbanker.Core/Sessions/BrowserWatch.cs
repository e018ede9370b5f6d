using Reconbanker.Core.Browser;

namespace Reconbanker.Core.Sessions;

/// <summary>Ends a run as soon as its browser is gone, instead of at the bound of the step that waits for it.</summary>
internal sealed class BrowserWatch : IDisposable
{
    private readonly CancellationTokenSource _over = new();

    /// <param name="ended">Told how the browser ended, if it did by itself.</param>
    public BrowserWatch(BrowserSession browser, RunningSession session, Action<BrowserEnd> ended) => _ = browser.Ended.ContinueWith(
        end =>
        {
            ended(end.Result);
            session.End(StopReason.BrowserCrashed);
        },
        _over.Token,
        TaskContinuationOptions.None,
        TaskScheduler.Default);

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }
}
