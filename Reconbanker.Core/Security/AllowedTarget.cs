using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Reconbanker.Core.Security;

/// <summary>One entry of the allow-list: a host name, or addresses, on one port or on all.</summary>
/// <param name="Port">Null for every port.</param>
internal abstract record AllowedTarget(int? Port)
{
    /// <summary>Null when the entry is nothing that can be allowed.</summary>
    public static AllowedTarget? TryParse(string entry)
    {
        if (entry.Contains('/'))
        {
            return IPNetwork.TryParse(entry, out var network) && IsUsual(network, entry) ? new Addresses(network, Port: null) : null;
        }

        if (TryAddress(entry) is { } bare)
        {
            return new Addresses(bare, Port: null);
        }

        var colon = entry.EndsWith(']') ? -1 : entry.LastIndexOf(':');
        var host = colon < 0 ? entry : entry[..colon];
        var port = colon < 0 ? null : PortOf(entry[(colon + 1)..]);
        if (colon >= 0 && port is null)
        {
            return null;
        }

        var address = host is ['[', .. var inner, ']'] ? TryAddress(inner) : TryAddress(host);
        return address is { } single ? new Addresses(single, port) : IsName(host) ? new Name(Normal(host), port) : null;
    }

    public abstract bool Allows(string host, IPAddress address, int port);

    /// <summary>Names compare without case and without the dot of the root.</summary>
    internal static string Normal(string host) => host.TrimEnd('.').ToLowerInvariant();

    /// <summary>Only the usual spelling: "127.1" or "0x7f000001" are addresses to some parsers and names to others.</summary>
    private static IPNetwork? TryAddress(string text)
    {
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%') || text.Contains('['))
        {
            return null;
        }

        var plain = ReservedAddresses.Plain(address);
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPNetwork(plain, 128)
            : plain.ToString() == text || address != plain ? new IPNetwork(plain, 32) : null;
    }

    /// <summary>A range of mapped addresses would never match: they are judged as IPv4.</summary>
    private static bool IsUsual(IPNetwork network, string entry) =>
        network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6
            ? !network.BaseAddress.IsIPv4MappedToIPv6
            : network.ToString() == entry;

    /// <summary>The last label of a name is never a number; what looks so would be an address in another spelling.</summary>
    private static bool IsName(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Dns && host.All(char.IsAscii) && !IPAddress.TryParse(host, out _)
        && Normal(host).Split('.')[^1] is [var first, ..] && !char.IsAsciiDigit(first);

    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;

    private sealed record Name(string Host, int? Port) : AllowedTarget(Port)
    {
        public override bool Allows(string host, IPAddress address, int port) => Normal(host) == Host && (Port ?? port) == port;
    }

    private sealed record Addresses(IPNetwork Network, int? Port) : AllowedTarget(Port)
    {
        public override bool Allows(string host, IPAddress address, int port) =>
            Network.Contains(ReservedAddresses.Plain(address)) && (Port ?? port) == port;
    }
}
