using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Sessions;

/// <summary>Takes one account through one run: one-shot or persistent, it is the same path. The only catcher of what drivers throw.</summary>
public sealed partial class SessionRunner(
    IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, Vault vault, BankVisit visit, LoginBudget budget, AssistanceDesk desk,
    BankAccountStep bankAccounts, ListReading reading, IOptions<SessionOptions> options, TimeProvider clock, ILogger<SessionRunner> logger)
{
    // Readings of a persistent session that may fail one after the other before it ends.
    private const int FailuresForgiven = 3;

    /// <summary>Runs to its end and says why it ended; never throws.</summary>
    internal async Task<StopReason> RunAsync(RunningSession session, RunJournal journal)
    {
        try
        {
            return await DriveAsync(session, journal);
        }
        catch (Exception) when (session.EndReason is { } reason)
        {
            return reason;
        }
        catch (Exception e)
        {
            Log(session.RunId, e);
            return RunEnd.ReasonOf(e);
        }
    }

    private async Task<StopReason> DriveAsync(RunningSession session, RunJournal journal)
    {
        var stop = session.Stop;
        var account = await LoadAsync(session.AccountId, stop);
        var driver = banks.FindDriver(account.BankCode) ?? throw new InvalidOperationException($"No driver knows the bank '{account.BankCode}'.");
        var bank = banks.FindBank(account.BankCode)!;
        if (!account.HasCredentials)
        {
            return StopReason.CredentialsMissing;
        }

        await journal.EnterAsync(Stage.Launch, stop);
        return await visit.MakeAsync(session, bank, Profile(account), Open(account), Help(session, journal, account), async page =>
        {
            await SignInAsync(session, journal, account, driver, page);
            return await ReadAsync(session, journal, account, driver, page);
        });
    }

    private async Task SignInAsync(RunningSession session, RunJournal journal, Account account, BankDriver driver, BankPage page)
    {
        await journal.EnterAsync(Stage.SignIn, session.Stop);
        try
        {
            await driver.SignInAsync(page, session.Stop);
        }
        catch (BankStepException e) when (
            account.LoginMode == LoginMode.Assisted && session.HasTypedPassword && e.Failure == BankStepFailure.NotFound)
        {
            // The bank asks something that the driver does not know; a person may.
            LogStepFailed(session.RunId, e.Failure, e.Step);
            await journal.EnterAsync(Stage.Assistance, session.Stop);
            await desk.AskForHelpAsync(session, new HelpRequest(HelpKind.Other), new HelpEntry(() => driver.IsSignedInAsync(page, session.Stop)), session.Stop);
        }
        catch (BankFailure e) when (e.Category == BankFailureCategory.BankUnavailable && session.HasTypedPassword)
        {
            await budget.NotJudgedAsync(account.Id, session.Stop);
            throw;
        }

        // A kept session that the bank still honours says nothing about the credentials.
        await budget.SucceededAsync(account.Id, session.HasTypedPassword, session.Stop);
    }

    private async Task<StopReason> ReadAsync(
        RunningSession session, RunJournal journal, Account account, BankDriver driver, BankPage page)
    {
        var stop = session.Stop;
        var keepAlive = new KeepAlive(driver, page, options.Value.KeepAliveInterval, clock);
        await journal.EnterAsync(Stage.ChooseBankAccount, stop);
        var shown = await driver.ListBankAccountsAsync(page, stop);
        var number = await bankAccounts.ChooseAsync(session, account, shown, () => keepAlive.BeatIfDueAsync(stop));
        var failures = 0;
        while (true)
        {
            if (account.SessionType == SessionType.OneShot)
            {
                await reading.ReadAsync(session, journal, driver, page, number);
                await journal.EnterAsync(Stage.SignOut, stop);
                await SignOutAsync(session, driver, page);
                return StopReason.Finished;
            }

            try
            {
                await reading.ReadAsync(session, journal, driver, page, number);
                await journal.EnterAsync(Stage.Wait, stop);
                await keepAlive.WaitAsync(options.Value.PersistentInterval, stop);
                failures = 0;
            }
            catch (Exception e) when (MayPass(e) && ++failures < FailuresForgiven)
            {
                // One bad answer does not cost the human another login: the page is asked again after a while.
                Log(session.RunId, e);
                await journal.EnterAsync(Stage.Wait, stop);
                await Task.Delay(options.Value.PersistentInterval, clock, stop);
            }
        }
    }

    private static bool MayPass(Exception exception) => exception
        is BankStepException { Failure: not BankStepFailure.NoAnswer } or RunEndedException { Reason: StopReason.ListDidNotAddUp };

    // What was read is stored already: a bank that stumbles over the goodbye does not undo it.
    private async Task SignOutAsync(RunningSession session, BankDriver driver, BankPage page)
    {
        try
        {
            await driver.SignOutAsync(page, session.Stop);
        }
        catch (BankStepException e)
        {
            LogStepFailed(session.RunId, e.Failure, e.Step);
        }
    }

    private BankPageHelp Help(RunningSession session, RunJournal journal, Account account) => new(
        async cancellationToken =>
        {
            if (session.HasTypedPassword)
            {
                throw new InvalidOperationException("A driver types the password once; it retries nothing.");
            }

            await budget.CountAsync(account.Id, session.Trigger, cancellationToken);
            session.HasTypedPassword = true;
        },
        async (code, entry, cancellationToken) =>
        {
            await NeedHumanAsync(account, StopReason.SecondFactorInSimpleMode, journal, cancellationToken);
            await desk.AskForCodeAsync(session, code, entry, cancellationToken);
        },
        async (help, entry, cancellationToken) =>
        {
            var without = help.Kind == HelpKind.HostSignIn ? StopReason.HostAsksForSignIn : StopReason.SecondFactorInSimpleMode;
            await NeedHumanAsync(account, without, journal, cancellationToken);
            await desk.AskForHelpAsync(session, help, entry, cancellationToken);
        });

    /// <param name="without">Why the run ends if it may ask nobody.</param>
    private static Task NeedHumanAsync(Account account, StopReason without, RunJournal journal, CancellationToken cancellationToken) =>
        account.LoginMode == LoginMode.Simple
            ? throw new RunEndedException(without)
            : journal.EnterAsync(Stage.Assistance, cancellationToken);

    private async Task<Account> LoadAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, cancellationToken);
    }

    private BankCredentials Open(Account account) => new(
        vault.Open(account.SealedUserName!, AccountSecrets.UserName(account.Id)),
        vault.Open(account.SealedPassword!, AccountSecrets.Password(account.Id)));

    private static BrowserProfile Profile(Account account) =>
        account.SessionType == SessionType.Persistent ? BrowserProfile.Kept(account.Id) : BrowserProfile.Temporary();

    private void Log(Guid runId, Exception exception)
    {
        switch (exception)
        {
            case RunEndedException or BankFailure:
                break; // said with the run's end
            case BankStepException e:
                LogStepFailed(runId, e.Failure, e.Step);
                break;
            case BrowserException e:
                LogNoBrowser(runId, e.Message);
                break;
            default:
                // The type and the place only: a message may carry what was typed, or what the bank shows.
                LogUnexpected(runId, exception.GetType().Name, exception.StackTrace);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Run {RunId} could not go on, {Failure}: {Step}.")]
    private partial void LogStepFailed(Guid runId, BankStepFailure failure, string step);

    [LoggerMessage(LogLevel.Error, "Run {RunId} has no browser: {Reason}")]
    private partial void LogNoBrowser(Guid runId, string reason);

    [LoggerMessage(LogLevel.Error, "Run {RunId} failed with {ExceptionType}. {Place}")]
    private partial void LogUnexpected(Guid runId, string exceptionType, string? place);
}
