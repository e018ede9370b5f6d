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
    public sealed record Refused(SettingsProblem Problem) : SaveOutcome;
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
    UnknownBankAccount,
}
