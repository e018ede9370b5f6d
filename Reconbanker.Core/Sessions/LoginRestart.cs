using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Sessions;

/// <summary>
/// Starts an account's login again because a person asks for it: the session that runs ends, and another begins. It is a login like any
/// other: the bank may send another code, and it counts.
/// </summary>
public sealed class LoginRestart(IDbContextFactory<ReconbankerDb> databases, SessionSupervisor supervisor, LoginBudget budget)
{
    /// <param name="allowOneAttempt">
    /// Whether the person was told what it risks and wants it. It is asked before the session ends: the login that is under way may be the
    /// last one that is safe.
    /// </param>
    /// <returns>As <see cref="SessionSupervisor.RunNowAsync"/>; when <see cref="RunNowOutcome.Blocked"/>, nothing was ended.</returns>
    public async Task<RunNowOutcome> StartAgainAsync(Guid ownerId, Guid accountId, bool allowOneAttempt, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            var account = await db.Accounts.AsNoTracking()
                .SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
            if (account is null)
            {
                return new RunNowOutcome.NotFound();
            }

            if (!allowOneAttempt && (account.IsBlocked || budget.IsSpent(account)))
            {
                return new RunNowOutcome.Blocked(account.LoginAttempts, budget.LeftAtBank(account));
            }
        }

        await supervisor.StopRunAsync(ownerId, accountId, cancellationToken);
        return await supervisor.RunNowAsync(ownerId, accountId, allowOneAttempt, cancellationToken);
    }
}
