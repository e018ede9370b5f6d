using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Reconbanker.Web.Security;

/// <summary>Signing out, and signing in for programs: pages have their own forms.</summary>
public static class SignInApi
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        // Only JSON is read, which pages of other sites cannot send here.
        routes.MapPost("/api/sign-in", SignInAsync).AllowAnonymous();
        routes.MapPost("/sign-out", SignOutAsync).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    private static async Task<Results<Ok<SignedInDto>, UnauthorizedHttpResult, StatusCodeHttpResult>> SignInAsync(
        SignInRequest request, HttpContext http, SignInDesk desk)
    {
        switch (await desk.SignInAsync(http, request.Email, request.Password))
        {
            case SignInOutcome.SignedIn(var user):
                return TypedResults.Ok(new SignedInDto(user.Id, user.Email!));
            case SignInOutcome.TooMany(var wait):
                http.Response.RefuseForNow(wait);
                return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
            default:
                return TypedResults.Unauthorized();
        }
    }

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext http, SignInDesk desk)
    {
        await desk.SignOutAsync(http);
        return TypedResults.LocalRedirect("/sign-in");
    }

    /// <summary>Says 429, and in whole seconds when to come back.</summary>
    public static void RefuseForNow(this HttpResponse response, TimeSpan wait)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = FormattableString.Invariant($"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0}");
    }

    public sealed record SignInRequest(string Email, string Password);

    public sealed record SignedInDto(Guid Id, string Email);
}
