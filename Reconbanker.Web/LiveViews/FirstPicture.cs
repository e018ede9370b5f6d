using Microsoft.AspNetCore.Http.HttpResults;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.Sessions;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.LiveViews;

/// <summary>
/// What a live view shows, for the moment in which its page is being loaded: a person sees what the bank wants before the page is there.
/// </summary>
public static class FirstPicture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapFirstPicture(this IEndpointRouteBuilder routes) => routes.MapGet("/accounts/{account:guid}/live/picture", ShowAsync);

    /// <summary>Whether a request is for a page that is opened for its live view.</summary>
    public static bool IsLivePage(HttpContext http) => AccountOf(http) is not null;

    /// <summary>Has the picture taken for the page that is asked for.</summary>
    /// <returns>Where it is; null if there is nothing to see for this person.</returns>
    public static string? Begin(HttpContext http)
    {
        if (AccountOf(http) is not { } account || ViewFor(http, account) is not { } view)
        {
            return null;
        }

        http.RequestServices.GetRequiredService<ExpectedViewers>().Expect(view, http.User.UserId(), http.User.Identity?.Name ?? "");
        return $"/accounts/{account}/live/picture";
    }

    /// <summary>Only for a page that is being loaded: whoever sees a picture has opened the view, and is in its record.</summary>
    private static async Task<Results<FileContentHttpResult, NotFound>> ShowAsync(
        Guid account, HttpContext http, ExpectedViewers expected, TimeProvider clock)
    {
        if (ViewFor(http, account) is not { } view || expected.Find(view, http.User.UserId()) is not { } viewer)
        {
            return TypedResults.NotFound();
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, http.RequestAborted);
        return await viewer.PeekAsync(either.Token) is { } frame ? TypedResults.File(frame.Jpeg, "image/jpeg") : TypedResults.NotFound();
    }

    /// <returns>Null if there is nothing that this person may watch.</returns>
    private static LiveView? ViewFor(HttpContext http, Guid account)
    {
        var userId = http.User.UserId();
        var session = http.RequestServices.GetRequiredService<SessionSupervisor>().FindFor(userId, account);
        return session is { View: { HasEnded: false } view } && session.Access.Of(userId).Watch ? view : null;
    }

    private static Guid? AccountOf(HttpContext http)
    {
        var id = http.Request.Path.Value?.Split('/') switch
        {
            ["", "accounts", var own, "live"] => own,
            ["", "shared", var shared] => shared,
            _ => null,
        };
        return Guid.TryParse(id, out var account) ? account : null;
    }
}
