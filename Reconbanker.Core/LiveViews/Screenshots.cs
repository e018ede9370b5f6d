using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>Pictures taken twice a second, for a page whose cast brings none.</summary>
internal sealed class Screenshots(CdpPage page, Captures captures, TimeProvider clock) : FrameSource, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private CancellationTokenSource _stop = new();
    private Task _taking = Task.CompletedTask;

    public override void Start(CastRecipe recipe)
    {
        Stop();
        _stop.Dispose();
        _stop = new();
        _taking = TakeAsync(_taking, recipe, _stop.Token);
    }

    public override void Stop() => _stop.Cancel();

    public override void Acknowledge(int receipt)
    {
        // It has a beat of its own.
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _taking;
        _stop.Dispose();
    }

    private async Task TakeAsync(Task before, CastRecipe recipe, CancellationToken stop)
    {
        await before;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (await ShootAsync(recipe, stop) is { } frame)
                {
                    Deliver(frame);
                }

                await Task.Delay(Interval, clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task<SourceFrame?> ShootAsync(CastRecipe recipe, CancellationToken stop)
    {
        try
        {
            var layout = await page.AskAsync("Page.getLayoutMetrics", null, Patience, clock, stop);
            var jpeg = await captures.TakeAsync(recipe.Quality, Patience, stop);
            var viewport = layout!.Value.GetProperty("cssVisualViewport");
            return new(
                jpeg,
                viewport.GetProperty("clientWidth").GetDouble(),
                viewport.GetProperty("clientHeight").GetDouble(),
                0,
                0);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return null; // hung or going away; the next one may come
        }
    }
}
