namespace Reconbanker.Core.Drivers;

/// <summary>Everything that a driver may say went wrong. A closed list: what is not in it is a fault of the driver.</summary>
public enum BankFailureCategory
{
    BadCredentials,
    AccountLocked,
    PasswordExpired,
    SecondFactorRefused,
    BankUnavailable,
    BankPageChanged,
    WrongBankAccount,
    SignedOut,
}

/// <summary>The bank refused us or is not as the driver knows it. Carries no text of the page, so that it may be logged.</summary>
public sealed class BankFailure(BankFailureCategory category)
    : Exception($"The bank's site ended the session: {category}.")
{
    public BankFailureCategory Category { get; } = category;
}
