using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using Reconbanker.Core.LiveViews;
using Reconbanker.Web.LiveViews;
using Reconbanker.Web.Realtime;

namespace Reconbanker.Tests.LiveViews;

/// <summary>A site of one page: the live screen of one live view, for whoever the address names.</summary>
internal sealed class LiveScreenHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveScreenHost(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<LiveScreenHost> StartAsync(LiveView view, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Reconbanker.Web" });
        builder.WebHost.UseStaticWebAssets().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(view);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddScoped<CircuitLink>().AddSingleton<ExpectedViewers>();
        builder.Services.AddMudServices();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<LiveScreenRoot>().AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true);
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
