using System.Text.Json;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>Goes back in a window, or loads its page again, for a person. A form is never sent again that way, and nothing but the bank is gone to.</summary>
internal sealed class PageHistory(CdpPage devTools, PageRequests requests, PageLocation location, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>False if there is no page of the bank before this one.</returns>
    public async Task<bool> BackAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken) is not { } history)
        {
            return true; // the page hangs, or is gone
        }

        var before = history.GetProperty("entries").EnumerateArray()
            .Take(history.GetProperty("currentIndex").GetInt32())
            .Reverse()
            .SkipWhile(entry => !IsOfBank(entry))
            .Select(entry => entry.GetProperty("id").GetInt32())
            .Cast<int?>()
            .FirstOrDefault();
        if (before is not { } id)
        {
            return false;
        }

        requests.BeginAgain();
        _ = devTools.Send("Page.navigateToHistoryEntry", new() { ["entryId"] = id });
        return true;
    }

    public void Reload()
    {
        requests.BeginAgain();
        devTools.Send("Page.reload");
    }

    private bool IsOfBank(JsonElement entry) =>
        PageAddress.Read(entry.GetProperty("url").GetString()!) is { } address && location.IsOfBank(address);

    private async Task<JsonElement?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await devTools.AskAsync("Page.getNavigationHistory", null, Patience, clock, cancellationToken);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }
}
