using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>Sends pictures of a page to one viewer's socket as they come, and its inputs to the page.</summary>
internal abstract class PlainPeer : IAsyncDisposable
{
    private Channel<byte[]>? _pictures;

    public async Task ServeAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        _pictures = Channel.CreateUnbounded<byte[]>();
        var sending = SendAsync(socket, _pictures.Reader, http.RequestAborted);
        await StartAsync();
        try
        {
            await ReceiveAsync(socket, http.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The viewer's window was closed.
        }

        await StopAsync();
        _pictures.Writer.TryComplete();
        await sending;
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task StartAsync();

    protected abstract Task StopAsync();

    /// <summary>Sends a DevTools command to the page.</summary>
    protected abstract Task SendAsync(string method, Dictionary<string, object> arguments);

    protected void Show(byte[] picture) => _pictures?.Writer.TryWrite(picture);

    private static async Task SendAsync(WebSocket socket, ChannelReader<byte[]> pictures, CancellationToken closed)
    {
        try
        {
            await foreach (var picture in pictures.ReadAllAsync(closed))
            {
                await socket.SendAsync(picture, WebSocketMessageType.Binary, endOfMessage: true, closed);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The viewer's window was closed.
        }
    }

    private async Task ReceiveAsync(WebSocket socket, CancellationToken closed)
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, closed) is { MessageType: WebSocketMessageType.Text } message)
        {
            var input = JsonSerializer.Deserialize<Dictionary<string, object>>(buffer.AsSpan(0, message.Count))!;
            var isKey = input["type"].ToString()!.StartsWith("key", StringComparison.Ordinal);
            _ = SendAsync(isKey ? "Input.dispatchKeyEvent" : "Input.dispatchMouseEvent", input);
        }
    }
}

/// <summary>The cast that Chromium offers, each picture acknowledged at once.</summary>
internal sealed class CastRelay : PlainPeer
{
    private const int Quality = 60;

    private readonly ICDPSession _page;

    public CastRelay(ICDPSession page)
    {
        _page = page;
        page.Event("Page.screencastFrame").OnEvent += (_, details) =>
        {
            Show(details!.Value.GetProperty("data").GetBytesFromBase64());
            _ = SendAsync("Page.screencastFrameAck", new() { ["sessionId"] = details.Value.GetProperty("sessionId").GetInt32() });
        };
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override Task StartAsync() => SendAsync(
        "Page.startScreencast", new() { ["format"] = "jpeg", ["quality"] = Quality, ["maxWidth"] = TargetPage.Width, ["maxHeight"] = TargetPage.Height });

    protected override Task StopAsync() => SendAsync("Page.stopScreencast", []);

    protected override Task SendAsync(string method, Dictionary<string, object> arguments) => _page.SendAsync(method, arguments);
}

/// <summary>A screenshot each 100 ms.</summary>
internal sealed class ScreenshotPoll(ICDPSession page) : PlainPeer
{
    private const int Quality = 60;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource _stop = new();
    private Task _taking = Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        _closed.Dispose();
        _stop.Dispose();
    }

    protected override Task StartAsync()
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        _taking = TakeAsync(_stop.Token);
        return Task.CompletedTask;
    }

    protected override async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _taking;
    }

    protected override Task SendAsync(string method, Dictionary<string, object> arguments) => page.SendAsync(method, arguments);

    private async Task TakeAsync(CancellationToken stop)
    {
        using var beat = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            do
            {
                var shot = await page.SendAsync("Page.captureScreenshot", new() { ["format"] = "jpeg", ["quality"] = Quality });
                Show(shot!.Value.GetProperty("data").GetBytesFromBase64());
            }
            while (await beat.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The viewer left.
        }
    }
}
