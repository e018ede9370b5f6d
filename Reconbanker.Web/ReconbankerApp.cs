using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Web.Components;
using Reconbanker.Web.Realtime;
using Reconbanker.Web.Security;
using Reconbanker.Web.Starting;

namespace Reconbanker.Web;

/// <summary>Puts the app together; what it serves, and in which order.</summary>
public static class ReconbankerApp
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddReconbankerCore(DataFolders.Of(builder.Configuration));
        builder.Services.AddReconbankerBanks();
        builder.Services.AddReconbankerWeb();

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseProblemPages();
        app.UseRouting();
        app.UseWebSockets();
        app.UseSameOriginForHubs();
        app.UseSetupGate();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseFormTokens();

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapSignIn();
        app.MapHub<EventsHub>(EventsHub.Path);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true);
        return app;
    }
}
