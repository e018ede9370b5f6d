namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>Wants to know that a person is there. Whatever is answered, the next try gets another captcha.</summary>
/// <param name="make">Draws one.</param>
internal abstract class CaptchaStep<TCaptcha>(Func<TCaptcha> make, CustomerHistory history) : LoginStep
    where TCaptcha : class
{
    private readonly Tries _tries = new();
    private TCaptcha _captcha = make();

    /// <summary>The one to be solved now. Only the site and the tests may look at its solution: a machine that logs in must not.</summary>
    internal TCaptcha Captcha => Volatile.Read(ref _captcha);

    /// <summary>Draws another one.</summary>
    public void Renew() => Volatile.Write(ref _captcha, make());

    private protected Verdict Judge(Func<TCaptcha, bool> isSolved)
    {
        var verdict = _tries.Judge(isSolved(Interlocked.Exchange(ref _captcha, make())));
        if (verdict != Verdict.Right)
        {
            history.Add(c => c with { AnswersRefused = c.AnswersRefused + 1 });
        }

        return verdict;
    }
}
