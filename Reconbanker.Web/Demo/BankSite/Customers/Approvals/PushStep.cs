using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers.Approvals;

/// <summary>Waits until the customer approves the login on the phone.</summary>
public sealed class PushStep(string userName, Device device, DemoPhone phone, CustomerHistory history, TimeProvider clock) : LoginStep
{
    public const string Address = "/login/approval";
    private ApprovalMessage? _asked;

    public override string Path => Address;

    public ApprovalState State => Volatile.Read(ref _asked)?.State ?? ApprovalState.Expired;

    /// <summary>Whether nobody can approve this login any more, unless it asks again.</summary>
    public bool IsOver => State is ApprovalState.Expired or ApprovalState.Replaced;

    public TimeSpan TimeLeft => _asked?.TimeLeft ?? TimeSpan.Zero;

    /// <summary>The number that both show, so that the customer knows which login they approve.</summary>
    public string Number => _asked?.Number ?? "";

    /// <summary>Asks on the phone; what the customer was asked before, for whatever login, can no longer be approved.</summary>
    public void Ask()
    {
        var asked = new ApprovalMessage(clock.GetUtcNow(), userName, device, clock);
        phone.LatestApproval(userName)?.Settle(ApprovalState.Replaced);
        Volatile.Write(ref _asked, asked);
        history.Add(c => c with { PushesSent = c.PushesSent + 1 });
        phone.Receive(asked);
    }

    /// <returns>Right or too many wrong once the phone has said yes or no; else late.</returns>
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
