using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>The code that a bank asks for as its second factor.</summary>
/// <param name="Length">Characters of the code.</param>
/// <param name="Channel">How it reaches the human.</param>
public sealed record CodeRequest(int Length, CodeKind Kind, CodeChannel Channel)
{
    /// <summary>Where it was sent, as far as the bank prints it: the last digits of a phone, a masked e-mail address.</summary>
    public string? SentTo { get; init; }

    /// <summary>What the page says of it, for the human to read.</summary>
    public string? BankWords { get; init; }

    /// <summary>How long the code is still good; null when the page does not say.</summary>
    public TimeSpan? GoodFor { get; init; }
}

public enum CodeKind { Digits, LettersAndDigits }

/// <summary>How a code reaches the human.</summary>
public enum CodeChannel
{
    Sms,
    Email,

    /// <summary>A device or an app that shows codes; nothing is sent.</summary>
    Token,

    /// <summary>Any other way, or one that the driver cannot tell.</summary>
    Other,
}

/// <summary>Where a code goes, and how the page says what became of it.</summary>
/// <param name="Field">One field for the whole code, or as many as it has characters.</param>
/// <param name="SignedIn">The positive sign of being signed in.</param>
/// <param name="Refused">What the page shows when the bank refuses a code.</param>
/// <param name="Ended">What the page shows when the bank takes no further code and ended the login.</param>
public sealed record CodeScreen(ILocator Field, ILocator SignedIn, ILocator Refused, ILocator Ended) : SendScreen
{
    /// <summary>What sends the code; null when the page does by itself.</summary>
    public ILocator? Confirm { get; init; }

    /// <summary>What the page shows when a code came too late; null when it says the same of a wrong one.</summary>
    public ILocator? Expired { get; init; }

    /// <summary>Reads what the page asks for once another code was sent; null when it says the same of every code.</summary>
    public Func<Task<CodeRequest>>? Read { get; init; }
}

/// <summary>What the bank said to a code that was typed.</summary>
public enum CodeVerdict
{
    Accepted,
    Refused,

    /// <summary>It came too late.</summary>
    Expired,

    /// <summary>It came too late, and the bank was asked for another one.</summary>
    SentAgain,
}
