namespace Reconbanker.Core.Sessions;

/// <summary>Who asked for a run.</summary>
public enum RunTrigger { Clock, Person }

public enum RunOutcome { Running, Succeeded, Failed, Stopped, Interrupted }

/// <summary>The steps of a run, in the order in which they are first reached.</summary>
public enum Stage { Queued, Launch, SignIn, Assistance, ChooseBankAccount, Read, Store, Wait, SignOut }

/// <summary>Why a run ended. A closed list: it is what is stored, shown and counted.</summary>
public enum StopReason
{
    Finished,
    Requested,
    Shutdown,

    BadCredentials,
    AccountLocked,
    PasswordExpired,
    SecondFactorInSimpleMode,
    SecondFactorRefused,
    NobodyHelped,
    BankAccountNotChosen,
    WrongBankAccount,
    SignedOut,
    BankUnavailable,
    HostAsksForSignIn,
    BankPageChanged,
    ListDidNotAddUp,
    TimedOut,
    BrowserCrashed,
    BrowserUnavailable,
    CredentialsMissing,
    Unexpected,
    Interrupted,
}

/// <summary>The record of one execution of an account: its stages, outcome and the reason why it ended.</summary>
public sealed class ScrapeRun
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required RunTrigger Trigger { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; private set; }
    public RunOutcome Outcome { get; private set; } = RunOutcome.Running;

    /// <summary>Null while it runs.</summary>
    public StopReason? StopReason { get; private set; }

    /// <summary>The stage that was under way when it ended.</summary>
    public Stage? StoppedIn { get; private set; }

    /// <summary>Rows read from the bank, over all readings of the run.</summary>
    public int RowsRead { get; set; }

    /// <summary>Of those, the ones not known before.</summary>
    public int NewTransactions { get; set; }

    /// <exception cref="InvalidOperationException">The run has ended already.</exception>
    public void End(StopReason reason, Stage stage, DateTimeOffset at)
    {
        if (Outcome != RunOutcome.Running)
        {
            throw new InvalidOperationException($"Run {Id} ended already: {Outcome}.");
        }

        StopReason = reason;
        StoppedIn = stage;
        FinishedAt = at;
        Outcome = reason switch
        {
            Sessions.StopReason.Finished => RunOutcome.Succeeded,
            Sessions.StopReason.Requested or Sessions.StopReason.Shutdown => RunOutcome.Stopped,
            Sessions.StopReason.Interrupted => RunOutcome.Interrupted,
            _ => RunOutcome.Failed,
        };
    }
}

/// <summary>One stage of a run; a persistent session that reads again and again keeps one row for each of its stages.</summary>
public sealed class RunStage
{
    public required Guid RunId { get; init; }
    public required Stage Stage { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last ended; null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
    public int Times { get; set; } = 1;
}
