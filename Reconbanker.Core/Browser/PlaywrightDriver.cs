using Microsoft.Playwright;

namespace Reconbanker.Core.Browser;

/// <summary>The one process that speaks to all browsers: started when it is needed, and again when it has died.</summary>
public sealed class PlaywrightDriver(TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _one = new(1, 1);
    private IPlaywright? _playwright;

    /// <summary>A driver that has just answered.</summary>
    /// <exception cref="BrowserLaunchException">The driver does not start.</exception>
    public async Task<IPlaywright> GetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_playwright is not null && !await AnswersAsync(_playwright))
            {
                _playwright.Dispose();
                _playwright = null;
            }

            return _playwright ??= await Playwright.CreateAsync().WaitAsync(Patience, clock, CancellationToken.None);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            throw new BrowserLaunchException(ChromiumTexts.DriverDoesNotStart);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _one.WaitAsync();
        _playwright?.Dispose();
        _playwright = null;
        _one.Dispose();
    }

    // It says by no event that it has died.
    private async Task<bool> AnswersAsync(IPlaywright playwright)
    {
        try
        {
            var context = await playwright.APIRequest.NewContextAsync().WaitAsync(Patience, clock);
            await context.DisposeAsync().AsTask().WaitAsync(Patience, clock);
            return true;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return false;
        }
    }
}
