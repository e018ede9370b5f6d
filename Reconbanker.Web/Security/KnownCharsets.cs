using Microsoft.Net.Http.Headers;

namespace Reconbanker.Web.Security;

/// <summary>Refuses bodies in an encoding that nobody knows with 415: reading one as JSON would fail as if it were our fault.</summary>
public static class KnownCharsets
{
    public static IApplicationBuilder UseKnownCharsets(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.Charset.HasValue && type.Encoding is null)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        return next(http);
    });
}
