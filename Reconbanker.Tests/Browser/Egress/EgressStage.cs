using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser.Egress;

/// <summary>
/// A bank that anybody could have written into, listeners on loopback that it must not reach, and names that lead to them. All are served
/// on one port, so that the port alone keeps nothing away.
/// </summary>
public sealed class EgressStage(ChromiumFixture browsers) : IAsyncLifetime
{
    public const string Bank = "bank.test";

    /// <summary>The bank declares it; it leads to a private address.</summary>
    public const string Turncoat = "static.bank.test";

    /// <summary>It leads to an address that may be connected to; the bank does not declare it.</summary>
    public const string Stranger = "stranger.test";

    private static readonly Dictionary<string, IPAddress> Names = new()
    {
        [Bank] = IPAddress.Loopback,
        ["login." + Bank] = IPAddress.Loopback,
        [Turncoat] = IPAddress.Parse("127.0.0.2"),
        [Stranger] = IPAddress.Parse("127.0.0.3"),
    };

    private readonly ConcurrentQueue<string> _hits = [];
    private readonly ConcurrentBag<string> _trespasses = [];
    private readonly List<TcpListener> _fences = [];
    private WebApplication? _site;
    private BrowserRig? _rig;

    public LogRecorder Logs { get; } = new();

    /// <summary>What the bank's page is.</summary>
    public string Html { get; set; } = "";

    /// <summary>What the bank sends instead of a page, until the browser goes away.</summary>
    public Func<HttpContext, Task>? Stream { get; set; }

    /// <summary>Where the bank's /redirect leads.</summary>
    public string Target { get; set; } = "";

    /// <summary>Requests for /hit, as method and host, that the bank has had.</summary>
    public IReadOnlyList<string> Hits => [.. _hits];

    /// <summary>Connections to what must not be reached.</summary>
    public IReadOnlyCollection<string> Trespasses => [.. _trespasses];

    public int Port { get; private set; }

    /// <summary>A port of loopback that listens, and is not the bank's.</summary>
    public int OtherPort { get; private set; }

    public EgressRules Rules => new([Bank, "*." + Bank], Port);

    public BrowserRig Rig => _rig ?? throw new InvalidOperationException("The stage has not been set.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _site = builder.Build();
        _site.Run(AnswerAsync);
        await _site.StartAsync(CancellationToken.None);
        Port = new Uri(_site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        OtherPort = Fence(IPAddress.Loopback, 0);
        if (OperatingSystem.IsLinux())
        {
            Fence(Names[Turncoat], Port);
            Fence(Names[Stranger], Port);
        }
    }

    /// <param name="settings">Of the configuration, e.g. "Browser:StepTimeout".</param>
    public async Task StartAsync(params (string Name, string Value)[] settings)
    {
        var chromium = await browsers.ChromiumAsync(Stop);
        _rig = new BrowserRig(
            settings.Append(("Browser:ExecutablePath", chromium.ExecutablePath)).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)),
            services =>
            {
                services.AddSingleton<ILoggerProvider>(Logs);
                services.Replace(ServiceDescriptor.Singleton(Guard()));
            });
        await _rig.Get<ChromiumProvider>().GetAsync(Stop);
    }

    public Task<BrowserSession> LaunchAsync() => Rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Temporary() with { Egress = Rules }, Stop);

    public string At(string host, string path = "/hit") => $"http://{host}:{Port}{path}";

    /// <summary>Lets out to the bank and to the stranger, as an administrator might, and to nothing else that is private.</summary>
    public OutboundGuard Guard()
    {
        var options = new OutboundOptions();
        options.Allow.Add($"{Bank}:{Port}");
        options.Allow.Add($"login.{Bank}:{Port}");
        options.Allow.Add($"{Stranger}:{Port}");
        return new OutboundGuard(options, TimeProvider.System, (host, _) => Names.TryGetValue(host, out var address)
            ? Task.FromResult<IPAddress[]>([address])
            : throw new SocketException((int)SocketError.HostNotFound));
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
        {
            await _rig.DisposeAsync();
        }

        _fences.ForEach(fence => fence.Dispose());
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _site!.StopAsync(now.Token);
        await _site.DisposeAsync();
    }

    private int Fence(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        _fences.Add(listener);
        _ = CountAsync(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task CountAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var trespasser = await listener.AcceptSocketAsync();
                _trespasses.Add($"{listener.LocalEndpoint}");
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The stage is cleared.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/hit":
                _hits.Enqueue($"{context.Request.Method} {context.Request.Host.Host}");
                context.Response.ContentLength = 3;
                await context.Response.WriteAsync("hit");
                break;
            case "/redirect":
                context.Response.Redirect(Target);
                break;
            case "/stream" when Stream is { } stream:
                await stream(context);
                break;
            default:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<!doctype html><title>Bank</title>" + Html);
                break;
        }
    }
}
