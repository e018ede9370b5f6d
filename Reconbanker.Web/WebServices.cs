using MudBlazor.Services;
using Reconbanker.Web.Demo;

namespace Reconbanker.Web;

public static class WebServices
{
    /// <summary>Everything of Web: pages, hub, jobs, the demo.</summary>
    public static IServiceCollection AddReconbankerWeb(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddDemo();
        return services;
    }
}
