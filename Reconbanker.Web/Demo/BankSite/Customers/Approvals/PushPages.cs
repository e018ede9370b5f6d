using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Approvals;

/// <summary>The page that waits for the phone, what it asks every second, and where it goes on.</summary>
internal static class PushPages
{
    public static void MapPushPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PushStep.Address, Show);
        routes.MapGet(PushStep.Address + "/state", Look);
        routes.MapPost(PushStep.Address, GoOn);
        routes.MapPost(PushStep.Address + "/again", AskAgain);
    }

    private static IResult Show(BankSession? session, string? notice, HttpContext context) =>
        StepAnswer.At<PushStep>(session, context, step => new PageResult<PushPage>(new()
        {
            [nameof(PushPage.Step)] = step,
            [nameof(PushPage.Notice)] = step.IsOver ? BankNotice.ApprovalExpired : notice,
        }));

    private static Waiting Look(BankSession? session) => session?.Step is PushStep step
        ? new Waiting(step.State == ApprovalState.Waiting, (int)step.TimeLeft.TotalSeconds)
        : new Waiting(false, 0);

    private static IResult GoOn(BankSession? session, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<PushStep>(session, context, step => TypedResults.Redirect(step.State == ApprovalState.Waiting
            ? PushStep.Address
            : desk.Next(session!, step.Conclude(), PushStep.Address, BankNotice.ApprovalRefused, BankNotice.ApprovalExpired)));

    private static IResult AskAgain(BankSession? session, HttpContext context) => StepAnswer.At<PushStep>(session, context, step =>
    {
        step.Ask();
        return TypedResults.Redirect($"{PushStep.Address}?notice={BankNotice.ApprovalSent}");
    });

    private sealed record Waiting(bool IsWaiting, int SecondsLeft);
}
