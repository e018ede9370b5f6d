using Microsoft.AspNetCore.Http.HttpResults;

namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>What the pages of all captchas answer.</summary>
internal static class CaptchaAnswer
{
    public static IResult Picture(byte[]? picture) => picture is null ? TypedResults.NotFound() : TypedResults.Bytes(picture, "image/png");

    public static RedirectHttpResult Judged(SignInDesk desk, BankSession session, LoginStep step, Verdict verdict) =>
        TypedResults.Redirect(desk.Next(session, verdict, step.Path, BankNotice.CaptchaRefused));

    public static RedirectHttpResult Another<TCaptcha>(CaptchaStep<TCaptcha> step)
        where TCaptcha : class
    {
        step.Renew();
        return TypedResults.Redirect(step.Path);
    }
}
