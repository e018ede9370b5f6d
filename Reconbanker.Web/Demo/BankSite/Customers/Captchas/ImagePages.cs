using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>Where the letters of a picture are typed.</summary>
internal static class ImagePages
{
    public static void MapImagePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ImageStep.Address, Show);
        routes.MapPost(ImageStep.Address, Confirm);
        routes.MapGet(
            ImageStep.Address + "/picture", (BankSession? session) => CaptchaAnswer.Picture((session?.Step as ImageStep)?.Captcha.File));
        routes.MapPost(ImageStep.Address + "/another", ShowAnother);
    }

    private static IResult Show(BankSession? session, string? notice, HttpContext context) => StepAnswer.At<ImageStep>(session, context, step =>
        new PageResult<ImagePage>(new() { [nameof(ImagePage.Path)] = step.Path, [nameof(ImagePage.Notice)] = notice }));

    private static IResult Confirm(BankSession? session, [FromForm] string? letters, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<ImageStep>(session, context, step => CaptchaAnswer.Judged(desk, session!, step, step.Confirm(letters ?? "")));

    private static IResult ShowAnother(BankSession? session, HttpContext context) =>
        StepAnswer.At<ImageStep>(session, context, CaptchaAnswer.Another);
}
