using Reconbanker.Core.Security;

namespace Reconbanker.Core.Sessions;

/// <summary>What became of a code that a human handed over.</summary>
public enum CodeAnswer
{
    Accepted,
    Refused,

    /// <summary>It came too late for the bank, which has not sent another one.</summary>
    Expired,

    /// <summary>It came too late for the bank, which was asked for another one: that one is waited for now.</summary>
    SentAgain,

    /// <summary>It was typed, but the page answered in no way that the driver knows: look at the live view.</summary>
    PageChanged,

    /// <summary>Not typed: it has not the length, or the characters, that the bank asks for.</summary>
    WrongFormat,

    /// <summary>Not typed: another one is being typed or sent.</summary>
    Busy,

    /// <summary>Not typed: nobody is asking for it any more.</summary>
    TooLate,

    /// <summary>Not typed: one more refusal might lock the user; only a person in the live view may go on.</summary>
    NoTriesLeft,

    /// <summary>Not typed: the bank was asked for another one since, which took its place.</summary>
    Superseded,

    /// <summary>Not typed: too many were handed in for this account within ten minutes.</summary>
    TooMany,
}

/// <summary>What became of the wish that the bank send another code.</summary>
public enum SendAnswer
{
    Sent,

    /// <summary>Nothing was sent: somebody else had asked since the page was shown.</summary>
    SentAlready,

    /// <summary>The page does not offer it, or not any more.</summary>
    NotOffered,

    /// <summary>Nothing was sent: the last one was asked for a moment ago.</summary>
    TooSoon,

    /// <summary>Nothing was sent: as many were asked for as one request may.</summary>
    TooOften,

    /// <summary>Nothing was sent: a code is being typed.</summary>
    Busy,

    /// <summary>Nothing was sent: nobody is asking for a code any more.</summary>
    TooLate,

    /// <summary>It was asked for, but the page answered in no way that the driver knows: look at the live view.</summary>
    PageChanged,
}

/// <summary>A code on its way from a human to the session that asks for it.</summary>
/// <param name="Challenge">The number of the code that was asked for, as the human saw it: see <see cref="AssistanceRequest.Challenge"/>.</param>
public sealed record CodeSubmission(int Challenge, SecretText Code)
{
    /// <summary>The same for one that is sent twice: it is typed once, and both have the same answer.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();
}
