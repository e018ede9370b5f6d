using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Web.Components.Sessions;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.Help;

/// <summary>What the page of an assistance request sends, without a circuit. Each answer is that page again: codes stand in no address.</summary>
public static class HelpApi
{
    public const string LookPath = "/go/look";

    private const string Root = "/help/{requestId:guid}";

    public static void MapHelp(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Root}/state", StateAsync);
        routes.MapPost($"{Root}/code", SubmitAsync).RequireSameOrigin();
        routes.MapPost($"{Root}/again", SendAgainAsync).RequireSameOrigin();
        routes.MapPost(LookPath, LookAsync).RequireSameOrigin();
    }

    public static string PagePath(Guid requestId) => $"/help/{requestId}";

    public static string StatePath(Guid requestId) => $"{PagePath(requestId)}/state";

    public static string CodePath(Guid requestId) => $"{PagePath(requestId)}/code";

    public static string SendAgainPath(Guid requestId) => $"{PagePath(requestId)}/again";

    private static async Task<Results<Ok<StateDto>, NotFound>> StateAsync(
        Guid requestId, ClaimsPrincipal user, IDbContextFactory<ReconbankerDb> databases, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await HelpDetails.FindAsync(db, user.UserId(), requestId, cancellationToken) is { } help
            ? TypedResults.Ok(new StateDto(help.Version))
            : TypedResults.NotFound();
    }

    private static async Task<RedirectHttpResult> SubmitAsync(
        Guid requestId, [FromForm] int challenge, [FromForm] Guid submission, [FromForm] string? code, [FromForm] string? link, ClaimsPrincipal user,
        AssistanceDesk desk, HelpLinks links)
    {
        var submitting = desk.SubmitCodeAsync(
            user.UserId(), requestId, new CodeSubmission(challenge, new SecretText(code ?? "")) { Id = submission });
        await UseAsync(links, user, link);
        return TypedResults.LocalRedirect($"{PagePath(requestId)}?said={await submitting}");
    }

    private static async Task<RedirectHttpResult> SendAgainAsync(
        Guid requestId, [FromForm] int challenge, [FromForm] string? channel, [FromForm] string? link, ClaimsPrincipal user, AssistanceDesk desk,
        HelpLinks links)
    {
        CodeChannel? other = Enum.TryParse<CodeChannel>(channel, out var known) ? known : null;
        var sending = desk.SendAgainAsync(user.UserId(), requestId, challenge, other);
        await UseAsync(links, user, link);
        return TypedResults.LocalRedirect($"{PagePath(requestId)}?sent={await sending}");
    }

    /// <summary>Where a link leads; changes nothing.</summary>
    private static async Task<Results<Ok<PlaceDto>, NotFound>> LookAsync(
        [FromForm] string? link, ClaimsPrincipal user, HelpLinks links, CancellationToken cancellationToken) =>
        await links.FindAsync(user.UserId(), link ?? "", cancellationToken) is { } requestId
            ? TypedResults.Ok(new PlaceDto(PagePath(requestId)))
            : TypedResults.NotFound();

    // The person has acted on what the link led to.
    private static Task UseAsync(HelpLinks links, ClaimsPrincipal user, string? link) =>
        string.IsNullOrEmpty(link) ? Task.CompletedTask : links.UseAsync(user.UserId(), link, CancellationToken.None);

    public sealed record StateDto(string Version);

    public sealed record PlaceDto(string Place);
}
