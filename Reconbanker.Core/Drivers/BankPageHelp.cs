using Reconbanker.Core.Security;

namespace Reconbanker.Core.Drivers;

/// <summary>What a bank's page needs of whoever runs it.</summary>
/// <param name="CountLogin">Called before a password is typed: counts the login, for good, or ends the run when none is left.</param>
/// <param name="AskForCode">Asks the human for a code and returns once the bank has let us in.</param>
/// <param name="AskForHelp">Asks the human for anything else and returns once the bank has let us in.</param>
public sealed record BankPageHelp(
    Func<CancellationToken, Task> CountLogin,
    Func<CodeRequest, CodeEntry, CancellationToken, Task> AskForCode,
    Func<HelpRequest, HelpEntry, CancellationToken, Task> AskForHelp)
{
    /// <summary>Is told what the driver does on the page; null when nobody records it.</summary>
    internal Func<PageMoment, Task>? Watch { get; init; }
}

/// <summary>How to tell, and how to bring about, that a code has let us in.</summary>
/// <param name="IsSignedIn">Whether the page shows a positive sign of being signed in.</param>
/// <param name="Enter">Types a code and sends it.</param>
public sealed record CodeEntry(Func<Task<bool>> IsSignedIn, Func<SecretText, Task<CodeVerdict>> Enter)
{
    public PageSending Sending { get; init; } = PageSending.None;

    /// <summary>Reads what is asked for after another code was sent; null is the same as before.</summary>
    public Func<Task<CodeRequest>>? Read { get; init; }
}

/// <summary>How to tell that a human's help has let us in.</summary>
/// <param name="IsSignedIn">Whether the page shows a positive sign of being signed in.</param>
public sealed record HelpEntry(Func<Task<bool>> IsSignedIn)
{
    public PageSending Sending { get; init; } = PageSending.None;

    /// <summary>Reads what is asked for after another request was sent; null is the same as before.</summary>
    public Func<Task<HelpRequest>>? Read { get; init; }
}
