using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Where the numbers of the card are entered.</summary>
internal static class GridPages
{
    public static void MapGridPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(GridStep.Address, Show);
        routes.MapPost(GridStep.Address, Confirm);
    }

    private static IResult Show(BankSession? session, string? notice, HttpContext context) => StepAnswer.At<GridStep>(session, context, step =>
        new PageResult<GridPage>(new() { [nameof(GridPage.Step)] = step, [nameof(GridPage.Notice)] = notice }));

    private static IResult Confirm(BankSession? session, [FromForm] StringValues places, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<GridStep>(session, context, step =>
        {
            var verdict = step.Confirm([.. places.Select(p => p ?? "")]);
            return TypedResults.Redirect(desk.Next(session!, verdict, GridStep.Address, BankNotice.AnswersRefused));
        });
}
