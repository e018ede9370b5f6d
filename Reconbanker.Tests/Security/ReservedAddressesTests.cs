using System.Net;
using FluentAssertions;
using Reconbanker.Core.Security;
using Xunit;

namespace Reconbanker.Tests.Security;

public sealed class ReservedAddressesTests
{
    /// <summary>First and last address of every range, and the neighbours outside of it where those are public.</summary>
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255", null, "1.0.0.0")]
    [InlineData("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0")]
    [InlineData("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0")]
    [InlineData("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0")]
    [InlineData("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0")]
    [InlineData("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0")]
    [InlineData("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0")]
    [InlineData("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0")]
    [InlineData("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0")]
    [InlineData("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0")]
    [InlineData("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0")]
    [InlineData("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0")]
    [InlineData("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0")]
    [InlineData("224.0.0.0", "255.255.255.255", "223.255.255.255", null)]
    [InlineData("::", "::ffff:ffff", null, "0:0:0:0:0:1::")]
    [InlineData("64:ff9b::", "64:ff9b::ffff:ffff", "64:ff9a:ffff::", "64:ff9b::1:0:0")]
    [InlineData("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", null, "64:ff9b:2::")]
    [InlineData("100::", "100::ffff:ffff:ffff:ffff", "ff:ffff::", "100:0:0:1::")]
    [InlineData("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff::", "2001:200::")]
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff::", "2001:db9::")]
    [InlineData("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff::", "2003::")]
    [InlineData("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "5eff:ffff::", "5f01::")]
    [InlineData("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fbff:ffff::", "fe00::")]
    [InlineData("fe80::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe7f:ffff::", null)]
    [InlineData("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null)]
    public void A_range_is_closed_from_its_first_address_to_its_last(string first, string last, string? before, string? after)
    {
        IsReserved(first).Should().BeTrue();
        IsReserved(last).Should().BeTrue();
        new[] { before, after }.OfType<string>().Should().NotContain(address => IsReserved(address));
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("8.8.8.8")]
    public void An_address_mapped_into_ipv6_is_judged_as_itself(string address) =>
        IsReserved($"::ffff:{address}").Should().Be(IsReserved(address));

    private static bool IsReserved(string address) => ReservedAddresses.Contain(IPAddress.Parse(address));
}
