using Reconbanker.Core.Browser;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Sessions;

/// <summary>What an exception that ended a run means.</summary>
internal static class RunEnd
{
    public static StopReason ReasonOf(Exception exception) => exception switch
    {
        RunEndedException e => e.Reason,
        BankFailure e => ReasonOf(e.Category),
        BankStepException { Failure: BankStepFailure.NotReachable } => StopReason.BankUnavailable,
        BankStepException { Failure: BankStepFailure.NotFound } => StopReason.BankPageChanged,
        BankStepException => StopReason.TimedOut,
        BrowserException => StopReason.BrowserUnavailable,
        _ => StopReason.Unexpected,
    };

    private static StopReason ReasonOf(BankFailureCategory category) => category switch
    {
        BankFailureCategory.BadCredentials => StopReason.BadCredentials,
        BankFailureCategory.AccountLocked => StopReason.AccountLocked,
        BankFailureCategory.PasswordExpired => StopReason.PasswordExpired,
        BankFailureCategory.SecondFactorRefused => StopReason.SecondFactorRefused,
        BankFailureCategory.BankUnavailable => StopReason.BankUnavailable,
        BankFailureCategory.WrongBankAccount => StopReason.WrongBankAccount,
        BankFailureCategory.SignedOut => StopReason.SignedOut,
        _ => StopReason.BankPageChanged,
    };
}
