using Microsoft.JSInterop;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>How a live screen stands with its window.</summary>
public enum ScreenPhase { Connecting, Live, Stalled, Ended }

/// <summary>
/// Hands the pictures of a viewer to the canvas of its window, one at a time: straight, with nothing for Blazor to compare.
/// </summary>
/// <param name="screen">The script's object of the canvas.</param>
/// <param name="show">Told each time how it stands.</param>
/// <param name="fail">Told what nobody expects.</param>
internal sealed class LivePainter(
    Viewer viewer, IJSObjectReference screen, Func<ScreenPhase, Task> show, Func<Exception, Task> fail, TimeProvider clock)
{
    private static readonly TimeSpan DrawingTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan WakingTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Paints until the live view ends, or this is stopped.</summary>
    public async Task PaintAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var frame in viewer.ReadFramesAsync(stop))
            {
                if (await TryPaintAsync(frame, stop))
                {
                    viewer.IsStalled = false;
                    await show(ScreenPhase.Live);
                }
                else
                {
                    viewer.Wake();
                }
            }

            await show(ScreenPhase.Ended);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The viewer left in the middle of a frame.
        }
        catch (Exception e)
        {
            await fail(e);
        }
    }

    /// <summary>Returns once the picture is drawn; false if the window has slept over it, or it was lost on the way. No others pile up meanwhile.</summary>
    private async Task<bool> TryPaintAsync(ScreenFrame frame, CancellationToken stop)
    {
        var painting = IsPaintedAsync(frame, stop);
        while (!await IsDoneAsync(painting, DrawingTime, stop))
        {
            if (await IsAwakeAsync())
            {
                return await IsDoneAsync(painting, WakingTime, stop) && await painting; // it was asked first
            }

            viewer.IsStalled = true;
            await show(ScreenPhase.Stalled);
        }

        return await painting;
    }

    private async Task<bool> IsPaintedAsync(ScreenFrame frame, CancellationToken stop)
    {
        try
        {
            var held = viewer.HeldAs(frame);
            return await screen.InvokeAsync<bool>(
                "paint",
                stop,
                held is null ? frame.Jpeg : null,
                held ?? frame.Sequence,
                frame.Sequence,
                frame.Width,
                frame.Height,
                frame.OffsetTop,
                clock.GetUtcNow().ToUnixTimeMilliseconds());
        }
        catch (Exception e) when (JsCalls.IsAway(e))
        {
            await Task.Delay(BetweenTries, clock, stop);
            return false;
        }
    }

    private async Task<bool> IsDoneAsync(Task task, TimeSpan time, CancellationToken stop)
    {
        try
        {
            await task.WaitAsync(time, clock, stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> IsAwakeAsync()
    {
        try
        {
            await screen.InvokeVoidAsync("wake", WakingTime);
            return true;
        }
        catch (Exception e) when (JsCalls.IsAway(e))
        {
            return false;
        }
    }
}
