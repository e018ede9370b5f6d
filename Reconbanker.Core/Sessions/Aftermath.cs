using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;

namespace Reconbanker.Core.Sessions;

/// <summary>What the end of a run does to its account: whether it is blocked or parked, and when the clock starts it again.</summary>
public sealed class Aftermath(LoginBudget budget, IOptions<SessionOptions> options)
{
    // A persistent session that broke is not opened again at once, and never in step with the others.
    private static readonly TimeSpan RestartDelay = TimeSpan.FromMinutes(5);
    private const double Jitter = 0.1;

    public void Apply(Account account, StopReason reason, DateTimeOffset now)
    {
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
        _ when budget.IsSpent(account) =>
            reason == StopReason.BadCredentials ? AttentionReason.BadCredentials : AttentionReason.LoginOutcomeUnknown,
        _ when account is not { SessionType: SessionType.Persistent, LoginMode: LoginMode.Assisted } => null,
        StopReason.Requested => null,
        StopReason.NobodyHelped => AttentionReason.NobodyHelped,
        StopReason.SignedOut or StopReason.Shutdown or StopReason.Interrupted => AttentionReason.SignedOut,
        _ => AttentionReason.SessionFailed,
    };

    private DateTimeOffset? Next(Account account, StopReason reason, DateTimeOffset now) => account switch
    {
        { Attention: not null } or { LoginMode: LoginMode.Assisted } => null,
        { SessionType: SessionType.OneShot } => now + (options.Value.OneShotInterval * Spread()),
        _ when reason == StopReason.Requested => null,
        _ when reason == StopReason.Shutdown => now,
        _ => now + (RestartDelay * Spread()),
    };

    private static double Spread() => 1 + (((Random.Shared.NextDouble() * 2) - 1) * Jitter);
}
