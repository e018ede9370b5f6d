using Microsoft.AspNetCore.SignalR;

namespace Reconbanker.Web.Security;

/// <summary>
/// Refuses hubs and WebSockets to pages of other sites: browsers send the cookie along, and ask nobody. The request's own host is the one that
/// is allowed, so that it works under whatever name Reconbanker is reached. Programs send no Origin and are not concerned.
/// </summary>
public static class SameOrigin
{
    public static IApplicationBuilder UseSameOriginForHubs(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var isConcerned = http.WebSockets.IsWebSocketRequest || http.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null;
        if (isConcerned && IsForeign(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    });

    /// <summary>Refuses forms of other sites, besides the token that a form must have.</summary>
    public static RouteHandlerBuilder RequireSameOrigin(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter((context, next) =>
        IsForeignForm(context.HttpContext.Request)
            ? ValueTask.FromResult<object?>(TypedResults.StatusCode(StatusCodes.Status403Forbidden))
            : next(context));

    /// <remarks>Our pages send no referrer, and browsers then say "null" as the origin of their forms.</remarks>
    private static bool IsForeignForm(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site] ? site is not ("same-origin" or "none") : request.Headers.Origin != "null" && IsForeign(request);

    /// <remarks>The scheme is not compared: a proxy in front may end TLS.</remarks>
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is { Count: > 0 } origins
        && !(origins is [{ } origin]
            && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, WithoutDefaultPort(request.Host, uri), StringComparison.OrdinalIgnoreCase));

    private static string? WithoutDefaultPort(HostString host, Uri origin) =>
        host.Port is { } port && origin.IsDefaultPort && port == origin.Port ? host.Host : host.Value;
}
