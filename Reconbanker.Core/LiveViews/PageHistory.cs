using System.Text.Json;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>Goes back in a window, or loads its page again, for a person. A form is never sent again that way, and nothing but the bank is gone to.</summary>
internal sealed class PageHistory(CdpPage devTools, PageRequests requests, PageLocation location, TimeProvider clock)
{
    private const int MostTries = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Queue<int> _further = [];

    /// <summary>From a page that is not the bank's, it goes back as far as there is one of the bank that is no form.</summary>
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
            .Where(IsOfBank)
            .Select(entry => entry.GetProperty("id").GetInt32());
        lock (_gate)
        {
            _further.Clear();
            foreach (var id in location.Address.Trouble == PageTrouble.NotTheBank ? before : before.Take(1))
            {
                _further.Enqueue(id);
            }
        }

        return GoFurther();
    }

    /// <summary>The page that was gone back to is a form, and stays where it is.</summary>
    /// <returns>False if there is no other one to go to.</returns>
    public bool GoFurther()
    {
        int entry;
        lock (_gate)
        {
            if (!_further.TryDequeue(out entry))
            {
                return false;
            }
        }

        _ = TurnAsync("Page.navigateToHistoryEntry", new() { ["entryId"] = entry });
        return true;
    }

    public void Reload()
    {
        lock (_gate)
        {
            _further.Clear();
        }

        _ = TurnAsync("Page.reload", null);
    }

    /// <summary>A page that has come this very moment cannot be left yet: Chromium refuses that at once, and is asked again.</summary>
    private async Task TurnAsync(string method, Dictionary<string, object>? arguments)
    {
        for (var tries = MostTries; tries > 0; tries--)
        {
            requests.BeginAgain();
            try
            {
                await devTools.AskAsync(method, arguments, Patience, clock, CancellationToken.None);
                return;
            }
            catch (PlaywrightException)
            {
                await Task.Delay(BetweenTries, clock);
            }
            catch (TimeoutException)
            {
                return; // the page hangs: it does so when it answers again
            }
        }
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
