using Reconbanker.Web.Demo.Faults;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Panel;

/// <summary>The demo's own page: where to go, who can log in, what can be sent or broken, and the button that resets everything.</summary>
public static class PanelPages
{
    public static void MapPanel(this IEndpointRouteBuilder routes)
    {
        var panel = routes.MapGroup("/demo").DisableAntiforgery();
        panel.MapGet("", Show);
        panel.MapGet("/customers", (DemoSite site) => new PageResult<PanelCustomers>(new() { [nameof(PanelCustomers.Site)] = site }));
        panel.MapGet("/now", (DemoSite site) => new PageResult<FaultsNow>(new() { [nameof(FaultsNow.Faults)] = site.Faults }));
        panel.MapChanges("/changes", services => services.GetRequiredService<DemoSite>().Changes);
        panel.MapPost("/reset", ResetAsync);
        panel.MapTransfers();
        panel.MapFaults();
    }

    /// <summary>The panel again, after something was done: see <see cref="PanelPage.Done"/>.</summary>
    /// <param name="section">The part of the page that says so.</param>
    public static IResult Done(string what, string section) => TypedResults.Redirect($"/demo?done={what}#{section}");

    /// <summary>The panel again, with what was wrong with what was posted.</summary>
    public static IResult Refused(DemoSite site, string problem) => new PageResult<PanelPage>(
        new() { [nameof(PanelPage.Site)] = site, [nameof(PanelPage.Problem)] = problem }, StatusCodes.Status400BadRequest);

    private static PageResult<PanelPage> Show(DemoSite site, string? done) =>
        new(new() { [nameof(PanelPage.Site)] = site, [nameof(PanelPage.Done)] = done });

    private static async Task<IResult> ResetAsync(DemoSite site, CancellationToken cancellationToken)
    {
        await site.ResetAsync(cancellationToken);
        return Done("reset", "reset");
    }
}
