using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;

namespace Reconbanker.Core.Accounts;

public enum SessionType { OneShot, Persistent }

public enum LoginMode { Simple, Assisted }

/// <summary>How a token is presented: <c>Authorization: Bearer …</c> or <c>Authorization: Api-Key …</c>.</summary>
public enum AuthScheme { Bearer, ApiKey }

/// <summary>Why a webhook is paused: a person wished it, the receiver said 410 Gone, or nothing but failures came for days.</summary>
public enum WebhookPauseReason { ByPerson, Gone, OnlyFailures }

/// <summary>One bank connection of one user: credentials, session settings, webhook and polling.</summary>
/// <remarks>Changed by <see cref="AccountSettings"/>, and by what its runs find out.</remarks>
public sealed class Account
{
    public const int NameMaxLength = 80;

    /// <summary>Made before the account, since its secrets are sealed to it.</summary>
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }

    /// <summary>Code of the bank driver, e.g. "demo-bank".</summary>
    public required string BankCode { get; init; }
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Transactions booked before this day (the bank's) are stored and shown but cause no events.</summary>
    public required DateOnly EventsFromOn { get; set; }

    /// <summary>When its owner chose whether to send older transactions too; null while that has not been asked.</summary>
    public DateTimeOffset? OlderHistoryDecidedAt { get; set; }

    /// <summary>Whether transactions are stored and no events made of them. What comes meanwhile never has one.</summary>
    public bool SilentIngestion { get; set; }

    public SessionType SessionType { get; set; } = SessionType.OneShot;
    public LoginMode LoginMode { get; set; } = LoginMode.Simple;

    /// <summary>Vault text; the names of the sealed columns are part of what seals them.</summary>
    public string? SealedUserName { get; set; }
    public string? SealedPassword { get; set; }
    public DateTimeOffset? CredentialsSavedAt { get; set; }

    /// <summary>Sealed like a secret, since many webhooks have one in their path or query; null while there is none.</summary>
    public string? SealedWebhookUrl { get; set; }
    public AuthScheme WebhookAuthScheme { get; set; }
    public string? SealedWebhookToken { get; set; }

    /// <summary>One JSON object, as <see cref="Webhooks.ExtraFields"/> writes it, whose fields every event carries; null for none.</summary>
    public string? WebhookExtraFields { get; set; }

    /// <summary>Key of the webhook's signatures, made with the account. Vault text of "whsec_" and 24 random bytes in Base64.</summary>
    public required string SealedSigningSecret { get; set; }

    /// <summary>Null while it is the one that was made with the account.</summary>
    public DateTimeOffset? SigningSecretMadeAt { get; set; }

    /// <summary>The signing secret before, which signs too until <see cref="FormerSigningSecretUntil"/>.</summary>
    public string? SealedFormerSigningSecret { get; set; }
    public DateTimeOffset? FormerSigningSecretUntil { get; set; }

    /// <summary>Since when no event is sent, and why; null while events are sent. They wait meanwhile.</summary>
    public DateTimeOffset? WebhookPausedAt { get; set; }
    public WebhookPauseReason? WebhookPauseReason { get; set; }

    /// <summary>The first failed attempt since the last one that was accepted; null after a success.</summary>
    public DateTimeOffset? WebhookFailingSince { get; set; }

    /// <summary>Where pending payments are polled, sealed as the webhook's address is; null while there is none.</summary>
    public string? SealedPaymentsUrl { get; set; }
    public PollMethod PaymentsMethod { get; set; }

    /// <summary>JSON that a POST sends; null sends an empty object.</summary>
    public string? SealedPaymentsBody { get; set; }
    public AuthScheme PaymentsAuthScheme { get; set; }
    public string? SealedPaymentsToken { get; set; }

    /// <summary>When the clock polls next; null while only a person does.</summary>
    public DateTimeOffset? NextPollAt { get; set; }

    /// <summary>Polls that failed since the last complete one; of those, the last ones that were refused with 401 or 403.</summary>
    public int PollFailures { get; set; }
    public int PollRefusals { get; set; }

    /// <summary>Whether a payment that expires has an event.</summary>
    public bool SendExpired { get; set; }

    /// <summary>Whether events of matches say why: transaction, score, reasons, rules.</summary>
    public bool SendEvidence { get; set; }

    /// <summary>See <see cref="MatchRules"/>.</summary>
    public decimal MatchAccept { get; set; } = 0.7m;
    public decimal MatchMargin { get; set; } = 0.1m;
    public bool MatchNameless { get; set; } = true;
    public bool AskForInterchangeable { get; set; }

    /// <summary>Which of the bank's accounts is read, as the bank writes its number; null until it is known.</summary>
    public string? BankAccountNumber { get; set; }

    /// <summary>The bank accounts that the last login showed, for the user to choose from.</summary>
    public IReadOnlyList<BankAccountOption> BankAccountOptions { get; set; } = [];

    /// <summary>Logins whose credentials were typed, or were about to be, since the last one that succeeded.</summary>
    public int LoginAttempts { get; set; }

    /// <summary>Runs that failed since the last one that read everything.</summary>
    public int FailuresInRow { get; set; }

    /// <summary>Why nothing logs in by itself any more; null when it may.</summary>
    public AttentionReason? Attention { get; set; }
    public DateTimeOffset? AttentionSince { get; set; }

    /// <summary>When the clock starts the next session; null when only a person does.</summary>
    public DateTimeOffset? NextRunAt { get; set; }

    /// <summary>Step of the connect wizard that comes next; null once it has been finished or was never used.</summary>
    public ConnectStep? ConnectStep { get; set; }

    public bool HasCredentials => SealedUserName is not null && SealedPassword is not null;
    public bool IsBlocked => Attention is { } reason && reason.IsBlock();
}

/// <summary>One of the accounts that a login at the bank shows.</summary>
/// <param name="Number">As the bank writes it, e.g. "001-234567-8".</param>
/// <param name="Label">What the bank calls it, with its currency, e.g. "Current account USD".</param>
public sealed record BankAccountOption(string Number, string Label);

/// <summary>Steps of the connect wizard, in their order.</summary>
public enum ConnectStep { Credentials, Session, Webhook, Mode, Test }

/// <summary>Why an account needs a person. The first group blocks: the bank refused us. The second parks: a session waits for a human.</summary>
public enum AttentionReason
{
    BadCredentials,
    AccountLocked,
    PasswordExpired,
    SecondFactorInSimpleMode,
    LoginOutcomeUnknown,

    SignedOut,
    NobodyHelped,
    SessionFailed,
    BankAccountMissing,
    FailsAgainAndAgain,
}

public static class AttentionReasons
{
    /// <summary>Whether the bank refused us (blocked), rather than a session waiting for a human (parked).</summary>
    public static bool IsBlock(this AttentionReason reason) => reason <= AttentionReason.LoginOutcomeUnknown;
}
