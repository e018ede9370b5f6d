using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Codes;

/// <summary>Where a code is typed, asked for again, or asked for by another channel.</summary>
internal static class CodePages
{
    /// <summary>The page with one field for the code.</summary>
    public static IResult ShowField(CodeStep step, string path, string? notice) => new PageResult<CodePage>(new()
    {
        [nameof(CodePage.Step)] = step,
        [nameof(CodePage.Path)] = path,
        [nameof(CodePage.Notice)] = notice,
    });

    /// <param name="path">Where the form is; usually the step's own path.</param>
    /// <param name="leave">Goes where a code that ends the step leads; null for a plain redirection.</param>
    public static void MapCodePages<TStep>(
        this IEndpointRouteBuilder routes, string path, Func<TStep, string?, IResult> show, Func<string, IResult>? leave = null)
        where TStep : CodeStep
    {
        routes.MapGet(path, Show);
        routes.MapPost(path, Confirm);
        routes.MapPost(path + "/again", (BankSession? session, HttpContext context) => Send(session, context, step => step.Channel));
        routes.MapPost(path + "/email", (BankSession? session, HttpContext context) => Send(session, context, _ => CodeChannel.Mail));

        IResult Show(BankSession? session, string? notice, HttpContext context) =>
            StepAnswer.At<TStep>(session, context, step => show(step, notice));

        IResult Confirm(
            BankSession? session, [FromForm] StringValues code, [FromForm] string? remember, SignInDesk desk, HttpContext context) =>
            StepAnswer.At<TStep>(session, context, step =>
            {
                var verdict = step.Confirm(string.Concat(code.ToArray()).Trim());
                if (verdict == Verdict.Right && remember is not null)
                {
                    step.RememberDevice(context.Response);
                }

                var next = desk.Next(session!, verdict, path, BankNotice.CodeRefused, BankNotice.CodeExpired);
                return leave is not null && verdict is (Verdict.Right or Verdict.TooManyWrong) ? leave(next) : TypedResults.Redirect(next);
            });

        IResult Send(BankSession? session, HttpContext context, Func<TStep, CodeChannel> channel) =>
            StepAnswer.At<TStep>(session, context, step =>
            {
                step.Send(channel(step));
                return TypedResults.Redirect($"{path}?notice={BankNotice.CodeSent}");
            });
    }
}
