using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>Serves the target page on a free port of 127.0.0.1.</summary>
internal sealed class TargetSite : IAsyncDisposable
{
    private readonly WebApplication _site;

    private TargetSite(WebApplication site) => _site = site;

    public Uri Address => new(_site.Urls.First() + "/");

    public static async Task<TargetSite> StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        site.Run(http =>
        {
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync(TargetPage.Html, http.RequestAborted);
        });
        await site.StartAsync(stop);
        return new TargetSite(site);
    }

    /// <summary>A port of 127.0.0.1 that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
