namespace Reconbanker.Web.Demo.Serving;

/// <summary>What every answer of the demo carries, and which requests get none.</summary>
public static class DemoProtection
{
    private const string ContentPolicy = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; ";
    private const string InNoFrame = "frame-ancestors 'none'";

    /// <summary>This one answer may show a page of another site in a frame.</summary>
    public static void LetShow(HttpResponse response, Uri other) =>
        response.Headers.ContentSecurityPolicy = $"{ContentPolicy}frame-src {Origin(other)}; {InNoFrame}";

    /// <summary>This one answer may be shown in a frame by another site.</summary>
    public static void LetBeShownBy(HttpResponse response, Uri other) =>
        response.Headers.ContentSecurityPolicy = $"{ContentPolicy}frame-ancestors {Origin(other)}";

    /// <summary>Adds the security headers, and refuses what a page of another site posts.</summary>
    public static void UseDemoProtection(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy + InNoFrame;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = context.Request.Path.StartsWithSegments("/assets") ? "no-cache" : "no-store";

        if (IsFromAnotherSite(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    });

    private static string Origin(Uri site) => site.GetLeftPart(UriPartial.Authority);

    /// <summary>Browsers say where a post comes from; who says nothing is no browser, and carries nobody's cookies.</summary>
    private static bool IsFromAnotherSite(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        if (request.Headers["Sec-Fetch-Site"] is [{ } site])
        {
            return site != "same-origin";
        }

        return request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}";
    }
}
