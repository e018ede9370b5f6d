using System.Collections.Immutable;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Phone;

/// <summary>A code that the demo bank sent.</summary>
/// <param name="To">Username of the customer.</param>
public sealed record SmsMessage(DateTimeOffset At, string To, string Code)
{
    public override string ToString() => $"SMS to {To}"; // never the code
}

/// <summary>The phone that all SMS of the demo bank go to. In memory only.</summary>
public sealed class DemoPhone(TimeProvider clock)
{
    private const int MessagesKept = 50;
    private ImmutableList<SmsMessage> _messages = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SmsMessage> Messages => Volatile.Read(ref _messages);

    public ChangeSignal Changes { get; } = new();

    /// <summary>The last code that was sent to a customer; null when there was none.</summary>
    public string? LatestCode(string userName) => Messages.FirstOrDefault(m => m.To == userName)?.Code;

    public void Receive(string userName, string code)
    {
        var message = new SmsMessage(clock.GetUtcNow(), userName, code);
        ImmutableInterlocked.Update(ref _messages, messages =>
        {
            var received = messages.Insert(0, message);
            return received.Count > MessagesKept ? received.RemoveAt(MessagesKept) : received;
        });
        Changes.Raise();
    }

    public void Reset()
    {
        Volatile.Write(ref _messages, []);
        Changes.Raise();
    }
}
