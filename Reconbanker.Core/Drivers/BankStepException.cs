namespace Reconbanker.Core.Drivers;

public enum BankStepFailure
{
    /// <summary>The page could not be opened: no connection, or an answer of 500 and above.</summary>
    NotReachable,

    /// <summary>What the driver looked for did not appear in time.</summary>
    NotFound,

    /// <summary>The browser gave no answer at all within the bound of the step.</summary>
    NoAnswer,
}

/// <summary>
/// A step on a bank's page failed. Never holds what the browser said of it: the browser's messages repeat what was typed.
/// </summary>
/// <param name="step">What was tried, in words and selectors of the driver only, e.g. "press Log in".</param>
public sealed class BankStepException(BankStepFailure failure, string step) : Exception($"{failure} at '{step}'.")
{
    public BankStepFailure Failure { get; } = failure;

    public string Step { get; } = step;
}
