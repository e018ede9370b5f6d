using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Data;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Core.Accounts;

/// <summary>Deletes an account with everything that belongs to it: session, browser profile, runs, transactions, deliveries.</summary>
public sealed class AccountRemoval(
    IDbContextFactory<ReconbankerDb> databases, SessionSupervisor sessions, BrowserHost browsers, ActivityFeed feed)
{
    /// <param name="repeatedName">What the person typed to confirm: the account's name, blanks around it aside.</param>
    public async Task<SaveOutcome> DeleteAsync(Guid ownerId, Guid accountId, string? repeatedName, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        if (account is null)
        {
            return new SaveOutcome.NotFound();
        }

        if (repeatedName?.Trim() != account.Name)
        {
            return new SaveOutcome.Refused(SettingsProblem.NameNotRepeated);
        }

        // Without credentials nothing begins any more between the stop and the end.
        account.SealedPassword = null;
        await db.SaveChangesAsync(cancellationToken);
        await sessions.StopRunAsync(ownerId, accountId, cancellationToken);
        await db.Accounts.Where(a => a.Id == accountId).ExecuteDeleteAsync(cancellationToken);
        browsers.DeleteProfile(accountId);
        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        return new SaveOutcome.Saved(accountId);
    }
}
