using Reconbanker.Core.Accounts;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Core.Trials;

/// <summary>A trial while it runs.</summary>
internal sealed class TrialRun(
    BankDriver driver, Bank bank, TrialRequest request, TrialTalk talk, RunningSession session, BankVisit visit, SessionOptions options, TimeProvider clock)
{
    private readonly List<ScrapedTransaction> _rows = [];
    private readonly PageRecorder? _recorder = request.RecordInto is null
        ? null
        : new(DriverWords.Of(driver.GetType()), BankDay.Today(bank, clock), clock);

    private TrialReport _report = new(StopReason.Unexpected, Stage.Launch);
    private bool _isSignedIn;

    public async Task<TrialReport> RunAsync()
    {
        var reason = StopReason.Finished;
        try
        {
            Enter(Stage.Launch);
            reason = await visit.MakeAsync(session, bank, BrowserProfile.Temporary(), request.Credentials, Help(), DriveAsync);
        }
        catch (Exception e)
        {
            // Nothing of the exception's message goes on, except where we wrote it: it may carry what was typed.
            reason = session.EndReason ?? RunEnd.ReasonOf(e);
            _report = _report with
            {
                FailedStep = (e as BankStepException)?.Step,
                Detail = (reason, e) switch
                {
                    (StopReason.BrowserUnavailable, _) => e.Message,
                    (StopReason.Unexpected, _) => $"{e.GetType().Name}{Environment.NewLine}{e.StackTrace}",
                    (_, BankFailure failure) => $"BankFailure({failure.Category}){Environment.NewLine}{Top(e)}",
                    _ => null,
                },
            };
        }

        return _report with { Reason = reason, Stage = session.Stage, Rows = _rows };
    }

    // Where the driver said so: down to where we called it.
    private static string Top(Exception exception) => string.Join(
        Environment.NewLine, (exception.StackTrace ?? "").Split('\n').TakeWhile(frame => !frame.Contains(nameof(TrialRun), StringComparison.Ordinal)).Select(f => f.TrimEnd()));

    private async Task<StopReason> DriveAsync(BankPage page)
    {
        await SignInAsync(page);
        _isSignedIn = true;
        try
        {
            await ReadAsync(page);
        }
        catch (BankStepException e) when (_recorder is not null)
        {
            await _recorder.FailedAsync(e.Step);
            throw;
        }
        finally
        {
            await SaveRecordingAsync(page);
        }

        return StopReason.Finished;
    }

    private async Task SignInAsync(BankPage page)
    {
        Enter(Stage.SignIn);
        try
        {
            await driver.SignInAsync(page, session.Stop);
        }
        catch (BankStepException e) when (session.HasWindow && session.HasTypedPassword && e.Failure == BankStepFailure.NotFound)
        {
            // The bank asks something that the driver does not know; a person may.
            await AskForHelpAsync(new HelpRequest(HelpKind.Other), new HelpEntry(() => driver.IsSignedInAsync(page, session.Stop)), session.Stop);
        }
    }

    private async Task ReadAsync(BankPage page)
    {
        var keepAlive = new KeepAlive(driver, page, options.KeepAliveInterval, clock);
        Enter(Stage.ChooseBankAccount);
        var shown = await driver.ListBankAccountsAsync(page, session.Stop);
        _report = _report with { BankAccounts = shown };
        var number = await ChooseAsync(shown, keepAlive);

        Enter(Stage.Read);
        var window = NewWindow(page, number);
        _report = _report with { Window = window };
        await foreach (var row in driver.ReadTransactionsAsync(page, window, session.Stop))
        {
            _rows.Add(row);
        }

        Enter(Stage.Wait);
        await keepAlive.BeatAsync(session.Stop);
        Enter(Stage.SignOut);
        await driver.SignOutAsync(page, session.Stop);
    }

    private async Task<string> ChooseAsync(IReadOnlyList<BankAccountOption> shown, KeepAlive keepAlive)
    {
        if (shown.Count == 0)
        {
            throw new BankFailure(BankFailureCategory.BankPageChanged);
        }

        var number = request.BankAccountNumber ?? (shown is [var only] ? only.Number : await AskForBankAccountAsync(shown, keepAlive));
        return shown.Any(o => o.Number == number) ? number : throw new BankFailure(BankFailureCategory.WrongBankAccount);
    }

    private async Task<string> AskForBankAccountAsync(IReadOnlyList<BankAccountOption> shown, KeepAlive keepAlive)
    {
        using var open = new OpenRequest(session, NewRequest(AssistanceKind.BankAccount), shown, clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(session.Stop);
        var choosing = talk.ChooseBankAccount(shown, over.Token);
        try
        {
            var isChosen = async () =>
            {
                await keepAlive.BeatIfDueAsync(session.Stop);
                return choosing.IsCompleted;
            };
            await open.WaitAsync(isChosen, session.Stop);
            return await choosing;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private BankPageHelp Help() => new(CountLoginAsync, AskForCodeAsync, AskForHelpAsync)
    {
        Watch = _recorder is null ? null : moment => _isSignedIn ? _recorder.WatchAsync(moment) : Task.CompletedTask,
    };

    private Task CountLoginAsync(CancellationToken cancellationToken)
    {
        if (session.HasTypedPassword)
        {
            throw new InvalidOperationException("A driver types the password once; it retries nothing.");
        }

        session.HasTypedPassword = true;
        return Task.CompletedTask;
    }

    private async Task AskForCodeAsync(CodeRequest code, CodeEntry entry, CancellationToken stop)
    {
        Enter(Stage.Assistance);
        var request = AssistanceRequest.Open(session, code, clock.GetUtcNow(), options.AssistanceDeadline);
        var open = new OpenRequest(session, request, entry, clock);
        using var passed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var asking = talk.AskForCode(code, typed => open.SubmitCodeAsync(request.Challenge, typed, () => true), passed.Token);
        try
        {
            await WaitAsync(open, entry.IsSignedIn, stop);
        }
        finally
        {
            // In this order: a code that nobody types any more gets its answer, and then nobody waits for one.
            open.Dispose();
            await passed.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskForHelpAsync(HelpRequest help, HelpEntry entry, CancellationToken stop)
    {
        Enter(Stage.Assistance);
        if (!session.HasWindow && help.Kind != HelpKind.Approval)
        {
            _report = _report with { NeededHand = help.Kind };
            throw new RunEndedException(StopReason.NobodyHelped);
        }

        talk.AskForHelp(help.Kind);
        using var open = new OpenRequest(session, NewRequest(AssistanceKind.Other), entry, clock);
        await WaitAsync(open, entry.IsSignedIn, stop);
    }

    private AssistanceRequest NewRequest(AssistanceKind kind) =>
        AssistanceRequest.Open(session, kind, clock.GetUtcNow(), options.AssistanceDeadline);

    private Task WaitAsync(OpenRequest open, Func<Task<bool>> isSignedIn, CancellationToken stop) => open.WaitAsync(
        async () =>
        {
            try
            {
                return await isSignedIn();
            }
            catch (BankStepException e) when (e.Failure == BankStepFailure.NotFound || session.HasWindow)
            {
                // The page is between two documents, or waits for the person to answer its dialog.
                return false;
            }
        },
        stop);

    private ReadWindow NewWindow(BankPage page, string number) =>
        new(request.From ?? page.Today.AddDays(-options.FirstReadDays), page.Today, number);

    private async Task SaveRecordingAsync(BankPage page)
    {
        if (_recorder is not null)
        {
            var window = _report.Window ?? NewWindow(page, request.BankAccountNumber ?? "");
            var recording = await _recorder.SaveAsync(request.RecordInto!, bank, window, CancellationToken.None);
            _report = _report with { PagesRecorded = recording.Pages.Count, PagesMissing = _recorder.Missing };
        }
    }

    private void Enter(Stage stage)
    {
        session.Stage = stage;
        talk.Enter(stage);
    }
}
