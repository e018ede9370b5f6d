using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using Reconbanker.Core.Data;

namespace Reconbanker.Web.Security;

/// <summary>People get a page that says in plain words what is wrong; programs get the status alone.</summary>
public static class ProblemPages
{
    public static IApplicationBuilder UseProblemPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/problem/500",
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
        });
        return app.UseWhen(IsForPeople, people =>
        {
            people.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true);
            people.Use((http, next) =>
            {
                if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                {
                    // The page is shown; whatever was posted is not posted to it.
                    http.Request.Method = HttpMethods.Get;
                    http.Features.Set<IAntiforgeryValidationFeature>(null);
                }

                return next(http);
            });
        });
    }

    /// <summary>503 while the disk or the database takes nothing, which passes; 500 for whatever nobody thought of.</summary>
    private static int StatusOf(Exception failure) =>
        (failure as SqliteException ?? failure.InnerException as SqliteException) is { } e && StorageHealth.Judge(e) != StorageProblem.DatabaseUnavailable
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status500InternalServerError;

    /// <summary>Whether whoever asked looks at the answer, rather than reads it by program.</summary>
    internal static bool IsForPeople(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        || http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
