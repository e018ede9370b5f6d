using Microsoft.Playwright;

namespace Reconbanker.Core.LiveViews;

/// <summary>Knows when something last happened in a browser: a person acted, or an answer came to one of its pages. To look at a page costs it work.</summary>
internal sealed class PageStir : IDisposable
{
    private readonly IBrowserContext _browser;
    private readonly TimeProvider _clock;
    private long _at;

    public PageStir(IBrowserContext browser, TimeProvider clock)
    {
        (_browser, _clock) = (browser, clock);
        Note();
        browser.Response += OnResponse;
        browser.Page += OnPage;
    }

    /// <summary>How long nothing has happened. A page may still change what it shows, by a clock of its own.</summary>
    public TimeSpan QuietTime => _clock.GetElapsedTime(Interlocked.Read(ref _at));

    public void Note() => Interlocked.Exchange(ref _at, _clock.GetTimestamp());

    public void Dispose()
    {
        _browser.Response -= OnResponse;
        _browser.Page -= OnPage;
    }

    private void OnResponse(object? sender, IResponse response) => Note();

    private void OnPage(object? sender, IPage page) => Note();
}
