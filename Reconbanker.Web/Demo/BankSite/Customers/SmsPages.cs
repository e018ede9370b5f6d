using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>Where the code of an SMS is typed.</summary>
public static class SmsPages
{
    public static void MapSmsPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/login/code", Show);
        routes.MapPost("/login/code", Confirm);
        routes.MapPost("/login/code/again", SendAgain);
    }

    private static IResult Show(BankSession? session, string? notice, HttpContext context) => session?.Step is SmsStep step
        ? new PageResult<SmsPage>(new() { [nameof(SmsPage.Step)] = step, [nameof(SmsPage.Notice)] = notice })
        : BankPages.Elsewhere(session, context);

    private static IResult Confirm(BankSession? session, [FromForm] string? code, SignInDesk desk, HttpContext context)
    {
        if (session?.Step is not SmsStep step)
        {
            return BankPages.Elsewhere(session, context);
        }

        switch (step.Confirm(code?.Trim() ?? ""))
        {
            case CodeVerdict.Right:
                desk.Pass(session);
                return BankPages.Accounts;
            case CodeVerdict.Late:
                return TypedResults.Redirect($"{step.Path}?notice={BankNotice.CodeExpired}");
            case CodeVerdict.Wrong:
                return TypedResults.Redirect($"{step.Path}?notice={BankNotice.CodeRefused}");
            default:
                desk.End(session);
                return BankPages.Login(BankNotice.CodeRefused);
        }
    }

    private static IResult SendAgain(BankSession? session, HttpContext context)
    {
        if (session?.Step is not SmsStep step)
        {
            return BankPages.Elsewhere(session, context);
        }

        step.SendCode();
        return TypedResults.Redirect($"{step.Path}?notice={BankNotice.CodeSent}");
    }
}
