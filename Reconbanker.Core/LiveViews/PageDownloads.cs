using System.Globalization;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>Refuses the files that the bank's pages offer, and says so.</summary>
internal sealed class PageDownloads : IDisposable
{
    private const int LongestName = 80;

    private readonly IBrowserContext _context;

    public PageDownloads(IBrowserContext context)
    {
        _context = context;
        _context.Download += OnDownload;
    }

    public event Action<ViewNotice>? Refused;

    public void Dispose() => _context.Download -= OnDownload;

    private void OnDownload(object? sender, IDownload download)
    {
        Unanswered.Ignore(download.CancelAsync());
        Refused?.Invoke(new(ViewNoticeKind.DownloadRefused, Clean(download.SuggestedFilename)));
    }

    /// <summary>The page chose the name: nothing in it may break a line, turn the text around or fill the screen.</summary>
    private static string Clean(string name)
    {
        var visible = string.Concat(name.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));
        return visible.Length <= LongestName ? visible : $"{visible[..LongestName]}…";
    }
}
