using Microsoft.Playwright;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>A bank's page in one browser, and windows of operators that show it live in another.</summary>
internal sealed class LiveScene : IAsyncDisposable
{
    private readonly LiveViewBrowser _browser;
    private readonly LiveView _view;
    private readonly LiveScreenHost _host;

    private LiveScene(LiveViewBrowser browser, IPage bank, LiveView view, LiveScreenHost host) =>
        (_browser, Bank, _view, _host) = (browser, bank, view, host);

    public IPage Bank { get; }

    public LiveView View => _view;

    /// <param name="address">Where the bank's page is really; null for nowhere, with the body alone.</param>
    /// <param name="hosts">The bank's; null if every host is.</param>
    public static async Task<LiveScene> OpenAsync(LiveViewBrowser browser, string body, string? address = null, EgressRules? hosts = null)
    {
        var bank = await browser.OpenAsync(body);
        if (address is not null)
        {
            await bank.GotoAsync(address);
        }

        var view = await LiveView.OpenAsync(bank, hosts, TimeProvider.System, TestContext.Current.CancellationToken);
        view.AcceptsInput = true;
        return new(browser, bank, view, await LiveScreenHost.StartAsync(view, TestContext.Current.CancellationToken));
    }

    public async Task<IPage> WindowAsync(string who, int width = 1200, int height = 900, float scale = 1, bool isPhone = false)
    {
        var context = await _browser.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            DeviceScaleFactor = scale,
            HasTouch = isPhone,
            IsMobile = isPhone,
        });
        context.SetDefaultTimeout(60_000);
        var window = await context.NewPageAsync();
        await window.GotoAsync($"{_host.Address}/?{who}");
        await window.ShownAsync();
        return window;
    }

    /// <summary>Where in the window a spot of the bank's page is shown, once the window shows the page at the size that it has.</summary>
    public async Task<(float X, float Y)> AimAsync(IPage window, double x, double y)
    {
        var page = await window.FittedAsync(() => _view.Page);
        var canvas = await window.Locator("canvas").EvaluateAsync<double[]>(
            "c => { c.parentElement.scrollIntoView(); const b = c.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; }");
        return ((float)(canvas[0] + (x / page[0] * canvas[2])), (float)(canvas[1] + (y / page[1] * canvas[3])));
    }

    public async Task ClickAtAsync(IPage window, double x, double y)
    {
        var at = await AimAsync(window, x, y);
        await window.Mouse.ClickAsync(at.X, at.Y);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _browser.Browser.Contexts.ToList())
        {
            await context.CloseAsync();
        }

        await _host.DisposeAsync();
        await _view.DisposeAsync();
    }
}

internal static class OperatorWindow
{
    // The picture is of the page at its size, and that is the one that a window in control has room for.
    private const string IsFitted = """
        ([width, height]) => {
          const canvas = document.querySelector('canvas');
          const screen = document.querySelector('.live-screen');
          const { paddingLeft, paddingRight } = getComputedStyle(screen.parentElement);
          const room = screen.parentElement.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
          return Math.abs(canvas.width / canvas.height - width / height) < .01
            && (!screen.querySelector('.stage.mine') || Math.abs(Math.min(1920, Math.max(320, room)) - width) < 3);
        }
        """;

    /// <summary>Waits until the window shows the bank's page at the size that it has.</summary>
    /// <param name="bank">The page, whichever it is by then.</param>
    /// <returns>Its width and height in CSS pixels.</returns>
    public static async Task<double[]> FittedAsync(this IPage window, Func<IPage> bank)
    {
        double[] size = [];
        await Until.TrueAsync(
            async () =>
            {
                size = await SizeAsync(bank());
                return await window.EvaluateAsync<bool>(IsFitted, size);
            },
            "the bank's page is shown at its size");
        return size;
    }

    public static Task ShownAsync(this IPage window) => Assertions.Expect(window.Locator(".stage.live")).ToBeVisibleAsync();

    public static async Task TakeControlAsync(this IPage window)
    {
        await window.GetByRole(AriaRole.Button, new() { Name = "Take control" }).ClickAsync();
        await Assertions.Expect(window.GetByText("You are in control")).ToBeVisibleAsync();
        await Assertions.Expect(window.Locator(".stage.mine")).ToBeVisibleAsync();
    }

    private static async Task<double[]> SizeAsync(IPage bank)
    {
        while (true)
        {
            try
            {
                return await bank.EvaluateAsync<double[]>("[innerWidth, innerHeight]");
            }
            catch (PlaywrightException e) when (e.Message.Contains("context was destroyed", StringComparison.Ordinal))
            {
                // The page goes elsewhere: there is another to ask.
            }
        }
    }
}
