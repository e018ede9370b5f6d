using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Approvals;

/// <summary>The page that waits for the phone, what it asks every second, and where it goes on.</summary>
internal static class PushPages
{
    private const string Path = "/login/approval";

    public static void MapPushPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (BankSession? session, string? notice, HttpContext context) => StepAnswer.At<PushStep>(session, context, step =>
            new PageResult<PushPage>(new()
            {
                [nameof(PushPage.Step)] = step,
                [nameof(PushPage.Notice)] = step.IsOver ? BankNotice.ApprovalExpired : notice,
            })));

        routes.MapGet(Path + "/state", (BankSession? session) => session?.Step is PushStep step
            ? new Waiting(step.State == ApprovalState.Waiting, (int)step.TimeLeft.TotalSeconds)
            : new Waiting(false, 0));

        routes.MapPost(Path, (BankSession? session, SignInDesk desk, HttpContext context) => StepAnswer.At<PushStep>(session, context, step =>
            step.State == ApprovalState.Waiting
                ? TypedResults.Redirect(Path)
                : TypedResults.Redirect(desk.Next(session!, step.Conclude(), Path, BankNotice.ApprovalRefused, BankNotice.ApprovalExpired))));

        routes.MapPost(Path + "/again", (BankSession? session, HttpContext context) => StepAnswer.At<PushStep>(session, context, step =>
        {
            step.Ask();
            return TypedResults.Redirect($"{Path}?notice={BankNotice.ApprovalSent}");
        }));
    }

    private sealed record Waiting(bool IsWaiting, int SecondsLeft);
}
