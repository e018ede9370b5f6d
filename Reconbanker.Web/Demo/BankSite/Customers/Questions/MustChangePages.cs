using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Where an expired password is changed.</summary>
internal static class MustChangePages
{
    private const string Path = "/login/password";

    public static void MapMustChangePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (BankSession? session, string? notice, HttpContext context) =>
            StepAnswer.At<MustChangeStep>(session, context, _ => new PageResult<MustChangePage>(new()
            {
                [nameof(MustChangePage.Path)] = Path,
                [nameof(MustChangePage.Notice)] = notice,
            })));

        routes.MapPost(Path, (BankSession? session, [AsParameters] Passwords typed, SignInDesk desk, HttpContext context) =>
            StepAnswer.At<MustChangeStep>(session, context, step =>
            {
                if (step.Change(typed.Old ?? "", typed.New ?? "", typed.Repeated ?? "") is { } wrong)
                {
                    return TypedResults.Redirect($"{Path}?notice={wrong}");
                }

                desk.Pass(session!);
                return BankPages.Accounts;
            }));
    }

    private sealed record Passwords([FromForm] string? Old, [FromForm] string? New, [FromForm] string? Repeated);
}
