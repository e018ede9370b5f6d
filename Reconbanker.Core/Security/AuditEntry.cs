namespace Reconbanker.Core.Security;

/// <summary>What people do at an account that others may want to know of later.</summary>
public enum AuditAct
{
    /// <summary>The person opened the live view, in the first of their windows.</summary>
    ViewOpened,

    /// <summary>The last of their windows left it, or lost its connection.</summary>
    ViewClosed,

    ControlTaken,

    /// <summary>Asked the other for control.</summary>
    ControlAsked,

    /// <summary>Does not ask any more.</summary>
    ControlWithdrawn,

    /// <summary>Gave it to the other, who had asked.</summary>
    ControlGiven,

    /// <summary>Kept it, though the other asked.</summary>
    ControlRefused,

    /// <summary>Lost it to the other, who had asked and got no answer.</summary>
    ControlPassed,

    /// <summary>Lost it to the other, who is the owner.</summary>
    ControlTakenOver,

    ControlHandedBack,

    /// <summary>Lost it by silence, or by staying away.</summary>
    ControlLapsed,

    /// <summary>Lost it with the right to it.</summary>
    ControlRevoked,

    /// <summary>Lost it because no human was needed any more.</summary>
    ControlEnded,

    /// <summary>Handed a code over.</summary>
    CodeGiven,

    /// <summary>Shared the live view with the other, or changed what the other may do.</summary>
    Shared,

    /// <summary>Shares it with the other no longer.</summary>
    Unshared,
}

/// <summary>One act of one person, as it was; never changed, and gone only with its account.</summary>
public sealed class AuditEntry
{
    public const int NameMaxLength = 256;

    /// <summary>Grows with each entry; two may have the same moment.</summary>
    public long Id { get; private init; }
    public required Guid AccountId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AuditAct Act { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>As it was then; looked up when it is written down, if it is empty until then.</summary>
    public string UserName { get; set; } = "";

    /// <summary>Who else it concerns; null for nobody.</summary>
    public string? OtherName { get; init; }

    /// <summary>Presses while the person was in control, where it ends with the act.</summary>
    public int Clicks { get; init; }

    /// <summary>Keys and texts likewise: how many, never which.</summary>
    public int Keys { get; init; }

    /// <summary>What came of it, as the name of a closed list's value; null where there is nothing to say.</summary>
    public string? Outcome { get; init; }
}
