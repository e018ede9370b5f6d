using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Reconbanker.Core.Security;

/// <summary>What is wrong with an address that a user gave, if anything.</summary>
public enum OutboundCheck { Allowed, NotAbsolute, NotHttp, HasUserInfo, DoesNotResolve, PrivateAddress }

/// <summary>A user's URL leads to an address that only an administrator may open.</summary>
public sealed class AddressNotAllowedException(string host, int port)
    : Exception($"{host}:{port} leads to a private or reserved address that the allow-list does not open.");

/// <summary>The one way out to addresses that users and banks' pages give: private and reserved ones are refused, whatever leads there.</summary>
/// <remarks>
/// Names are resolved once, while connecting, and exactly the addresses that passed are connected to: a name that is public when it is
/// saved and private later is refused then.
/// </remarks>
public sealed class OutboundGuard : IDisposable
{
    private const int LongestName = 253;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly IReadOnlyList<AllowedTarget> _allowed;
    private readonly ConcurrentDictionary<Opening, AllowedTarget> _openings = [];

    public OutboundGuard(IOptions<OutboundOptions> options, TimeProvider clock)
        : this(options.Value, clock, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="resolve">The resolver of names outside of <c>localhost</c>.</param>
    internal OutboundGuard(OutboundOptions options, TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _clock = clock;
        _resolve = resolve;
        _allowed = [.. options.Allow.Select(Parse)];
        Client = new HttpClient(Handler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>
    /// Follows no redirects, uses no proxy, keeps no cookies, unpacks nothing. It has no deadline of its own but that of connecting: read
    /// with <see cref="HttpCompletionOption.ResponseHeadersRead"/>, a limit of bytes, and a token that ends the whole call.
    /// </summary>
    /// <remarks>A refused address is an <see cref="HttpRequestException"/> around an <see cref="AddressNotAllowedException"/>.</remarks>
    public HttpClient Client { get; }

    /// <summary>Opens one more target until the result is disposed: for what this process serves itself, such as the demo.</summary>
    /// <param name="entry">As in <see cref="OutboundOptions.Allow"/>.</param>
    /// <exception cref="ArgumentException">The entry is nothing that can be allowed.</exception>
    public IDisposable Allow(string entry)
    {
        var opening = new Opening(_openings);
        _openings[opening] = Parse(entry);
        return opening;
    }

    /// <summary>Looks at an address before it is saved, for a friendly message; connecting looks again.</summary>
    public async Task<OutboundCheck> CheckAsync(string address, CancellationToken cancellationToken)
    {
        // On Unix a bare path is an absolute file address to Uri.
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var url) || address.TrimStart().StartsWith('/'))
        {
            return OutboundCheck.NotAbsolute;
        }

        if (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
        {
            return OutboundCheck.NotHttp;
        }

        if (url.UserInfo.Length > 0)
        {
            return OutboundCheck.HasUserInfo;
        }

        using var patience = new CancellationTokenSource(ConnectTimeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await ResolveAsync(url.IdnHost, url.Port, both.Token);
            return OutboundCheck.Allowed;
        }
        catch (AddressNotAllowedException)
        {
            return OutboundCheck.PrivateAddress;
        }
        catch (SocketException)
        {
            return OutboundCheck.DoesNotResolve;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return OutboundCheck.DoesNotResolve;
        }
    }

    /// <summary>Connects to a host by one of its addresses, if all of them may be connected to. Has no deadline of its own.</summary>
    /// <exception cref="AddressNotAllowedException">One of its addresses may not.</exception>
    /// <exception cref="SocketException">It has no address, or does not answer.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, port, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => Client.Dispose();

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
        ConnectCallback = async (context, cancellationToken) =>
            await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
    };

    /// <summary>The addresses of a host, all of them such that they may be connected to.</summary>
    /// <exception cref="AddressNotAllowedException">One of them may not.</exception>
    /// <exception cref="SocketException">There are none.</exception>
    private async Task<IPAddress[]> ResolveAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IsLocalhost(host) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : IPAddress.TryParse(host, out var literal) ? [literal]
            : host.Length > LongestName ? []
            : await _resolve(host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        return addresses.All(address => !ReservedAddresses.Contain(address) || IsOpen(host, address, port))
            ? addresses
            : throw new AddressNotAllowedException(host, port);
    }

    private bool IsOpen(string host, IPAddress address, int port) =>
        _allowed.Concat(_openings.Values).Any(target => target.Allows(host, address, port));

    /// <summary>RFC 6761: the names below <c>localhost</c> are this machine. The system's resolver does not know them.</summary>
    private static bool IsLocalhost(string host) => $".{AllowedTarget.Normal(host)}".EndsWith(".localhost", StringComparison.Ordinal);

    private static AllowedTarget Parse(string entry) =>
        AllowedTarget.TryParse(entry)
        ?? throw new ArgumentException($"'{entry}' is no host, host:port, IP address or range.", nameof(entry));

    private sealed class Opening(ConcurrentDictionary<Opening, AllowedTarget> openings) : IDisposable
    {
        public void Dispose() => openings.TryRemove(this, out _);
    }
}
