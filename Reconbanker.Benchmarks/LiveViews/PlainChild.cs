using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>In the child: the plain ways to show a page: a relayed cast and screenshots, each with a page of its own in one browser, and a bare cast of another browser.</summary>
internal static class PlainChild
{
    private const string Viewer = """
        <!doctype html><html><body style="margin:0"><canvas id="view" tabindex="0" width="1280" height="800"></canvas><script>
        const view = document.getElementById('view'), g = view.getContext('2d');
        const socket = new WebSocket(location.href.replace('http', 'ws') + 'socket');
        socket.binaryType = 'arraybuffer';
        socket.onmessage = async e => {
          const picture = await createImageBitmap(new Blob([e.data], { type: 'image/jpeg' }));
          g.drawImage(picture, 0, 0, view.width, view.height);
          picture.close();
        };
        const send = input => socket.send(JSON.stringify(input));
        const mouse = (type, e) => send({ type, x: e.offsetX, y: e.offsetY, button: e.buttons || type !== 'mouseMoved' ? 'left' : 'none', buttons: e.buttons, clickCount: type === 'mouseMoved' ? 0 : 1 });
        view.addEventListener('mousedown', e => { view.focus(); mouse('mousePressed', e); });
        view.addEventListener('mouseup', e => mouse('mouseReleased', e));
        view.addEventListener('mousemove', e => mouse('mouseMoved', e));
        view.addEventListener('keydown', e => send({ type: 'keyDown', key: e.key, code: e.code, text: e.key.length === 1 ? e.key : '', windowsVirtualKeyCode: e.keyCode }));
        view.addEventListener('keyup', e => send({ type: 'keyUp', key: e.key, code: e.code, windowsVirtualKeyCode: e.keyCode }));
        </script></body></html>
        """;

    public static async Task RunAsync(string browser, Uri target)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = browser, Args = OperatorBrowser.Arguments });
        var port = TargetSite.FreePort();
        await using var open = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = browser, Args = [.. OperatorBrowser.Arguments, $"--remote-debugging-port={port}"] });
        await OpenAsync(open, target);
        await using var bare = new BareCast(port);
        await using var relay = new CastRelay(await OpenAsync(chromium, target));
        await using var poll = new ScreenshotPoll(await OpenAsync(chromium, target));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var site = builder.Build();
        site.UseWebSockets();
        site.Run(http => http.Request.Path.Value switch
        {
            "/bare/socket" => bare.ServeAsync(http),
            "/relay/socket" => relay.ServeAsync(http),
            "/poll/socket" => poll.ServeAsync(http),
            _ => ShowAsync(http),
        });
        await site.StartAsync();
        LiveChild.Say("address", site.Urls.First());
        await foreach (var line in LiveChild.AskedAsync())
        {
            LiveChild.Say("done", line);
        }

        await site.StopAsync();
    }

    private static async Task<ICDPSession> OpenAsync(IBrowser browser, Uri target)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = TargetPage.Width, Height = TargetPage.Height } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(target.AbsoluteUri);
        return await context.NewCDPSessionAsync(page);
    }

    private static Task ShowAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync(Viewer, http.RequestAborted);
    }
}
