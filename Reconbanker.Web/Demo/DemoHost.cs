using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Security;
using Reconbanker.Web.Demo.BankSite;
using Reconbanker.Web.Demo.BankSite.Customers.Codes;
using Reconbanker.Web.Demo.Faults;
using Reconbanker.Web.Demo.Panel;
using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;
using Reconbanker.Web.Demo.Shop;

namespace Reconbanker.Web.Demo;

/// <summary>Serves the demo with a web server of its own inside our process, on loopback only, and shares nothing else with the app.</summary>
/// <remarks>Up before any other hosted service starts and until all have stopped: a session may still have to log out.</remarks>
public sealed partial class DemoHost(
    DemoSite site, OutboundGuard guard, IOptions<DemoOptions> options, TimeProvider clock, ILoggerFactory loggers, ILogger<DemoHost> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private const int LargestBodyInBytes = 256 * 1024;
    private WebApplication? _app;
    private IReadOnlyList<IDisposable> _openings = [];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        var app = Build(options.Value.Url);
        try
        {
            await site.Ledger.LoadAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or JsonException)
        {
            await app.DisposeAsync();
            LogNotServed(options.Value.Url, e.Message);
            return;
        }

        _app = app;
        site.Address = new UriBuilder(options.Value.Url) { Port = new Uri(app.Urls.First()).Port }.Uri;
        _openings = [.. OwnHosts(site.Address.Host).Distinct().Select(host => guard.Allow($"{host}:{site.Address.Port}"))];
        LogServed(site.PanelAddress!);
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        site.Address = null;
        foreach (var opening in _openings)
        {
            opening.Dispose();
        }

        await site.Arrivals.FollowAsync(null);
        if (_app is not null)
        {
            await _app.StopAsync(cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>For the shop's webhooks and for the browsers that visit the bank: its own host, and the other site that its security check is of.</summary>
    private static string[] OwnHosts(string bank) => ["localhost", bank, "faronda-key.localhost"];

    private WebApplication Build(Uri url)
    {
        // Empty: the usual builder would take the app's own addresses, signals and settings.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBodyInBytes;
            if (url.Port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0); // a free port is not necessarily free on ::1 too
            }
            else
            {
                kestrel.ListenLocalhost(url.Port);
            }
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton<ILoggerFactory>(new DemoLoggers(loggers));
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(site);
        builder.Services.AddSingleton(site.Desk);
        builder.Services.AddSingleton(site.Ledger);
        builder.Services.AddSingleton(site.Phone);
        builder.Services.AddSingleton(site.Shop);
        builder.Services.Configure<HostFilteringOptions>(filter =>
        {
            filter.AllowedHosts = [url.Host, KeySite.HostBeside(url.Host), "localhost", "127.0.0.1", "[::1]"];
            filter.AllowEmptyHosts = false;
        });

        var app = builder.Build();
        app.UseHostFiltering();
        app.UseDemoProtection();
        app.UseDemoLanguage();
        app.UseFaults();
        app.MapDemoAssets();
        app.MapBank(site.Customers);
        app.MapPhone();
        app.MapShop();
        app.MapPanel();
        return app;
    }

    /// <summary>The app's own lifetime is the one that listens to signals and says so.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The app's log, without a second banner of addresses, nor the stack of a failed start: we say both in a line of our own.</summary>
    private sealed class DemoLoggers(ILoggerFactory app) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName is "Microsoft.Hosting.Lifetime" or "Microsoft.Extensions.Hosting.Internal.Host"
                ? NullLogger.Instance
                : app.CreateLogger(categoryName);

        public void AddProvider(ILoggerProvider provider) => app.AddProvider(provider);

        public void Dispose()
        {
            // The factory is the app's.
        }
    }

    [LoggerMessage(LogLevel.Information, "The demo bank, phone and shop are at {Address}.")]
    private partial void LogServed(Uri address);

    [LoggerMessage(LogLevel.Error, "The demo cannot be served at {Url}: {Reason} "
        + "Choose a free port with the setting Demo:Url, or switch it off with Demo:Enabled. Everything else runs.")]
    private partial void LogNotServed(Uri url, string reason);
}
