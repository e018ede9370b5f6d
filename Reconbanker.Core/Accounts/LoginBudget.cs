using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Core.Accounts;

/// <summary>
/// Keeps us from locking a user out of their bank: a login is counted before its password is typed, and counts until one succeeds.
/// </summary>
public sealed class LoginBudget(IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, IOptions<SessionOptions> options)
{
    /// <summary>Whether no login is left that may happen unattended.</summary>
    public bool IsSpent(Account account) => account.LoginAttempts >= Unattended(account.BankCode);

    /// <summary>Wrong logins that the bank may still allow before it locks the user, as far as we know; never below 0.</summary>
    public int LeftAtBank(Account account) => account.Attention == AttentionReason.AccountLocked
        ? 0
        : Math.Max(0, UntilLocked(account.BankCode) - account.LoginAttempts);

    /// <summary>Counts a login that is about to happen; committed before this returns.</summary>
    /// <exception cref="InvalidOperationException">The clock may not log in to this account: it should not have come here.</exception>
    internal async Task CountAsync(Guid accountId, RunTrigger trigger, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellationToken);
        if (trigger == RunTrigger.Clock && (account.Attention is not null || IsSpent(account)))
        {
            throw new InvalidOperationException($"Account {accountId} may not log in unattended.");
        }

        account.LoginAttempts++;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The bank said by itself that it judges no login now: the one that was counted last was none.</summary>
    internal async Task NotJudgedAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Accounts.Where(a => a.Id == accountId && a.LoginAttempts > 0).ExecuteUpdateAsync(
            account => account.SetProperty(a => a.LoginAttempts, a => a.LoginAttempts - 1), cancellationToken);
    }

    /// <summary>We are signed in: what was wrong is no longer, and the count starts again.</summary>
    /// <param name="byPassword">Whether the password was typed; a session that the bank still honoured proves nothing about it.</param>
    internal async Task SucceededAsync(Guid accountId, bool byPassword, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(
            account => account
                .SetProperty(a => a.LoginAttempts, a => byPassword ? 0 : a.LoginAttempts)
                .SetProperty(a => a.Attention, (AttentionReason?)null)
                .SetProperty(a => a.AttentionSince, (DateTimeOffset?)null),
            cancellationToken);
    }

    private int Unattended(string bankCode) => Math.Max(1, Math.Min(options.Value.UnattendedLogins, UntilLocked(bankCode) - 1));

    private int UntilLocked(string bankCode) => banks.FindBank(bankCode)?.RefusalsUntilLocked ?? 1;
}
