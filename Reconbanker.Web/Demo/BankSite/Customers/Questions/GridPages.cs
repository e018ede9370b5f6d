using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Where the numbers of the card are entered.</summary>
internal static class GridPages
{
    private const string Path = "/login/card";

    public static void MapGridPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (BankSession? session, string? notice, HttpContext context) => StepAnswer.At<GridStep>(session, context, step =>
            new PageResult<GridPage>(new() { [nameof(GridPage.Step)] = step, [nameof(GridPage.Notice)] = notice })));

        routes.MapPost(Path, (BankSession? session, [FromForm] StringValues places, SignInDesk desk, HttpContext context) =>
            StepAnswer.At<GridStep>(session, context, step =>
                TypedResults.Redirect(desk.Next(session!, step.Confirm([.. places.Select(p => p ?? "")]), Path, BankNotice.AnswersRefused))));
    }
}
