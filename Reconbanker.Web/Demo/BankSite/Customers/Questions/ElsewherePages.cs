using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Where a customer goes on here, or leaves the other session alone.</summary>
internal static class ElsewherePages
{
    private const string Path = "/login/elsewhere";

    public static void MapElsewherePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (BankSession? session, SignInDesk desk, HttpContext context) =>
            StepAnswer.At<ElsewhereStep>(session, context, step =>
            {
                var real = Others(desk, session!).LastOrDefault();
                return new PageResult<ElsewherePage>(new()
                {
                    [nameof(ElsewherePage.Step)] = step,
                    [nameof(ElsewherePage.Where)] = real?.Device ?? step.Device,
                    [nameof(ElsewherePage.Since)] = real?.OpenedAt ?? step.Since,
                });
            }));

        routes.MapPost(Path, (BankSession? session, SignInDesk desk, HttpContext context) =>
            StepAnswer.At<ElsewhereStep>(session, context, _ =>
            {
                foreach (var other in Others(desk, session!))
                {
                    desk.End(other);
                }

                desk.Pass(session!);
                return BankPages.Accounts;
            }));

        routes.MapPost(Path + "/cancel", (BankSession? session, SignInDesk desk, HttpContext context) =>
            StepAnswer.At<ElsewhereStep>(session, context, _ =>
            {
                desk.End(session!);
                return BankPages.Login(BankNotice.LoginCancelled);
            }));
    }

    private static IEnumerable<BankSession> Others(SignInDesk desk, BankSession session) =>
        desk.Sessions.Where(s => s.Customer == session.Customer && s.IsSignedIn);
}
