using System.Globalization;

namespace Reconbanker.Core.Browser.Egress;

/// <summary>What a browser asks of its proxy.</summary>
/// <param name="Host">A name or an address, without brackets.</param>
/// <param name="BodyLength">Bytes that follow the head; zero for a tunnel.</param>
/// <param name="ForBank">What is sent on in place of the head; null for a tunnel, which begins after it.</param>
/// <param name="IsUpgrade">Whether it asks to leave HTTP, as a web socket does.</param>
internal sealed record ProxyRequest(string Host, int Port, long BodyLength, HttpHead? ForBank, bool IsUpgrade)
{
    private const string Http = "http://";

    private static readonly string[] OfThisConnection =
        ["Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authorization", "Host", "Upgrade", "TE", "Trailer"];

    /// <summary>Null when it is nothing that a browser asks of a proxy.</summary>
    public static ProxyRequest? Parse(HttpHead head) => head.StartLine.Split(' ') switch
    {
        ["CONNECT", var authority, "HTTP/1.1" or "HTTP/1.0"] => ParseTunnel(authority),
        [var method, var target, "HTTP/1.1" or "HTTP/1.0"] when method.Length > 0 && target.StartsWith(Http, StringComparison.OrdinalIgnoreCase) =>
            ParseForwarded(head, method, target[Http.Length..]),
        _ => null,
    };

    private static ProxyRequest? ParseTunnel(string authority) =>
        ParseAuthority(authority, defaultPort: null) is var (host, port) ? new ProxyRequest(host, port, BodyLength: 0, ForBank: null, IsUpgrade: false) : null;

    private static ProxyRequest? ParseForwarded(HttpHead head, string method, string target)
    {
        var end = target.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? target : target[..end];
        var path = end < 0 || target[end] == '#' ? "/" : target[end] == '?' ? "/" + target[end..] : target[end..];
        if (ParseAuthority(authority, defaultPort: 80) is not var (host, port) || ReadLength(head) is not { } length)
        {
            return null;
        }

        // The authority that was judged is the one that is said: not what a Host field may hold besides.
        var upgrade = head.Values("Connection").Contains("Upgrade", StringComparer.OrdinalIgnoreCase) ? head.Values("Upgrade").FirstOrDefault() : null;
        var onward = (head with { StartLine = $"{method} {path} HTTP/1.1" })
            .Without([.. OfThisConnection, .. head.Values("Connection")])
            .With("Host", authority)
            .With("Connection", upgrade is null ? "close" : "Upgrade");
        return new ProxyRequest(host, port, length, upgrade is null ? onward : onward.With("Upgrade", upgrade), upgrade is not null);
    }

    /// <returns>Null when the length is not said in the one way that everybody understands alike.</returns>
    private static long? ReadLength(HttpHead head)
    {
        if (head.Fields.Any(field => field.Is("Transfer-Encoding")))
        {
            return null;
        }

        return head.Fields.Where(field => field.Is("Content-Length")).Select(field => field.Value).ToList() switch
        {
            [] => 0,
            [var text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) => length,
            _ => null,
        };
    }

    private static (string Host, int Port)? ParseAuthority(string authority, int? defaultPort)
    {
        var colon = authority.EndsWith(']') ? -1 : authority.LastIndexOf(':');
        var host = colon < 0 ? authority : authority[..colon];
        var port = colon < 0 ? defaultPort : ParsePort(authority[(colon + 1)..]);
        var kind = Uri.CheckHostName(host);
        return port is null || kind == UriHostNameType.Unknown || (kind == UriHostNameType.IPv6) != host.StartsWith('[')
            ? null
            : (host.Trim('[', ']'), port.Value);
    }

    private static int? ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;
}
