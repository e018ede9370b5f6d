using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Where a customer goes on here, or leaves the other session alone.</summary>
internal static class ElsewherePages
{
    public static void MapElsewherePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ElsewhereStep.Address, Show);
        routes.MapPost(ElsewhereStep.Address, Continue);
        routes.MapPost(ElsewhereStep.Address + "/cancel", Cancel);
    }

    private static IResult Show(BankSession? session, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<ElsewhereStep>(session, context, step =>
        {
            var real = Others(desk, session!).LastOrDefault();
            return new PageResult<ElsewherePage>(new()
            {
                [nameof(ElsewherePage.Step)] = step,
                [nameof(ElsewherePage.Where)] = real?.Device ?? step.Device,
                [nameof(ElsewherePage.Since)] = real?.OpenedAt ?? step.Since,
            });
        });

    private static IResult Continue(BankSession? session, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<ElsewhereStep>(session, context, _ =>
        {
            foreach (var other in Others(desk, session!))
            {
                desk.End(other);
            }

            desk.Pass(session!);
            return BankPages.Accounts;
        });

    private static IResult Cancel(BankSession? session, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<ElsewhereStep>(session, context, _ =>
        {
            desk.End(session!);
            return BankPages.Login(BankNotice.LoginCancelled);
        });

    private static IEnumerable<BankSession> Others(SignInDesk desk, BankSession session) =>
        desk.Sessions.Where(s => s.Customer == session.Customer && s.IsSignedIn);
}
