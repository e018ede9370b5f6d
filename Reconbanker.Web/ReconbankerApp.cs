using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Web.Backups;
using Reconbanker.Web.Components;
using Reconbanker.Web.Components.Help;
using Reconbanker.Web.Components.Payments;
using Reconbanker.Web.LiveViews;
using Reconbanker.Web.Realtime;
using Reconbanker.Web.Security;
using Reconbanker.Web.Starting;

namespace Reconbanker.Web;

/// <summary>Puts the app together; what it serves, and in which order.</summary>
public static class ReconbankerApp
{
    /// <param name="args">As on the command line.</param>
    /// <param name="change">Puts something else in the place of what is registered: for benches, which break what must hold.</param>
    public static WebApplication Create(string[] args, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddReconbankerCore(DataFolders.Of(builder.Configuration));
        builder.Services.AddReconbankerBanks();
        builder.Services.AddReconbankerWeb();
        change?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseProblemPages();
        app.UseKnownCharsets();
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
        app.MapBackupDownload();
        app.MapPaymentsFile();
        app.MapHelp();
        app.MapFirstPicture();
        app.MapHub<EventsHub>(EventsHub.Path);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true);
        return app;
    }
}
