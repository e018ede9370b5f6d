namespace Reconbanker.Core.Accounts;

/// <summary>What became of a change to an account.</summary>
public abstract record SaveOutcome
{
    private SaveOutcome()
    {
    }

    public sealed record Saved(Guid AccountId) : SaveOutcome;

    /// <summary>There is no such account, or it is not the caller's.</summary>
    public sealed record NotFound : SaveOutcome;

    /// <summary>Nothing was changed; the problem names the field and what to do.</summary>
    /// <param name="Detail">What exactly, where the problem's words leave room for it; else null.</param>
    public sealed record Refused(SettingsProblem Problem, string? Detail = null) : SaveOutcome;
}

public enum SettingsProblem
{
    UnknownBank,
    NameMissing,
    NameTooLong,
    NameNotRepeated,
    UserNameMissing,
    PasswordMissing,
    WebhookUrlMissing,
    WebhookUrlNotAbsolute,
    WebhookUrlNotHttp,
    WebhookUrlHasUserInfo,
    WebhookUrlDoesNotResolve,
    WebhookUrlPrivate,
    WebhookUrlTooLong,
    TokenNotPrintable,
    ExtraFieldsNoObject,
    ExtraFieldsTooLong,
    ExtraFieldsTaken,
    UnknownBankAccount,
    AcceptOutOfRange,
    MarginOutOfRange,
    PaymentsUrlMissing,
    PaymentsUrlNotAbsolute,
    PaymentsUrlNotHttp,
    PaymentsUrlHasUserInfo,
    PaymentsUrlDoesNotResolve,
    PaymentsUrlPrivate,
    PaymentsUrlTooLong,
    PaymentsBodyNoJson,
    PaymentsBodyTooLong,
    NtfyServerUnusable,
    NtfyServerPrivate,
    NtfyTopicUnusable,
}
