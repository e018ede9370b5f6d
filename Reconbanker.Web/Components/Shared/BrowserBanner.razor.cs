using System.Globalization;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Browser;

namespace Reconbanker.Web.Components.Shared;

/// <summary>Says how the search for a browser stands, and for as long as it lasts that there is none, or one without its sandbox.</summary>
public sealed partial class BrowserBanner(ChromiumProvider chromium, ActivityFeed feed) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private ChromiumState _state = chromium.State;
    private IDisposable? _listening;

    public void Dispose()
    {
        _listening?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override void OnInitialized()
    {
        _listening = feed.Listen(notice =>
        {
            if (notice.Topic == ActivityTopic.Browser)
            {
                _ = InvokeAsync(ShowState);
            }
        });
        _state = chromium.State;
    }

    private static string Format(string text, string value) => string.Format(CultureInfo.CurrentCulture, text, value);

    private void ShowState()
    {
        _state = chromium.State;
        StateHasChanged();
    }

    private async Task RetryAsync() => await chromium.RetryAsync(_closed.Token);
}
