using Reconbanker.Core.Security;

namespace Reconbanker.Core.Drivers;

/// <summary>What a bank's page needs of whoever runs it.</summary>
/// <param name="CountLogin">Called before a password is typed: counts the login, for good, or ends the run when none is left.</param>
/// <param name="AskForCode">Asks the human for a code and returns once the bank has let us in.</param>
/// <param name="AskForHelp">Asks the human for anything else; the delegate tells whether the bank has let us in, and it returns once it has.</param>
public sealed record BankPageHelp(
    Func<CancellationToken, Task> CountLogin,
    Func<CodeRequest, CodeEntry, CancellationToken, Task> AskForCode,
    Func<HelpRequest, Func<Task<bool>>, CancellationToken, Task> AskForHelp)
{
    /// <summary>Is told what the driver does on the page; null when nobody records it.</summary>
    internal Func<PageMoment, Task>? Watch { get; init; }
}

/// <summary>How to tell, and how to bring about, that a code has let us in.</summary>
/// <param name="IsSignedIn">Whether the page shows a positive sign of being signed in.</param>
/// <param name="Enter">Types a code and sends it.</param>
public sealed record CodeEntry(Func<Task<bool>> IsSignedIn, Func<SecretText, Task<CodeVerdict>> Enter)
{
    /// <summary>How another code can be asked for.</summary>
    public IReadOnlyList<CodeOffer> Offers { get; init; } = [];

    /// <summary>Reads what is asked for after another code was sent; null is the same as before.</summary>
    public Func<Task<CodeRequest>>? Read { get; init; }
}

/// <summary>A way in which the page lets one ask for another code.</summary>
/// <param name="Channel">By which it comes; null for the same as before.</param>
/// <param name="IsShown">Whether the page offers it now.</param>
/// <param name="Ask">Asks for it, and returns once the page says that it is on its way.</param>
public sealed record CodeOffer(CodeChannel? Channel, Func<Task<bool>> IsShown, Func<Task> Ask);
