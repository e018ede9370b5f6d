using System.Globalization;
using System.Security.Cryptography;
using Reconbanker.Web.Demo.BankSite;

namespace Reconbanker.Web.Demo.Phone;

/// <summary>Something that the demo bank sent to a customer.</summary>
/// <param name="to">Username of the customer.</param>
public abstract class PhoneMessage(DateTimeOffset at, string to)
{
    public DateTimeOffset At => at;
    public string To => to;
}

public enum CodeChannel { Sms, Mail }

/// <summary>A code to log in with.</summary>
public sealed class CodeMessage(DateTimeOffset at, string to, CodeChannel channel, string code) : PhoneMessage(at, to)
{
    public CodeChannel Channel => channel;
    public string Code => code;
}

/// <summary>Word that somebody logs in and will need the paper below it.</summary>
public sealed class PaperMessage(DateTimeOffset at, string to) : PhoneMessage(at, to);

public enum ApprovalState { Waiting, Approved, Refused, Expired, Replaced }

/// <summary>A login that waits for the customer's yes or no.</summary>
/// <param name="device">Where the password was typed.</param>
public sealed class ApprovalMessage(DateTimeOffset at, string to, Device device, TimeProvider clock) : PhoneMessage(at, to)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(120);
    private int _state = (int)ApprovalState.Waiting;

    public string Id { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);
    public Device Device => device;

    /// <summary>Two digits that the bank's page shows too.</summary>
    public string Number { get; } = RandomNumberGenerator.GetInt32(10, 100).ToString(CultureInfo.InvariantCulture);
    public DateTimeOffset ExpiresAt => At + Lifetime;

    public ApprovalState State => (ApprovalState)Volatile.Read(ref _state) switch
    {
        ApprovalState.Waiting when clock.GetUtcNow() >= ExpiresAt => ApprovalState.Expired,
        var state => state,
    };

    /// <summary>How long it can still be approved; zero when it cannot.</summary>
    public TimeSpan TimeLeft => State == ApprovalState.Waiting ? ExpiresAt - clock.GetUtcNow() : TimeSpan.Zero;

    /// <summary>Settles it once; what comes too late changes nothing.</summary>
    public void Settle(ApprovalState state)
    {
        if (State == ApprovalState.Waiting)
        {
            Interlocked.CompareExchange(ref _state, (int)state, (int)ApprovalState.Waiting);
        }
    }
}
