using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;

namespace Reconbanker.Web.Security;

internal static class IdentityServices
{
    /// <summary>People, their cookie, and the rule that nothing is open to strangers unless it says so.</summary>
    public static IServiceCollection AddReconbankerIdentity(this IServiceCollection services)
    {
        services.AddOptions<SignInOptions>().BindConfiguration("SignIn").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<SignInSessions>();
        services.AddScoped<SignInDesk>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        services.AddCascadingAuthenticationState();
        services.AddHealthChecks()
            .AddCheck<Health.Database>("database")
            .AddCheck<Health.Backups>("backups")
            .AddCheck<Health.Restarting>("restarting");

        services.AddDataProtection().SetApplicationName("Reconbanker");
        services.AddOptions<KeyManagementOptions>()
            .Configure<DataFolder, ILoggerFactory>((keys, folder, loggers) =>
                keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Path.Combine(folder.KeysFolder, "ring")), loggers));

        services.AddIdentityCore<User>(identity => identity.User.RequireUniqueEmail = true)
            .AddEntityFrameworkStores<ReconbankerDb>()
            .AddClaimsPrincipalFactory<UserClaims>()
            .AddSignInManager();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<SignInOptions>>(ConfigureCookie);
        services.AddOptions<SecurityStampValidatorOptions>().Configure<IOptions<SignInOptions>>((stamp, options) =>
        {
            stamp.ValidationInterval = options.Value.RevalidateEvery;
            stamp.OnRefreshingPrincipal = KeepSession;
        });
        services.AddAuthorization(rules =>
            rules.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "reconbanker.form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie, IOptions<SignInOptions> options)
    {
        cookie.Cookie.Name = "reconbanker";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.Value.Lifetime;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = RedirectPeople,
            OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden),
        };
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SignInSessions>();
        if (sessions.HasEnded(context.Principal!))
        {
            context.RejectPrincipal();
            return;
        }

        if (sessions.MustLookAgain(context.Principal!, context.Properties.IssuedUtc))
        {
            context.Properties.IssuedUtc = null; // the validator then does not wait for its interval
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    // Every half minute the claims are made anew from the user's row, which knows nothing of sessions.
    private static Task KeepSession(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(Claims.Session) is { } session)
        {
            context.NewPrincipal?.Identities.First().AddClaim(session);
        }

        return Task.CompletedTask;
    }

    /// <summary>A person is led to the sign-in page, a program is told.</summary>
    private static Task RedirectPeople(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!ProblemPages.IsForPeople(context.HttpContext))
        {
            return Answer(context, StatusCodes.Status401Unauthorized);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
