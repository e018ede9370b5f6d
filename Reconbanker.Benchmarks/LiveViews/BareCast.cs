using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>
/// The least that a cast can cost: between Chromium's own socket and the viewer's there is nothing but this, pictures are as cheap as ours
/// while a hand acts, and Chromium works on one at a time. How old its pictures are, no product that relays the cast can be far below.
/// </summary>
/// <param name="port">Where a Chromium of the bench's own listens for DevTools. It shows one page.</param>
internal sealed class BareCast(int port) : PlainPeer
{
    private const int Width = TargetPage.Width * 67 / 100;
    private const int Quality = 45;
    private const int LongestMessage = 1 << 22;

    /// <summary>Of the three pictures that Chromium sends without an acknowledgement.</summary>
    private const int Withheld = 2;

    private readonly SemaphoreSlim _turn = new(1);
    private ClientWebSocket _page = new();
    private Task _reading = Task.CompletedTask;
    private int _commands;

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        _page.Dispose();
        _turn.Dispose();
    }

    protected override async Task StartAsync()
    {
        using var http = new HttpClient();
        var targets = await http.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/json");
        var page = targets.EnumerateArray().First(target => target.GetProperty("type").GetString() == "page");
        _page = new ClientWebSocket();
        await _page.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), CancellationToken.None);
        _reading = ReadAsync(_page);
        await SendAsync(
            "Page.startScreencast", new() { ["format"] = "jpeg", ["quality"] = Quality, ["maxWidth"] = Width, ["maxHeight"] = TargetPage.Height });
    }

    protected override async Task StopAsync()
    {
        _page.Abort(); // its cast ends with it
        await _reading;
    }

    protected override async Task SendAsync(string method, Dictionary<string, object> arguments)
    {
        var command = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["id"] = Interlocked.Increment(ref _commands),
            ["method"] = method,
            ["params"] = arguments,
        });
        await _turn.WaitAsync();
        try
        {
            await _page.SendAsync(command, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The viewer's window was closed.
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReadAsync(ClientWebSocket page)
    {
        var buffer = new byte[LongestMessage];
        var pictures = 0;
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await page.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                using var message = JsonDocument.Parse(buffer.AsMemory(0, length));
                if (message.RootElement.TryGetProperty("method", out var method) && method.ValueEquals("Page.screencastFrame"))
                {
                    var picture = message.RootElement.GetProperty("params");
                    Show(picture.GetProperty("data").GetBytesFromBase64());
                    if (++pictures > Withheld)
                    {
                        await SendAsync("Page.screencastFrameAck", new() { ["sessionId"] = picture.GetProperty("sessionId").GetInt32() });
                    }
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The viewer's window was closed.
        }
    }
}
