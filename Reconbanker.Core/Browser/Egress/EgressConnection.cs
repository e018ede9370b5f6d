using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Browser.Egress;

/// <summary>One connection of a browser to its proxy: one request, or one tunnel.</summary>
internal sealed class EgressConnection(EgressProxy proxy, Socket socket) : IDisposable
{
    private const int BufferSize = 32 * 1024;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan IdlePatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(2);
    private static readonly byte[] Established = "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray();

    private readonly CancellationTokenSource _idle = new(IdlePatience, proxy.Clock);

    /// <summary>Ends when either side has, when nothing has passed for a while, or when it is stopped; never throws.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        await using var stopping = stop.Register(_idle.Cancel);
        socket.NoDelay = true;
        await using var browser = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var fromBrowser = Read(browser);
            if (await HttpHead.ReadAsync(fromBrowser, _idle.Token) is not { } head)
            {
                return;
            }

            if (ProxyRequest.Parse(head) is not { } request)
            {
                await RefuseAsync(browser, "400 Bad Request", "This is no request to a proxy.");
                return;
            }

            await ServeAsync(request, browser, fromBrowser);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two sides is gone, or had nothing to say.
        }
    }

    public void Dispose()
    {
        _idle.Dispose();
        socket.Dispose();
    }

    private async Task ServeAsync(ProxyRequest request, NetworkStream browser, PipeReader fromBrowser)
    {
        if (!proxy.Allows(request.Host, request.Port))
        {
            proxy.CountRefusal(request.Host);
            await RefuseAsync(browser, "403 Forbidden", "This is not one of the bank's hosts.");
            return;
        }

        if (!proxy.TrySpend(0))
        {
            await RefuseAsync(browser, "403 Forbidden", "This session has loaded too much.");
            return;
        }

        NetworkStream? connected = null;
        try
        {
            connected = await ConnectAsync(request);
        }
        catch (AddressNotAllowedException)
        {
            proxy.CountRefusal(request.Host);
            await RefuseAsync(browser, "403 Forbidden", "This host leads to a private address.");
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !_idle.IsCancellationRequested)
        {
            await RefuseAsync(browser, "502 Bad Gateway", "The bank does not answer.");
        }

        if (connected is not null)
        {
            await using var bank = connected;
            await (request.ForBank is { } onward ? ForwardAsync(request, onward, browser, fromBrowser, bank) : TunnelAsync(browser, fromBrowser, bank));
        }
    }

    private async Task<NetworkStream> ConnectAsync(ProxyRequest request)
    {
        using var patience = new CancellationTokenSource(ConnectPatience, proxy.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _idle.Token);
        return await proxy.Guard.ConnectAsync(request.Host, request.Port, either.Token);
    }

    private async Task TunnelAsync(NetworkStream browser, PipeReader fromBrowser, NetworkStream bank)
    {
        await browser.WriteAsync(Established, _idle.Token);
        await Task.WhenAll(
            WholeAsync(fromBrowser, bank),
            WholeAsync(Read(bank), browser));
    }

    // The connection ends with the answer, and says so to both sides: the next request is judged anew.
    private async Task ForwardAsync(ProxyRequest request, HttpHead onward, NetworkStream browser, PipeReader fromBrowser, NetworkStream bank)
    {
        await bank.WriteAsync(onward.ToBytes(), _idle.Token);
        var asking = Guarded(request.IsUpgrade ? PumpAsync(fromBrowser, bank, long.MaxValue) : AskAsync(request, fromBrowser, bank));
        var answering = Guarded(AnswerAsync(Read(bank), browser));
        await Task.WhenAny(asking, answering);
        await _idle.CancelAsync();
        await Task.WhenAll(asking, answering);
    }

    private async Task AskAsync(ProxyRequest request, PipeReader fromBrowser, NetworkStream bank)
    {
        await PumpAsync(fromBrowser, bank, request.BodyLength);

        // What the browser may say now is that it is gone; whatever else it says is dropped.
        bool isGone;
        do
        {
            var read = await fromBrowser.ReadAsync(_idle.Token);
            fromBrowser.AdvanceTo(read.Buffer.End);
            isGone = read.IsCompleted;
        }
        while (!isGone);
    }

    private async Task AnswerAsync(PipeReader fromBank, NetworkStream browser)
    {
        while (await HttpHead.ReadAsync(fromBank, _idle.Token) is { } head)
        {
            var status = head.StartLine.Split(' ', 3);
            if (!status[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || status.Length < 2)
            {
                return;
            }

            var isLast = !status[1].StartsWith('1') || status[1] == "101";
            var answer = isLast && status[1] != "101" ? head.Without("Connection", "Keep-Alive", "Proxy-Connection").With("Connection", "close") : head;
            await browser.WriteAsync(answer.ToBytes(), _idle.Token);
            if (isLast)
            {
                await PumpAsync(fromBank, browser, long.MaxValue);
                return;
            }
        }
    }

    private async Task WholeAsync(PipeReader from, NetworkStream to)
    {
        try
        {
            await PumpAsync(from, to, long.MaxValue);
            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            await _idle.CancelAsync();
            throw;
        }
    }

    /// <summary>Hands on what comes, until there is no more or so much has passed.</summary>
    /// <exception cref="IOException">The session may load no more.</exception>
    private async Task PumpAsync(PipeReader from, NetworkStream to, long length)
    {
        while (length > 0)
        {
            var read = await from.ReadAsync(_idle.Token);
            _idle.CancelAfter(IdlePatience);
            var piece = read.Buffer.Length > length ? read.Buffer.Slice(0, length) : read.Buffer;
            if (!proxy.TrySpend(piece.Length))
            {
                throw new IOException("The session may load no more.");
            }

            foreach (var part in piece)
            {
                await to.WriteAsync(part, _idle.Token);
            }

            length -= piece.Length;
            from.AdvanceTo(piece.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private async Task RefuseAsync(NetworkStream browser, string status, string body)
    {
        var answer = $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        await browser.WriteAsync(Encoding.ASCII.GetBytes(answer), _idle.Token);
        browser.Socket.Shutdown(SocketShutdown.Send);

        // A connection that is closed with something unread is reset, and the answer with it.
        _idle.CancelAfter(DrainPatience);
        var rest = new byte[BufferSize];
        while (await browser.ReadAsync(rest, _idle.Token) > 0)
        {
        }
    }

    private static async Task Guarded(Task side)
    {
        try
        {
            await side;
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException or OperationCanceledException)
        {
            // The other side ends with it.
        }
    }

    private static PipeReader Read(NetworkStream stream) => PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
}
