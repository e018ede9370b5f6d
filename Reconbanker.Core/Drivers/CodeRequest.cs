using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>The code that a bank asks for as its second factor.</summary>
/// <param name="Length">Characters of the code.</param>
/// <param name="Channel">How it reaches the human, e.g. "SMS", as the bank says it.</param>
public sealed record CodeRequest(int Length, CodeKind Kind, string Channel);

public enum CodeKind { Digits, LettersAndDigits }

/// <summary>Where a code goes, and how the page says what became of it.</summary>
/// <param name="Field">One field for the whole code, or as many as it has characters.</param>
/// <param name="SignedIn">The positive sign of being signed in.</param>
/// <param name="Refused">What the page shows when the bank refuses a code.</param>
/// <param name="Ended">What the page shows when the bank takes no further code and ended the login.</param>
public sealed record CodeScreen(ILocator Field, ILocator SignedIn, ILocator Refused, ILocator Ended)
{
    /// <summary>What sends the code; null when the page does by itself.</summary>
    public ILocator? Confirm { get; init; }

    /// <summary>What the page shows when a code came too late; null when it says the same of a wrong one.</summary>
    public ILocator? Expired { get; init; }

    /// <summary>What asks the bank for another code; null when there is no such thing.</summary>
    public ILocator? SendAgain { get; init; }
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
