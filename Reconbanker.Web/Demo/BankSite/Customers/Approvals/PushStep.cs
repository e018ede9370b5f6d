using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers.Approvals;

/// <summary>Waits until the customer approves the login on the phone.</summary>
public sealed class PushStep(string userName, Device device, DemoPhone phone, CustomerHistory history, TimeProvider clock) : LoginStep
{
    private ApprovalMessage? _asked;

    public override string Path => "/login/approval";

    public ApprovalState State => _asked?.State ?? ApprovalState.Expired;
    public TimeSpan TimeLeft => _asked?.TimeLeft ?? TimeSpan.Zero;

    /// <summary>Asks on the phone; what was asked before can no longer be approved.</summary>
    public void Ask()
    {
        var asked = new ApprovalMessage(clock.GetUtcNow(), userName, device, clock);
        Interlocked.Exchange(ref _asked, asked)?.Settle(ApprovalState.Replaced);
        history.Add(c => c with { PushesSent = c.PushesSent + 1 });
        phone.Receive(asked);
    }

    /// <returns>What the phone said, for the login to go on or end; late while it has said nothing.</returns>
    public Verdict Conclude()
    {
        switch (State)
        {
            case ApprovalState.Approved:
                return Verdict.Right;
            case ApprovalState.Refused:
                history.Add(c => c with { AnswersRefused = c.AnswersRefused + 1 });
                return Verdict.TooManyWrong;
            default:
                return Verdict.Late;
        }
    }
}
