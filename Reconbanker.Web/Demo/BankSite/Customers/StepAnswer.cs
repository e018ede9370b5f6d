namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>What the bank makes of an answer to a login step.</summary>
public enum Verdict { Right, Wrong, Late, TooManyWrong }

/// <summary>How many wrong answers one login may give: the third ends it.</summary>
public sealed class Tries
{
    private const int EndsAt = 3;
    private int _wrong;

    public Verdict Judge(bool isRight) =>
        isRight ? Verdict.Right : Interlocked.Increment(ref _wrong) < EndsAt ? Verdict.Wrong : Verdict.TooManyWrong;
}

/// <summary>Where an answer to a login step leads.</summary>
internal static class StepAnswer
{
    /// <summary>Does what a page of a step does; whoever is at no such step is sent where they belong.</summary>
    public static IResult At<TStep>(BankSession? session, HttpContext context, Func<TStep, IResult> answer)
        where TStep : LoginStep => session?.Step is TStep step ? answer(step) : BankPages.Elsewhere(session, context);

    /// <summary>Lets the session in, keeps it at its step, or ends it.</summary>
    /// <param name="page">Page of the step that says why it is shown again.</param>
    /// <param name="late">Said of an answer that came too late, for steps that know such.</param>
    /// <returns>Address of what the browser must open next.</returns>
    public static string Next(this SignInDesk desk, BankSession session, Verdict verdict, string page, string refused, string? late = null)
    {
        switch (verdict)
        {
            case Verdict.Right:
                desk.Pass(session);
                return "/accounts";
            case Verdict.TooManyWrong:
                desk.End(session);
                return $"/?notice={refused}";
            default:
                return $"{page}?notice={(verdict == Verdict.Late ? late : refused)}";
        }
    }
}
