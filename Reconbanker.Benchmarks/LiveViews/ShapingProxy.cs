using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>A way to a server of this machine that counts what comes back and can be as slow as a bad line.</summary>
internal sealed class ShapingProxy : IAsyncDisposable
{
    private const double BytesPerSecond = 300_000 / 8.0;
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(75);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly Uri _server;
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private long _received;
    private long _lineFreeAt;

    public ShapingProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Whether it lets 300 kbit/s through, with a round trip of 150 ms.</summary>
    public volatile bool IsSlow;

    /// <summary>Bytes that have come from the server.</summary>
    public long Received => Interlocked.Read(ref _received);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(CarryAsync(await _listener.AcceptSocketAsync(_closed.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task CarryAsync(Socket viewer)
    {
        using (viewer)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 16 * 1024 })
        {
            viewer.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server.Port, _closed.Token);
                await Task.WhenAny(PumpAsync(viewer, server, isDown: false), PumpAsync(server, viewer, isDown: true));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // One of the two is gone.
            }
        }
    }

    // Few and small pieces on their way: what the line cannot carry yet has to wait at the sender, which a real one feels too.
    private async Task PumpAsync(Socket from, Socket to, bool isDown)
    {
        var way = Channel.CreateBounded<(byte[] Piece, long At)>(16);
        var sending = SendAsync(to, way.Reader);
        var buffer = new byte[1460];
        try
        {
            while (await from.ReceiveAsync(buffer, _closed.Token) is > 0 and var length)
            {
                await way.Writer.WriteAsync((buffer[..length], ArrivesAt(length, isDown)), _closed.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the two is gone.
        }

        way.Writer.TryComplete();
        await sending;
    }

    private async Task SendAsync(Socket to, ChannelReader<(byte[] Piece, long At)> way)
    {
        try
        {
            await foreach (var (piece, at) in way.ReadAllAsync(_closed.Token))
            {
                var rest = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), at);
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, TimeProvider.System, _closed.Token);
                }

                await to.SendAsync(piece, _closed.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the two is gone.
        }
    }

    private long ArrivesAt(int length, bool isDown)
    {
        Interlocked.Add(ref _received, isDown ? length : 0);
        var now = TimeProvider.System.GetTimestamp();
        if (!IsSlow)
        {
            return now;
        }

        var perSecond = TimeProvider.System.TimestampFrequency;
        var way = (long)(OneWay.TotalSeconds * perSecond);
        if (!isDown)
        {
            return now + way;
        }

        lock (_gate)
        {
            _lineFreeAt = Math.Max(now, _lineFreeAt) + (long)(length / BytesPerSecond * perSecond);
            return _lineFreeAt + way;
        }
    }
}
