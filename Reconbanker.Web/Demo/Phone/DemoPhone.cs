using System.Collections.Immutable;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Phone;

/// <summary>The phone that everything goes to which the demo bank sends to its customers. In memory only.</summary>
public sealed class DemoPhone
{
    private const int MessagesKept = 50;
    private ImmutableList<PhoneMessage> _messages = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<PhoneMessage> Messages => Volatile.Read(ref _messages);

    public ChangeSignal Changes { get; } = new();

    /// <summary>The last code that was sent to a customer, by whatever channel; null when there was none.</summary>
    public string? LatestCode(string userName) => Messages.OfType<CodeMessage>().FirstOrDefault(m => m.To == userName)?.Code;

    /// <summary>The last login that a customer was asked to approve; null when there was none.</summary>
    public ApprovalMessage? LatestApproval(string userName) => Messages.OfType<ApprovalMessage>().FirstOrDefault(m => m.To == userName);

    public void Receive(PhoneMessage message)
    {
        ImmutableInterlocked.Update(ref _messages, messages =>
        {
            var received = messages.Insert(0, message);
            return received.Count > MessagesKept ? received.RemoveAt(MessagesKept) : received;
        });
        Changes.Raise();
    }

    /// <summary>The customer's answer to an approval; one that can no longer be given changes nothing.</summary>
    public void Answer(string approvalId, bool approve)
    {
        Messages.OfType<ApprovalMessage>().FirstOrDefault(m => m.Id == approvalId)
            ?.Settle(approve ? ApprovalState.Approved : ApprovalState.Refused);
        Changes.Raise();
    }

    public void Reset()
    {
        Volatile.Write(ref _messages, []);
        Changes.Raise();
    }
}
