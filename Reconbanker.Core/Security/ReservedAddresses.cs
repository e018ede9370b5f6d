using System.Net;
using System.Net.Sockets;

namespace Reconbanker.Core.Security;

/// <summary>Addresses that are not of the public internet: this machine, private networks, multicast, tunnels, documentation.</summary>
public static class ReservedAddresses
{
    private static readonly IPNetwork[] V4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // Those that carry an IPv4 address inside (compatible, translated, 6to4, Teredo) are closed whole: where they lead cannot be judged.
    private static readonly IPNetwork[] V6 = Parse(
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "5f00::/16", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8");

    /// <summary>An IPv4 address inside <c>::ffff:0:0/96</c> is judged as the IPv4 address that it stands for.</summary>
    public static bool Contain(IPAddress address)
    {
        var plain = Plain(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork ? V4 : V6).Any(range => range.Contains(plain));
    }

    /// <summary>The address that is really meant: IPv4 when it is mapped into IPv6.</summary>
    internal static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPNetwork[] Parse(params string[] ranges) => [.. ranges.Select(IPNetwork.Parse)];
}
