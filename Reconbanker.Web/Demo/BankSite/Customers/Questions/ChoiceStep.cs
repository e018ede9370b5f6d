namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Asks one login for what the bank has on file.</summary>
public sealed class ChoiceStep(CustomerDetails details, CustomerHistory history) : LoginStep
{
    public const string Address = "/login/details";
    private readonly Tries _tries = new();

    public override string Path => Address;

    public Verdict Confirm(Branch? branch, DateOnly? bornOn, NoticeChannel? notices)
    {
        var verdict = _tries.Judge((branch, bornOn, notices) == (details.Branch, details.BornOn, details.Notices));
        if (verdict != Verdict.Right)
        {
            history.Add(c => c with { AnswersRefused = c.AnswersRefused + 1 });
        }

        return verdict;
    }
}
