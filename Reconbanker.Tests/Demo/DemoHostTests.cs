using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Drivers;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class DemoHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_driver_is_told_where_the_bank_is_with_the_port_that_was_free()
    {
        await using var demo = await RunningDemo.StartAsync(Token);

        var page = demo.Services.GetRequiredService<IOptions<BankOptions>>().Value.LoginPages["demo-bank"];

        page.Should().Be(demo.Site.Address);
        page.Host.Should().Be("demo-bank.localhost");
        page.Port.Should().BeGreaterThan(0);
    }

    [Theory]
    [InlineData("demo-bank.localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("other.localhost", HttpStatusCode.BadRequest)]
    public async Task Only_the_demos_own_names_are_answered(string host, HttpStatusCode expected)
    {
        await using var demo = await RunningDemo.StartAsync(Token);
        using var visitor = demo.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Host = $"{host}:{demo.Site.Address!.Port}";

        using var answer = await visitor.SendAsync(request);

        answer.StatusCode.Should().Be(expected);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/phone")]
    [InlineData("/shop")]
    [InlineData("/demo")]
    public async Task Every_page_brings_only_what_the_demo_itself_serves(string path)
    {
        await using var demo = await RunningDemo.StartAsync(Token);
        using var visitor = demo.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var answer = await visitor.SendAsync(request);
        answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Should().StartWith("default-src 'self'");

        var page = await visitor.OpenAsync(path);

        page.QuerySelectorAll("[style], style, script:not([src])").Should().BeEmpty();
        var assets = page.QuerySelectorAll("link[href], script[src], img[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!);
        foreach (var asset in assets.Should().NotBeEmpty().And.OnlyContain(a => a.StartsWith("/assets/")).And.Subject)
        {
            using var assetRequest = new HttpRequestMessage(HttpMethod.Get, new Uri(asset, UriKind.Relative));
            using var assetAnswer = await visitor.SendAsync(assetRequest);
            assetAnswer.StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Where_the_port_is_taken_the_log_names_the_setting_and_the_rest_runs()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var demo = await RunningDemo.StartAsync(Token, url: $"http://demo-bank.localhost:{port}");

        demo.Site.Address.Should().BeNull();
        demo.Log.Should().ContainSingle(line => line.StartsWith("Error: "))
            .Which.Should().Contain("Demo:Url").And.Contain($":{port}").And.NotContain("   at ");
        demo.Services.GetRequiredService<IOptions<BankOptions>>().Value.LoginPages.Should().BeEmpty();
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_read_is_named_and_the_rest_runs()
    {
        var folder = Directory.CreateTempSubdirectory("reconbanker-demo-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "demo"));
        await File.WriteAllTextAsync(Path.Combine(folder, "demo", "ledger.json"), "{ \"rows\":", Token);

        await using (var demo = await RunningDemo.StartAsync(Token, folder))
        {
            demo.Site.Address.Should().BeNull();
            demo.Log.Should().Contain(line => line.StartsWith("Error: ") && line.Contains("ledger.json"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_served_or_written_unless_it_is_switched_on()
    {
        await using var demo = await RunningDemo.StartAsync(Token, enabled: false);

        demo.Site.Address.Should().BeNull();
        Directory.Exists(Path.Combine(demo.Folder, "demo")).Should().BeFalse();
    }

    [Theory]
    [InlineData("https://demo-bank.localhost:5081")]
    [InlineData("http://bank.example:5081")]
    [InlineData("http://demo-bank.localhost:5081/deeper")]
    public async Task An_address_that_is_not_this_machines_own_is_refused_at_the_start(string url)
    {
        var starting = () => RunningDemo.StartAsync(Token, url: url);

        await starting.Should().ThrowAsync<OptionsValidationException>().WithMessage("*Demo:Url*");
    }

    [Fact]
    public async Task It_stops_at_once_although_pages_are_open()
    {
        await using var demo = await RunningDemo.StartAsync(Token);
        using var visitor = demo.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/shop/changes", UriKind.Relative));
        using var answer = await visitor.SendAsync(request);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        await stream.ReadLineAsync(Token);

        var stopping = demo.StopAsync(Token);
        await stream.ReadToEndAsync(Token);

        await stopping.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Token);
        demo.Log.Should().NotContain(line => line.StartsWith("Error") || line.StartsWith("Warning"));
    }
}
