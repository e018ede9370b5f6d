using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Security;

public sealed class OutboundGuardTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://93.184.216.34/hook")]
    [InlineData("https://[2606:4700:4700::1111]/hook")]
    [InlineData("http://8.8.8.8:8080")]
    [InlineData("https://hooks.example.com/in?key=1")]
    [InlineData("  https://hooks.example.com/pasted  ")]
    [InlineData("https://[::ffff:93.184.216.34]/")]
    public async Task A_public_address_may_be_saved(string address)
    {
        using var guard = Guard(resolve: _ => [IPAddress.Parse("93.184.216.34")]);

        (await guard.CheckAsync(address, Cancelled)).Should().Be(OutboundCheck.Allowed);
    }

    [Theory]
    [InlineData("", OutboundCheck.NotAbsolute)]
    [InlineData("/hook", OutboundCheck.NotAbsolute)]
    [InlineData("hooks.example.com/in", OutboundCheck.NotAbsolute)]
    [InlineData("http://", OutboundCheck.NotAbsolute)]
    [InlineData("ftp://hooks.example.com/", OutboundCheck.NotHttp)]
    [InlineData("file:///etc/passwd", OutboundCheck.NotHttp)]
    [InlineData("gopher://hooks.example.com/", OutboundCheck.NotHttp)]
    [InlineData("javascript:alert(1)", OutboundCheck.NotHttp)]
    [InlineData("https://user@hooks.example.com/", OutboundCheck.HasUserInfo)]
    [InlineData("https://user:password@127.0.0.1/", OutboundCheck.HasUserInfo)]
    [InlineData("https://hooks.example.com@127.0.0.1/", OutboundCheck.HasUserInfo)]
    [InlineData("https://nowhere.example.com/", OutboundCheck.DoesNotResolve)]
    [InlineData("https://private.example.com/", OutboundCheck.PrivateAddress)]
    [InlineData("https://mixed.example.com/", OutboundCheck.PrivateAddress)]
    [InlineData("https://mapped.example.com/", OutboundCheck.PrivateAddress)]
    public async Task What_is_wrong_with_an_address_is_said(string address, OutboundCheck check)
    {
        using var guard = Guard(resolve: host => host switch
        {
            "private.example.com" => [IPAddress.Parse("10.0.0.5")],
            "mixed.example.com" => [IPAddress.Parse("93.184.216.34"), IPAddress.Parse("10.0.0.5")],
            "mapped.example.com" => [IPAddress.Parse("::ffff:192.168.1.1")],
            _ => throw new SocketException((int)SocketError.HostNotFound),
        });

        (await guard.CheckAsync(address, Cancelled)).Should().Be(check);
    }

    [Fact]
    public async Task A_host_name_too_long_for_dns_does_not_resolve()
    {
        using var guard = new OutboundGuard(new OutboundOptions(), TimeProvider.System, Dns.GetHostAddressesAsync);
        var host = string.Join('.', Enumerable.Repeat(new string('a', 60), 6));

        (await guard.CheckAsync($"https://{host}/", Cancelled)).Should().BeOneOf(OutboundCheck.DoesNotResolve, OutboundCheck.NotAbsolute);
    }

    /// <summary>One address, in the spellings that some parser or other understands.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("127.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.0x0.0x0.0x1")]
    [InlineData("0x7F.1")]
    [InlineData("017700000001")]
    [InlineData("0177.0.0.01")]
    [InlineData("0177.0x0.0.1")]
    [InlineData("127.0.0.1.")]
    [InlineData("１２７.０.０.１")]
    [InlineData("127。0。0。1")]
    [InlineData("%31%32%37.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[0:0:0:0:0:0:0:1]")]
    [InlineData("[::127.0.0.1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[0:0:0:0:0:ffff:127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("localhost.")]
    [InlineData("demo-bank.localhost")]
    [InlineData("a.b.localhost.")]
    [InlineData("0.0.0.0")]
    [InlineData("0")]
    [InlineData("[::]")]
    public async Task No_spelling_of_this_machine_is_connected_to(string host)
    {
        await using var victim = await WebhookCatcher.StartAsync(Cancelled);
        using var guard = new OutboundGuard(new OutboundOptions(), TimeProvider.System, Dns.GetHostAddressesAsync);
        var address = $"http://{host}:{victim.Port}/";

        var get = () => guard.Client.GetAsync(address, Cancelled);

        // What the URL parser or the resolver already refuses is as good.
        var refusal = (await get.Should().ThrowAsync<Exception>()).Which;
        var cause = refusal.InnerException ?? refusal;
        var isRefusal = cause is AddressNotAllowedException or UriFormatException or InvalidOperationException
            or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain };
        isRefusal.Should().BeTrue(refusal.ToString());
        (await guard.CheckAsync(address, Cancelled)).Should().BeOneOf(
            OutboundCheck.PrivateAddress, OutboundCheck.NotAbsolute, OutboundCheck.DoesNotResolve);
        victim.Caught.Should().BeEmpty();
    }

    [Fact]
    public async Task A_name_that_was_public_when_it_was_saved_and_is_private_now_is_not_connected_to()
    {
        await using var victim = await WebhookCatcher.StartAsync(Cancelled);
        var answers = new Queue<string>(["93.184.216.34", "127.0.0.1"]);
        using var guard = Guard(resolve: _ => [IPAddress.Parse(answers.Dequeue())]);
        var address = victim.Url(host: "rebinding.example.com");

        (await guard.CheckAsync(address.ToString(), Cancelled)).Should().Be(OutboundCheck.Allowed);
        var get = () => guard.Client.GetAsync(address, Cancelled);

        (await get.Should().ThrowAsync<HttpRequestException>()).WithInnerException<AddressNotAllowedException>();
        victim.Caught.Should().BeEmpty();
    }

    [Fact]
    public async Task A_name_is_resolved_once_for_a_connection()
    {
        await using var receiver = await WebhookCatcher.StartAsync(Cancelled);
        var asked = 0;
        using var guard = Guard(
            resolve: _ =>
            {
                asked++;
                return [IPAddress.Loopback];
            },
            "erp.lan");

        await guard.Client.GetAsync(receiver.Url(host: "erp.lan"), Cancelled);

        asked.Should().Be(1);
        receiver.Caught.Should().ContainSingle();
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_not_used()
    {
        await using var receiver = await WebhookCatcher.StartAsync(Cancelled);
        using var guard = Guard(resolve: _ => [], "127.0.0.1");
        var before = Environment.GetEnvironmentVariable("HTTP_PROXY");
        Environment.SetEnvironmentVariable("HTTP_PROXY", "http://127.0.0.1:9");
        try
        {
            (await guard.Client.GetAsync(receiver.Url(), Cancelled)).IsSuccessStatusCode.Should().BeTrue();
        }
        finally
        {
            Environment.SetEnvironmentVariable("HTTP_PROXY", before);
        }
    }

    [Theory]
    [InlineData("erp.lan", "http://erp.lan:8080/", true)]
    [InlineData("erp.lan", "http://ERP.LAN./", true)]
    [InlineData("ERP.lan.", "http://erp.lan/", true)]
    [InlineData("erp.lan", "http://other.lan/", false)]
    [InlineData("erp.lan", "http://sub.erp.lan/", false)]
    [InlineData("erp.lan", "http://192.168.1.20/", false)]
    [InlineData("erp.lan:8080", "http://erp.lan:8080/", true)]
    [InlineData("erp.lan:8080", "http://erp.lan:8081/", false)]
    [InlineData("erp.lan:443", "https://erp.lan/", true)]
    [InlineData("localhost:5081", "http://localhost:5081/", true)]
    [InlineData("localhost:5081", "http://demo.localhost:5081/", false)]
    [InlineData("demo.localhost:5081", "http://demo.localhost:5081/", true)]
    [InlineData("demo.localhost:5081", "http://demo.localhost:5082/", false)]
    [InlineData("192.168.1.20", "http://192.168.1.20:9000/", true)]
    [InlineData("192.168.1.20", "http://erp.lan/", true)]
    [InlineData("192.168.1.20", "http://192.168.1.21/", false)]
    [InlineData("192.168.1.20", "http://[::ffff:192.168.1.20]/", true)]
    [InlineData("192.168.1.20", "http://3232235796/", true)]
    [InlineData("192.168.1.20:8080", "http://erp.lan:8080/", true)]
    [InlineData("192.168.1.20:8080", "http://erp.lan/", false)]
    [InlineData("192.168.1.0/24", "http://erp.lan/", true)]
    [InlineData("192.168.2.0/24", "http://erp.lan/", false)]
    [InlineData("fd00::/8", "http://[fd00::5]/", true)]
    [InlineData("fd00::5", "http://[fd00::5]:81/", true)]
    [InlineData("[fd00::5]", "http://[fd00::5]:81/", true)]
    [InlineData("[fd00::5]:80", "http://[fd00::5]/", true)]
    [InlineData("[fd00::5]:80", "http://[fd00::5]:81/", false)]
    public async Task An_administrator_opens_exactly_what_the_entry_says(string entry, string address, bool isOpen)
    {
        using var guard = Guard(resolve: _ => [IPAddress.Parse("192.168.1.20")], entry);

        (await guard.CheckAsync(address, Cancelled)).Should().Be(isOpen ? OutboundCheck.Allowed : OutboundCheck.PrivateAddress);
    }

    [Fact]
    public async Task What_the_app_opens_for_itself_is_closed_again()
    {
        using var guard = Guard(resolve: _ => []);

        using (guard.Allow("demo-shop.localhost:5081"))
        {
            (await guard.CheckAsync("http://demo-shop.localhost:5081/", Cancelled)).Should().Be(OutboundCheck.Allowed);
        }

        (await guard.CheckAsync("http://demo-shop.localhost:5081/", Cancelled)).Should().Be(OutboundCheck.PrivateAddress);
    }

    private static OutboundGuard Guard(Func<string, IPAddress[]> resolve, params string[] allow)
    {
        var options = new OutboundOptions();
        foreach (var entry in allow)
        {
            options.Allow.Add(entry);
        }

        return new OutboundGuard(options, TimeProvider.System, (host, _) => Task.FromResult(resolve(host)));
    }
}
