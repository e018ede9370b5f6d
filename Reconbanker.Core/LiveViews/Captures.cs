using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Takes pictures of a page apart from its cast, and lets inputs pass between them only: while Chromium takes a picture of a page that is
/// drawn finer than its own pixels, it scales the page, and what is pressed meanwhile lands at half of where it was aimed.
/// </summary>
/// <param name="restoreSize">Gives the page its size again: a picture that does not come leaves it scaled.</param>
internal sealed class Captures(CdpPage page, Action restoreSize, TimeProvider clock)
{
    /// <summary>A page that has not handled an input by then hangs, and what is held longer is forgotten.</summary>
    private static readonly TimeSpan InputTime = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Ongoing _inputs = new();
    private readonly Ongoing _pictures = new();

    /// <summary>Waits until no input is on its way and nothing is held, and takes a picture.</summary>
    /// <param name="quality">Of the JPEG: 1 to 100.</param>
    /// <param name="patience">How long it waits for its turn, and then for the picture.</param>
    /// <returns>The JPEG, with as many pixels as the page is drawn with.</returns>
    /// <exception cref="PlaywrightException">The page is closed.</exception>
    /// <exception cref="TimeoutException">There was an input all the time, or the page hangs.</exception>
    public async Task<byte[]> TakeAsync(int quality, TimeSpan patience, CancellationToken cancellationToken)
    {
        var from = clock.GetTimestamp();
        while (TryBegin(_pictures.Begin, unless: _inputs) is { } inputs)
        {
            var left = patience - clock.GetElapsedTime(from);
            await inputs.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancellationToken);
        }

        // Whoever asked may stop waiting; Chromium goes on.
        var taking = page.AskAsync(
            "Page.captureScreenshot", new() { ["format"] = "jpeg", ["quality"] = quality }, patience, clock, CancellationToken.None);
        _ = EndAsync(taking);
        return (await taking.WaitAsync(cancellationToken))!.Value.GetProperty("data").GetBytesFromBase64();
    }

    /// <summary>Waits until no picture is being taken, and sends inputs, which are to tell <see cref="OnSent"/> of their replies.</summary>
    /// <param name="mayStill">Asked again after each wait; if it is not so any more, nothing is sent.</param>
    public async Task SendAsync(Action send, Func<bool> mayStill)
    {
        while (mayStill() && TryBegin(send, unless: _pictures) is { } pictures)
        {
            await pictures;
        }
    }

    /// <param name="over">Ends when the page has handled it, or what is held has been let go of.</param>
    public void OnSent(Task over)
    {
        lock (_gate)
        {
            _inputs.Begin();
        }

        _ = EndInputAsync(over);
    }

    /// <returns>What is to be waited for first; null if nothing was, and it has begun.</returns>
    private Task? TryBegin(Action begin, Ongoing unless)
    {
        lock (_gate)
        {
            if (unless.Over is { } over)
            {
                return over;
            }

            begin();
            return null;
        }
    }

    private async Task EndAsync(Task taking)
    {
        try
        {
            await taking;
        }
        catch (TimeoutException)
        {
            restoreSize();
        }
        catch (PlaywrightException)
        {
            // The page is gone.
        }

        lock (_gate)
        {
            _pictures.End();
        }
    }

    private async Task EndInputAsync(Task over)
    {
        await over.WaitAsync(InputTime, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _inputs.End();
        }
    }

    /// <summary>How many go on at once. Used under a lock.</summary>
    private sealed class Ongoing
    {
        private int _count;
        private TaskCompletionSource? _over;

        /// <summary>Ends when none goes on any more; null if none does.</summary>
        public Task? Over => _over?.Task;

        public void Begin()
        {
            _count++;
            _over ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void End()
        {
            if (--_count == 0)
            {
                _over!.SetResult();
                _over = null;
            }
        }
    }
}
