using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Xunit;

namespace Reconbanker.Tests.Support;

/// <summary>A browser for looking at pages of our own making: the one that the product found or provided, without its sandbox and profile.</summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;

    private TestBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        Browser = browser;
    }

    public IBrowser Browser { get; }

    public static async Task<TestBrowser> LaunchAsync(ChromiumFixture chromium)
    {
        var found = await chromium.ChromiumAsync(TestContext.Current.CancellationToken);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = found.ExecutablePath,
            Args =
            [
                "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                "--disable-quic", "--disable-auto-reload", ChromiumFeatures.Off,
            ],
        });
        return new TestBrowser(playwright, browser);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        _playwright.Dispose();
    }
}
