using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser.Egress;

/// <summary>What a bank's page can reach from a real browser.</summary>
public sealed class EgressTests(ChromiumFixture browsers) : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Routes = new()
    {
        ["redirect"] = "",
        ["fetch"] = "<script>fetch('{0}', { mode: 'no-cors' }).catch(() => {})</script>",
        ["beacon"] = "<script>navigator.sendBeacon('{0}', 'x')</script>",
        ["image"] = "<img src='{0}'>",
        ["frame"] = "<iframe src='{0}'></iframe>",
        ["style"] = "<link rel='stylesheet' href='{0}'>",
        ["form"] = "<form method='post' action='{0}'><input name='a' value='b'></form><script>document.forms[0].submit()</script>",
        ["web socket"] = "<script>new WebSocket('{0}'.replace('http', 'ws'))</script>",
        ["window"] = "<button onclick=\"window.open('{0}')\">Open</button>",
        ["refresh"] = "<meta http-equiv='refresh' content='0;url={0}'>",
        ["worker"] = "<script>new Worker(URL.createObjectURL(new Blob([\"importScripts('{0}')\"])))</script>",
    };

    private readonly EgressStage _stage = new(browsers);

    public static TheoryData<string> RouteNames => [.. Routes.Keys];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _stage.InitializeAsync();

    [Theory]
    [MemberData(nameof(RouteNames))]
    public async Task No_page_of_a_bank_leads_anywhere_but_to_the_hosts_that_the_bank_declares(string route)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there loopback has more than one address.");
        await _stage.StartAsync();
        await using var session = await _stage.LaunchAsync();
        string[] forbidden =
        [
            $"http://127.0.0.1:{_stage.OtherPort}/", $"http://localhost:{_stage.OtherPort}/", $"http://[::1]:{_stage.OtherPort}/",
            $"http://2130706433:{_stage.Port}/", "http://192.168.1.1/", $"http://10.0.0.5:{_stage.Port}/", "http://169.254.169.254/latest/meta-data/",
            _stage.At(EgressStage.Turncoat), _stage.At(EgressStage.Stranger), "http://tracker.example.com/", "https://tracker.example.com/",
            $"http://{EgressStage.Bank}:{_stage.OtherPort}/",
        ];

        foreach (var target in forbidden)
        {
            var before = session.RefusedRequests;
            await TakeAsync(route, target, session.Page);
            await Until.TrueAsync(() => session.RefusedRequests > before, target);
        }

        _stage.Hits.Should().BeEmpty();
        _stage.Trespasses.Should().BeEmpty();
        await TakeAsync(route, _stage.At("login." + EgressStage.Bank), session.Page);
        await Until.TrueAsync(() => _stage.Hits.Count > 0, "the bank itself");
        _stage.Trespasses.Should().BeEmpty();
    }

    [Fact]
    public async Task Neither_web_rtc_nor_web_transport_sends_a_datagram()
    {
        using var listener = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)listener.Client.LocalEndPoint!).Port;
        await _stage.StartAsync();
        await using var session = await _stage.LaunchAsync();
        await session.Page.GotoAsync(_stage.At(EgressStage.Bank, "/page"));

        await session.Page.EvaluateAsync(
            """
            port => new Promise(done => {
              const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
              peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && done();
              peer.createDataChannel('x');
              peer.createOffer().then(offer => peer.setLocalDescription(offer));
            })
            """,
            port);
        await session.Page.EvaluateAsync(
            """
            async port => {
              if (self.WebTransport) {
                await new WebTransport(`https://127.0.0.1:${port}/`).ready.catch(() => {});
              }
            }
            """,
            port);

        listener.Available.Should().Be(0);
    }

    [Fact]
    public async Task A_refused_host_is_logged_once_and_nothing_else_of_the_address()
    {
        await _stage.StartAsync();
        await using var session = await _stage.LaunchAsync();
        await session.Page.GotoAsync(_stage.At(EgressStage.Bank, "/page"));

        for (var i = 0; i < 3; i++)
        {
            await session.Page.EvaluateAsync($"fetch('http://{EgressStage.Stranger}/secret-path?secret-query', {{ mode: 'no-cors' }}).catch(() => {{}})");
        }

        session.RefusedRequests.Should().BeGreaterThanOrEqualTo(3);
        _stage.Logs.Text.Split('\n').Count(line => line.Contains(EgressStage.Stranger)).Should().Be(1);
        _stage.Logs.Text.Should().Contain("Warning").And.NotContain("secret-");
    }

    [Fact]
    public async Task A_page_that_never_ends_is_cut()
    {
        await _stage.StartAsync(("Browser:TrafficPerHourMegabytes", "2"));
        await using var session = await _stage.LaunchAsync();
        var ended = new TaskCompletionSource();
        _stage.Stream = async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            context.Response.ContentType = "text/html"; // a download would be refused instead
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
            }
        };

        await FailingAsync(() => session.Page.GotoAsync(_stage.At(EgressStage.Bank, "/stream"), new() { WaitUntil = WaitUntilState.Commit }));

        await ended.Task.WaitAsync(Stop);
        _stage.Logs.Text.Should().Contain("Browser:TrafficPerHourMegabytes");
    }

    [Fact]
    public async Task A_browser_that_was_told_of_no_hosts_reaches_nothing()
    {
        await _stage.StartAsync();
        await using var session = await _stage.Rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Temporary(), Stop);

        var answer = await session.Page.GotoAsync(_stage.At(EgressStage.Bank));

        answer!.Status.Should().Be(403);
        _stage.Hits.Should().BeEmpty();
    }

    [Fact]
    public async Task The_way_out_ends_with_its_browser()
    {
        await _stage.StartAsync();
        var session = await _stage.LaunchAsync();
        await session.DisposeAsync();

        using var client = new TcpClient();
        var connect = () => client.ConnectAsync(session.WayOut.Host, session.WayOut.Port, Stop).AsTask();

        await connect.Should().ThrowAsync<SocketException>();
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private async Task TakeAsync(string route, string target, IPage page)
    {
        _stage.Target = target;
        _stage.Html = Routes[route].Replace("{0}", target, StringComparison.Ordinal);
        await FailingAsync(() => page.GotoAsync(_stage.At(EgressStage.Bank, route == "redirect" ? "/redirect" : "/page")));
        if (route == "window")
        {
            await page.ClickAsync("button");
        }
    }

    // A page that leaves at once, or that a refusal took the place of, does not finish loading.
    private static async Task FailingAsync(Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (PlaywrightException)
        {
        }
    }
}
