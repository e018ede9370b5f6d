using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Where a customer confirms their details.</summary>
internal static class ChoicePages
{
    public static void MapChoicePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ChoiceStep.Address, Show);
        routes.MapPost(ChoiceStep.Address, Confirm);
    }

    private static IResult Show(BankSession? session, string? notice, HttpContext context) => StepAnswer.At<ChoiceStep>(session, context, step =>
        new PageResult<ChoicePage>(new() { [nameof(ChoicePage.Step)] = step, [nameof(ChoicePage.Notice)] = notice }));

    private static IResult Confirm(BankSession? session, [AsParameters] Answers answers, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<ChoiceStep>(session, context, step =>
        {
            var verdict = step.Confirm(Read<Branch>(answers.Branch), ReadDay(answers.Born), Read<NoticeChannel>(answers.Notices));
            return TypedResults.Redirect(desk.Next(session!, verdict, ChoiceStep.Address, BankNotice.AnswersRefused));
        });

    private static T? Read<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) ? value : null;

    private static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private sealed record Answers([FromForm] string? Branch, [FromForm] string? Born, [FromForm] string? Notices);
}
