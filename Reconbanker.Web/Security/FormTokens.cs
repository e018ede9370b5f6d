using Microsoft.AspNetCore.Antiforgery;

namespace Reconbanker.Web.Security;

/// <summary>Refuses forms that were not sent by a page of ours (or by one that was opened before somebody else signed in).</summary>
public static class FormTokens
{
    /// <remarks>The framework leaves the refusal to each endpoint, and pages then answer with nothing to read.</remarks>
    public static IApplicationBuilder UseFormTokens(this IApplicationBuilder app) => app.UseAntiforgery().Use((http, next) =>
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(http);
    });
}
