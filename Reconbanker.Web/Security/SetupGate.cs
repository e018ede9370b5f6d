using Microsoft.AspNetCore.Components.Endpoints;
using Reconbanker.Core.People;
using Reconbanker.Web.Components.SignIn;

namespace Reconbanker.Web.Security;

/// <summary>While there is no user every page leads to the setup page; afterwards the setup page leads to the sign-in page.</summary>
public static class SetupGate
{
    public static IApplicationBuilder UseSetupGate(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is not { } page || page == typeof(ProblemPage))
        {
            await next(http);
            return;
        }

        var hasUsers = await http.RequestServices.GetRequiredService<FirstUser>().ExistsAsync(http.RequestAborted);
        if (hasUsers == (page != typeof(SetupPage)))
        {
            await next(http);
        }
        else
        {
            http.Response.Redirect(hasUsers ? "/sign-in" : "/setup");
        }
    });
}
