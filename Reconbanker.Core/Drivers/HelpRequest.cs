using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>What a bank asks of a human that is no code.</summary>
public sealed record HelpRequest(HelpKind Kind)
{
    /// <summary>The device on which a login is approved, as far as the bank prints it.</summary>
    public string? Device { get; init; }

    /// <summary>The number that the page shows, to be compared with, or chosen on, the device.</summary>
    public string? Number { get; init; }

    /// <summary>What the page says of it, for the human to read.</summary>
    public string? BankWords { get; init; }

    /// <summary>How long the bank waits for it; null when the page does not say.</summary>
    public TimeSpan? GoodFor { get; init; }
}

/// <summary>How the page says what became of it.</summary>
/// <param name="SignedIn">The positive sign of being signed in.</param>
/// <param name="Ended">What the page shows when the bank ended the login.</param>
public sealed record HelpScreen(ILocator SignedIn, ILocator Ended) : SendScreen
{
    /// <summary>Reads what the page asks for once another request was sent; null when it says the same of every one.</summary>
    public Func<Task<HelpRequest>>? Read { get; init; }
}

/// <summary>What a human has to do that is no code.</summary>
public enum HelpKind
{
    /// <summary>Approve the login on another device; the bank's page goes on by itself.</summary>
    Approval,

    /// <summary>Prove to be human. Never attempted by the machine.</summary>
    Captcha,

    /// <summary>Answer questions of the bank: a list, a date, a confirmation.</summary>
    Choice,

    /// <summary>Tell the bank's host a user and a password, which it asks for before it shows anything.</summary>
    HostSignIn,

    /// <summary>Anything else, in the bank's own page.</summary>
    Other,
}
