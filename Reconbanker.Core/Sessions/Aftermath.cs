using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;

namespace Reconbanker.Core.Sessions;

/// <summary>What the end of a run does to its account: whether it is blocked or parked, and when the clock starts it again.</summary>
public sealed class Aftermath(LoginBudget budget, IOptions<SessionOptions> options)
{
    // A persistent session that broke is not opened again at once, and never in step with the others.
    private static readonly TimeSpan RestartDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(6);
    private const int FailuresUntilAttention = 5;
    private const double Jitter = 0.1;

    public void Apply(Account account, StopReason reason, DateTimeOffset now)
    {
        account.FailuresInRow = reason switch
        {
            StopReason.Finished => 0,
            StopReason.Requested or StopReason.Shutdown or StopReason.Interrupted => account.FailuresInRow,
            _ => account.FailuresInRow + 1,
        };
        if (Attention(account, reason) is { } attention)
        {
            account.AttentionSince = account.Attention == attention ? account.AttentionSince ?? now : now;
            account.Attention = attention;
        }

        account.NextRunAt = Next(account, reason, now);
    }

    private AttentionReason? Attention(Account account, StopReason reason) => reason switch
    {
        StopReason.AccountLocked => AttentionReason.AccountLocked,
        StopReason.PasswordExpired => AttentionReason.PasswordExpired,
        StopReason.SecondFactorInSimpleMode => AttentionReason.SecondFactorInSimpleMode,
        StopReason.BadCredentials when budget.IsSpent(account) => AttentionReason.BadCredentials,
        _ when account.IsBlocked => account.Attention,
        _ when budget.IsSpent(account) => AttentionReason.LoginOutcomeUnknown,
        StopReason.BankAccountNotChosen or StopReason.WrongBankAccount => AttentionReason.BankAccountMissing,
        StopReason.BankUnavailable or StopReason.BrowserUnavailable when account.LoginMode == LoginMode.Simple => null, // comes back by itself
        _ when account.LoginMode == LoginMode.Simple && account.FailuresInRow >= FailuresUntilAttention => AttentionReason.FailsAgainAndAgain,
        _ when account is not { SessionType: SessionType.Persistent, LoginMode: LoginMode.Assisted } => null,
        StopReason.Requested => null,
        StopReason.NobodyHelped => AttentionReason.NobodyHelped,
        StopReason.SignedOut or StopReason.Shutdown or StopReason.Interrupted => AttentionReason.SignedOut,
        _ => AttentionReason.SessionFailed,
    };

    private DateTimeOffset? Next(Account account, StopReason reason, DateTimeOffset now) => account switch
    {
        { Attention: not null } or { LoginMode: LoginMode.Assisted } => null,
        { SessionType: SessionType.OneShot } => now + (BackOff(options.Value.OneShotInterval, account.FailuresInRow) * Spread()),
        _ when reason == StopReason.Requested => null,
        _ when reason == StopReason.Shutdown => now,
        _ => now + (BackOff(RestartDelay, account.FailuresInRow - 1) * Spread()),
    };

    // Twice as long after every further failure: a login that leads nowhere is not repeated all day.
    private static TimeSpan BackOff(TimeSpan delay, int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, (long)(delay.Ticks * Math.Pow(2, Math.Clamp(failures, 0, 16)))));

    private static double Spread() => 1 + (((Random.Shared.NextDouble() * 2) - 1) * Jitter);
}
