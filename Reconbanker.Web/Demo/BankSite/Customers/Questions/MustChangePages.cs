using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Where an expired password is changed.</summary>
internal static class MustChangePages
{
    public static void MapMustChangePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(MustChangeStep.Address, Show);
        routes.MapPost(MustChangeStep.Address, Change);
    }

    private static IResult Show(BankSession? session, string? notice, HttpContext context) =>
        StepAnswer.At<MustChangeStep>(session, context, step => new PageResult<MustChangePage>(new()
        {
            [nameof(MustChangePage.Path)] = step.Path,
            [nameof(MustChangePage.Notice)] = notice,
        }));

    private static IResult Change(BankSession? session, [AsParameters] Passwords typed, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<MustChangeStep>(session, context, step =>
        {
            if (step.Change(typed.Old ?? "", typed.New ?? "", typed.Repeated ?? "") is { } wrong)
            {
                return TypedResults.Redirect($"{step.Path}?notice={wrong}");
            }

            desk.Pass(session!);
            return BankPages.Accounts;
        });

    private sealed record Passwords([FromForm] string? Old, [FromForm] string? New, [FromForm] string? Repeated);
}
