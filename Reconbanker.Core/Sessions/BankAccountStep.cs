using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Sessions;

/// <summary>Finds which of the bank's accounts a run reads: the one chosen before, the only one, or the one that a human chooses now.</summary>
public sealed class BankAccountStep(IDbContextFactory<ReconbankerDb> databases, AssistanceDesk desk, ActivityFeed feed)
{
    /// <param name="shown">The bank accounts that the login shows.</param>
    /// <param name="keepAlive">Called while a human chooses.</param>
    /// <returns>The number of one of them.</returns>
    /// <exception cref="BankFailure">The chosen one is not shown any more, or none is shown at all.</exception>
    /// <exception cref="RunEndedException">One has to be chosen, and nobody is there to do it.</exception>
    internal async Task<string> ChooseAsync(
        RunningSession session, Account account, IReadOnlyList<BankAccountOption> shown, Func<Task> keepAlive)
    {
        if (account.BankAccountNumber is { } chosen)
        {
            return shown.Any(o => o.Number == chosen) ? chosen : throw new BankFailure(BankFailureCategory.WrongBankAccount);
        }

        await SaveAsync(session, shown, shown is [var only] ? only.Number : null);
        if (shown.Count <= 1)
        {
            return shown is [var one] ? one.Number : throw new BankFailure(BankFailureCategory.BankPageChanged);
        }

        if (session.Trigger == RunTrigger.Clock)
        {
            throw new RunEndedException(StopReason.BankAccountNotChosen);
        }

        var number = await desk.AskForBankAccountAsync(session, shown, keepAlive, session.Stop);
        await SaveAsync(session, shown, number);
        return number;
    }

    private async Task SaveAsync(RunningSession session, IReadOnlyList<BankAccountOption> shown, string? chosen)
    {
        await using var db = await databases.CreateDbContextAsync(session.Stop);
        var account = await db.Accounts.SingleAsync(a => a.Id == session.AccountId, session.Stop);
        account.BankAccountOptions = shown;
        account.BankAccountNumber = chosen;
        await db.SaveChangesAsync(session.Stop);
        feed.Publish(session.OwnerId, session.AccountId, ActivityTopic.Account);
    }
}
