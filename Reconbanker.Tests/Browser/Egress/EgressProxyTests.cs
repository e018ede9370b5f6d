using System.Net;
using System.Net.Sockets;
using System.Text;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser.Egress;

/// <summary>What the proxy does with what no browser would send, byte by byte.</summary>
public sealed class EgressProxyTests(ChromiumFixture browsers) : IAsyncLifetime
{
    private readonly EgressStage _stage = new(browsers);
    private EgressProxy? _proxy;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private EgressProxy Proxy => _proxy ??= new(_stage.Rules, _stage.Guard(), 10_000_000, TimeProvider.System, NullLogger.Instance);

    private string Bank => $"{EgressStage.Bank}:{_stage.Port}";

    public ValueTask InitializeAsync() => _stage.InitializeAsync();

    [Fact]
    public async Task A_request_is_handed_on_in_the_form_that_a_server_expects()
    {
        var answer = await SayAsync($"GET http://{Bank}/hit?a=%20b HTTP/1.1\r\nHost: elsewhere.test\r\nProxy-Connection: keep-alive\r\n\r\n");

        answer.Should().StartWith("HTTP/1.1 200").And.Contain("Connection: close").And.EndWith("\r\n\r\nhit");
        _stage.Hits.Should().Equal("GET " + EgressStage.Bank);
    }

    [Fact]
    public async Task A_tunnel_carries_what_it_is_given()
    {
        var answer = await SayAsync($"CONNECT {Bank} HTTP/1.1\r\nHost: {Bank}\r\n\r\nGET /hit HTTP/1.1\r\nHost: {EgressStage.Bank}\r\nConnection: close\r\n\r\n");

        answer.Should().StartWith("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200").And.EndWith("hit");
        _stage.Hits.Should().Equal("GET " + EgressStage.Bank);
    }

    [Fact]
    public async Task What_follows_a_request_on_its_connection_is_not_handed_on()
    {
        var request = $"POST http://{Bank}/hit HTTP/1.1\r\nHost: {Bank}\r\nContent-Length: 2\r\n\r\nab";
        var answer = await SayAsync(request + $"GET http://{Bank}/hit HTTP/1.1\r\nHost: {Bank}\r\n\r\n");

        _stage.Hits.Should().OnlyContain(hit => hit.StartsWith("POST"));
        answer.Should().StartWith("HTTP/1.1 200", "what follows does not cost the request its answer");
    }

    [Theory]
    [InlineData("GET http://stranger.test/hit HTTP/1.1\r\nHost: {bank}\r\n\r\n", "403")]
    [InlineData("GET http://{bank}@stranger.test/hit HTTP/1.1\r\nHost: {bank}\r\n\r\n", "400")]
    [InlineData("GET http://stranger.test:80#@{bank}/hit HTTP/1.1\r\nHost: {bank}\r\n\r\n", "403")]
    [InlineData("GET http://notbank.test/ HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET http://bank.test.stranger.test/ HTTP/1.1\r\n\r\n", "403")]
    [InlineData("CONNECT bank.test:22 HTTP/1.1\r\n\r\n", "403")]
    [InlineData("CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n", "403")]
    [InlineData("CONNECT static.bank.test:{port} HTTP/1.1\r\n\r\n", "403")]
    [InlineData("CONNECT nowhere.bank.test:443 HTTP/1.1\r\n\r\n", "502")]
    [InlineData("CONNECT bank.test HTTP/1.1\r\n\r\n", "400")]
    [InlineData("CONNECT ::1:443 HTTP/1.1\r\n\r\n", "400")]
    [InlineData("CONNECT bank.test:443:443 HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /hit HTTP/1.1\r\nHost: {bank}\r\n\r\n", "400")]
    [InlineData("GET ftp://{bank}/ HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET http://{bank}/hit HTTP/2.0\r\n\r\n", "400")]
    [InlineData("POST http://{bank}/hit HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400")]
    [InlineData("POST http://{bank}/hit HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400")]
    [InlineData("POST http://{bank}/hit HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("GET http://{bank}/hit HTTP/1.1\r\nHost : x\r\n\r\n", "")]
    [InlineData("GET http://{bank}/hit HTTP/1.1\r\nA: b\r\n continued\r\n\r\n", "")]
    [InlineData("GET http://{bank}/hit HTTP/1.1\nHost: {bank}\n\n", "")]
    [InlineData("\u0016\u0003\u0001 no HTTP\r\n\r\n", "400")]
    public async Task What_could_mean_something_else_to_the_bank_is_answered_here(string request, string status)
    {
        var answer = await SayAsync(request
            .Replace("{bank}", Bank, StringComparison.Ordinal)
            .Replace("{port}", $"{_stage.Port}", StringComparison.Ordinal));

        (answer.Length == 0 ? "" : answer.Split(' ')[1]).Should().Be(status);
        _stage.Hits.Should().BeEmpty();
        _stage.Trespasses.Should().BeEmpty();
    }

    [Fact]
    public async Task A_head_that_does_not_end_is_given_up()
    {
        var answer = await SayAsync($"GET http://{Bank}/hit HTTP/1.1\r\n" + new string('a', 100_000), endsThere: false);

        answer.Should().BeEmpty();
    }

    [Fact]
    public async Task Any_bytes_at_all_are_answered_or_dropped()
    {
        var random = new Random(20261122);
        var words = new[]
        {
            "CONNECT ", "GET ", "http://", Bank, " HTTP/1.1", "\r\n", "\r\n\r\n", ":", "[", "]", "Host: ", "Content-Length: 5", "\0", " ", "@", "é",
        };
        for (var i = 0; i < 300; i++)
        {
            var bytes = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => words[random.Next(words.Length)]));
            await SayAsync(bytes);
        }

        (await SayAsync($"GET http://{Bank}/hit HTTP/1.1\r\n\r\n")).Should().EndWith("hit");
        _stage.Trespasses.Should().BeEmpty();
    }

    [Fact]
    public async Task More_connections_than_a_browser_opens_are_turned_away()
    {
        var clients = new List<TcpClient>();
        for (var i = 0; i < 128; i++)
        {
            clients.Add(await ConnectAsync());
        }

        var answer = await SayAsync($"GET http://{Bank}/hit HTTP/1.1\r\n\r\n");

        answer.Should().BeEmpty();
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Closing_it_ends_what_is_open()
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"CONNECT {Bank} HTTP/1.1\r\n\r\n"), Stop);
        (await client.GetStream().ReadAsync(new byte[1], Stop)).Should().Be(1);

        await Proxy.DisposeAsync();
        _proxy = null;

        (await RestAsync(client.GetStream())).Should().EndWith("established\r\n\r\n");
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        await _stage.DisposeAsync();
    }

    private async Task<string> SayAsync(string request, bool endsThere = true)
    {
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Stop);
            if (endsThere && !request.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Turned away before all was said.
        }

        return await RestAsync(stream);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Proxy.Address.Port, Stop);
        return client;
    }

    private static async Task<string> RestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Stop) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset instead of closed.
        }

        return text.ToString();
    }
}
