using System.Collections.Concurrent;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>Refuses the files that the bank's pages offer, and says which; nothing of them comes to the disk.</summary>
internal sealed class PageDownloads : IDisposable
{
    // A page can offer files for ever.
    private const int MostMeasured = 20;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Measured> _measured = new();
    private readonly IBrowserContext _context;
    private readonly TimeProvider _clock;

    public PageDownloads(IBrowserContext context, TimeProvider clock)
    {
        (_context, _clock) = (context, clock);
        _context.Download += OnDownload;
    }

    public event Action<ViewNotice>? Refused;

    /// <summary>The browser knows the size of what a window offers, if the bank's site says it.</summary>
    public void Listen(CdpPage window)
    {
        window.On("Page.downloadWillBegin", begun =>
        {
            if (_measured.Count < MostMeasured)
            {
                _measured[begun.GetProperty("guid").GetString()!] = new(begun.GetProperty("url").GetString()!);
            }
        });
        window.On("Page.downloadProgress", progress =>
        {
            if (_measured.TryGetValue(progress.GetProperty("guid").GetString()!, out var download))
            {
                download.Bytes = (long)progress.GetProperty("totalBytes").GetDouble();
            }
        });
    }

    public void Dispose() => _context.Download -= OnDownload;

    private void OnDownload(object? sender, IDownload download)
    {
        Unanswered.Ignore(download.CancelAsync());
        Unanswered.Ignore(SayAsync(download));
    }

    private async Task SayAsync(IDownload download)
    {
        // Its size comes before its end, which comes at once.
        await Task.WhenAny(Unanswered.OverAsync(download.FailureAsync()), Task.Delay(EndPatience, _clock, CancellationToken.None));
        var known = _measured.Where(measured => measured.Value.Address == download.Url).ToList();
        known.ForEach(measured => _measured.TryRemove(measured.Key, out _));
        var bytes = known.Select(measured => measured.Value.Bytes).FirstOrDefault(size => size > 0);
        Refused?.Invoke(new(ViewNoticeKind.DownloadRefused, PageText.Line(download.SuggestedFilename), Bytes: bytes > 0 ? bytes : null));
    }

    private sealed class Measured(string address)
    {
        public string Address { get; } = address;

        public long Bytes { get; set; }
    }
}
