using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Web.Security;
using Reconbanker.Web.Starting;

namespace Reconbanker.Web.Sealed;

/// <summary>
/// What is served in the app's place while its vault does not open: one page, on every route. Nothing else of Reconbanker is there, so nothing
/// is scraped, polled, sent or written. It ends when the key is back, and the app starts in its place.
/// </summary>
public static class SealedApp
{
    /// <returns>Null when the vault opens, or has nothing to open.</returns>
    /// <exception cref="InstanceInUseException">Another process works with the folder.</exception>
    /// <exception cref="DatabaseUnusableException">The database cannot be worked with.</exception>
    public static WebApplication? Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var folder = DataFolders.Of(builder.Configuration);
        if (StartCheck.Run(folder) is null)
        {
            return null;
        }

        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton(folder);
        builder.Services.AddHostedService<InstanceLock>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<SignInOptions>().BindConfiguration("SignIn").ValidateDataAnnotations();
        builder.Services.AddSingleton<AttemptLimits>();
        builder.Services.AddSingleton<SetupCode>();
        builder.Services.AddSingleton<Unsealing>();
        builder.Services.AddHostedService<SealedMessage>();
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>(); // it keeps nothing that outlives it

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseRouting();
        app.MapStaticAssets();
        app.MapGet("/health", () => TypedResults.Text("Sealed"));
        app.MapGet("/health/ready", () => TypedResults.Text("Sealed", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapPost("/sealed/again", (Unsealing unsealing) => Page(unsealing.TryAgain())).DisableAntiforgery();
        app.MapPost("/sealed/key", TakeKeyAsync).DisableAntiforgery();
        app.MapFallback((HttpContext http) => IsForPeople(http)
            ? (IResult)Page(null)
            : TypedResults.Text("Sealed: the vault key is missing or wrong.", statusCode: StatusCodes.Status503ServiceUnavailable));
        return app;
    }

    /// <summary>Whether it ended because the vault opens now, rather than because somebody stopped it.</summary>
    internal static bool WasUnsealed(WebApplication app) => app.Services.GetRequiredService<Unsealing>().IsDone;

    private static bool IsForPeople(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static async Task<RazorComponentResult<SealedDocument>> TakeKeyAsync(HttpContext http, Unsealing unsealing)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Page(unsealing.TakeKey(http, form["code"], form["key"]));
    }

    // Whether it is still sealed, and why, the page asks for itself: the file may have come back meanwhile.
    private static RazorComponentResult<SealedDocument> Page(string? problem) =>
        new(new Dictionary<string, object?> { [nameof(SealedDocument.Problem)] = problem })
        {
            StatusCode = StatusCodes.Status503ServiceUnavailable,
        };
}
