using System.Text.Json;
using Microsoft.Playwright;

namespace Reconbanker.Core.Browser;

/// <summary>
/// A DevTools session with one page, or with a frame in a process of its own. Commands are written in the order of the calls; their
/// replies are not waited for.
/// </summary>
internal sealed class CdpPage(ICDPSession session) : IAsyncDisposable
{
    private static readonly TimeSpan AttachTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DetachTime = TimeSpan.FromSeconds(2);

    /// <exception cref="PlaywrightException">The page is closed.</exception>
    /// <exception cref="TimeoutException">The browser does not answer.</exception>
    public static async Task<CdpPage> AttachAsync(IPage page, TimeProvider clock, CancellationToken cancellationToken) =>
        new(await page.Context.NewCDPSessionAsync(page).WaitAsync(AttachTime, clock, cancellationToken));

    /// <exception cref="PlaywrightException">The frame is gone, or is in the same process as the one around it.</exception>
    /// <exception cref="TimeoutException">The browser does not answer.</exception>
    public static async Task<CdpPage> AttachAsync(IFrame frame, TimeProvider clock, CancellationToken cancellationToken) =>
        new(await frame.Page.Context.NewCDPSessionAsync(frame).WaitAsync(AttachTime, clock, cancellationToken));

    /// <summary>Sends one command. The browser's refusal is dropped unread: it may quote what was typed.</summary>
    /// <returns>Ends with the browser's reply, and never fails. Waiting for each would let a slow page hold up every later input.</returns>
    public Task Send(string method, Dictionary<string, object>? arguments = null)
    {
        var reply = session.SendAsync(method, arguments);
        Unanswered.Ignore(reply);
        return Unanswered.OverAsync(reply);
    }

    /// <exception cref="PlaywrightException">The browser refused.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public Task<JsonElement?> AskAsync(
        string method, Dictionary<string, object>? arguments, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reply = session.SendAsync(method, arguments);
        Unanswered.Ignore(reply);
        return reply.WaitAsync(patience, clock, cancellationToken);
    }

    public void On(string name, Action<JsonElement> handle) =>
        session.Event(name).OnEvent += (_, details) =>
        {
            if (details is { } given)
            {
                handle(given);
            }
        };

    /// <summary>The page or frame is gone, or in another process; nothing comes after that.</summary>
    public void OnClosed(Action handle) => session.Close += (_, _) => handle();

    public async ValueTask DisposeAsync()
    {
        try
        {
            var detached = session.DetachAsync();
            Unanswered.Ignore(detached);
            await detached.WaitAsync(DetachTime, TimeProvider.System);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // The page is gone, or hangs; its session ends with it.
        }
    }
}
