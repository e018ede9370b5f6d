using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers.Codes;

/// <summary>A code is sent to the customer, who types it; how the page looks is the customer's own.</summary>
public abstract class CodeStep(string userName, DemoPhone phone, CustomerHistory history, TimeProvider clock) : LoginStep
{
    private readonly OneTimeCode _code = new(clock);

    /// <summary>How long the code is still good; zero when it is not.</summary>
    public TimeSpan TimeLeft => _code.TimeLeft;

    /// <summary>Where the last code went.</summary>
    public CodeChannel Channel { get; private set; }

    /// <summary>Sends the first code.</summary>
    public LoginStep Begin()
    {
        Send(CodeChannel.Sms);
        return this;
    }

    /// <summary>Sends another code; the one before is no longer good.</summary>
    public void Send(CodeChannel channel)
    {
        Channel = channel;
        history.Add(c => channel == CodeChannel.Sms ? c with { SmsSent = c.SmsSent + 1 } : c with { MailsSent = c.MailsSent + 1 });
        phone.Receive(new CodeMessage(clock.GetUtcNow(), userName, channel, _code.Renew()));
    }

    public Verdict Confirm(string code)
    {
        var verdict = _code.Confirm(code);
        if (verdict is Verdict.Wrong or Verdict.TooManyWrong)
        {
            history.Add(c => c with { CodesRefused = c.CodesRefused + 1 });
        }

        return verdict;
    }

    /// <summary>Makes the code too old at once, for tests of the whole house: those cannot move its clock.</summary>
    internal void Expire() => _code.Expire();

    /// <summary>Called when the code was right and the customer asked to be known again.</summary>
    public virtual void RememberDevice(HttpResponse response)
    {
    }
}
