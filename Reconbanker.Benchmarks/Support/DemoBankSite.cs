using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Web;
using Reconbanker.Web.Demo;

namespace Reconbanker.Benchmarks.Support;

/// <summary>The demo bank, served by the bench itself: what happens to a child does not happen to it.</summary>
internal sealed class DemoBankSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DemoBankSite(WebApplication app) => _app = app;

    public DemoSite Site => _app.Services.GetRequiredService<DemoSite>();

    public Uri Address => Site.Address!;

    public static async Task<DemoBankSite> StartAsync(string folder, CancellationToken stop)
    {
        var app = ReconbankerApp.Create(AppArguments.For(folder, "--Demo:Enabled=true", "--Demo:Url=http://demo-bank.localhost:0"));
        await app.StartAsync(stop);
        return new DemoBankSite(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
