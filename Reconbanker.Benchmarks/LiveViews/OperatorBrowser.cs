using Microsoft.Playwright;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>The browser in front of which a person would sit: one for all peers, a window at a time.</summary>
internal sealed class OperatorBrowser : IAsyncDisposable
{
    /// <summary>Of every browser that the bench starts by itself; the app starts its own as it always does.</summary>
    public static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
        "--disable-breakpad",
    ];

    /// <summary>In windows of this size the dashboard gives the page the size that every peer's has.</summary>
    public const int WindowWidth = 1872;
    private const int WindowHeight = 1000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;

    private OperatorBrowser(IPlaywright playwright, IBrowser browser, IBrowserContext context) =>
        (_playwright, _browser, _context) = (playwright, browser, context);

    public static async Task<OperatorBrowser> LaunchAsync(string executable)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = WindowWidth, Height = WindowHeight } });
        context.SetDefaultTimeout(120_000);
        await context.AddInitScriptAsync(Probe.Script);
        return new OperatorBrowser(playwright, browser, context);
    }

    public async Task SignInAsync(Uri dashboard)
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync(new Uri(dashboard, "/sign-in").AbsoluteUri);
        await page.EvaluateAsync(
            """
            ([email, password]) => {
              document.querySelector('input[type=email]').value = email;
              document.querySelector('input[type=password]').value = password;
              document.querySelector('button[type=submit]').click();
            }
            """,
            new[] { AppChild.Email, AppChild.Password });
        await page.WaitForURLAsync(address => !address.Contains("sign-in", StringComparison.Ordinal));
        await page.CloseAsync();
    }

    public async Task<OperatorWindow> OpenAsync(Uri address)
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
        return new OperatorWindow(page, await _context.NewCDPSessionAsync(page));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
