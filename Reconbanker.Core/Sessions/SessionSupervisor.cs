using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;

namespace Reconbanker.Core.Sessions;

/// <summary>What became of the wish to run an account now.</summary>
public abstract record RunNowOutcome
{
    private RunNowOutcome()
    {
    }

    public sealed record Started(Guid RunId) : RunNowOutcome;

    public sealed record AlreadyRunning(Guid RunId) : RunNowOutcome;

    public sealed record CredentialsMissing : RunNowOutcome;

    /// <param name="Attempts">Logins counted so far.</param>
    /// <param name="LeftAtBank">What the bank may still allow before it locks the user, as far as we know.</param>
    public sealed record Blocked(int Attempts, int LeftAtBank) : RunNowOutcome;

    /// <summary>What would be read could not be stored.</summary>
    public sealed record CannotStore(StorageProblem Problem) : RunNowOutcome;

    public sealed record NotFound : RunNowOutcome;
}

/// <summary>Starts and ends sessions: at most one an account, no more at a time than there are slots.</summary>
public sealed partial class SessionSupervisor(
    IDbContextFactory<ReconbankerDb> databases, SessionRunner runner, Aftermath aftermath, LoginBudget budget, StorageHealth storage, ActivityFeed feed,
    IOptions<SessionOptions> options, TimeProvider clock, ILogger<SessionSupervisor> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, RunningSession> _running = new();
    private readonly SemaphoreSlim _oneShots = new(options.Value.OneShotSlots);
    private readonly SemaphoreSlim _persistent = new(options.Value.PersistentSlots);

    /// <summary>The account's session; null when none runs, or the account is not the owner's.</summary>
    public RunningSession? Find(Guid ownerId, Guid accountId) =>
        _running.TryGetValue(accountId, out var session) && session.OwnerId == ownerId ? session : null;

    /// <summary>The account's session, for whoever may do something at its live view; null when none runs, or the person may do nothing.</summary>
    public RunningSession? FindFor(Guid userId, Guid accountId) =>
        _running.TryGetValue(accountId, out var session) && !session.Access.Of(userId).IsNone ? session : null;

    /// <summary>Starts a run because a person asks for it.</summary>
    /// <param name="allowOneAttempt">Whether the person was told what a blocked account risks and wants the one attempt.</param>
    public async Task<RunNowOutcome> RunNowAsync(Guid ownerId, Guid accountId, bool allowOneAttempt, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Accounts.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        return account switch
        {
            null => new RunNowOutcome.NotFound(),
            { HasCredentials: false } => new RunNowOutcome.CredentialsMissing(),
            _ when await storage.ProblemAsync(db, cancellationToken) is { } problem => new RunNowOutcome.CannotStore(problem),
            { IsBlocked: true } when !allowOneAttempt => new RunNowOutcome.Blocked(account.LoginAttempts, budget.LeftAtBank(account)),
            _ => await BeginAsync(account, RunTrigger.Person, cancellationToken),
        };
    }

    /// <summary>Starts every account whose time has come.</summary>
    public async Task StartDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Accounts.AsNoTracking()
            .Where(a => a.NextRunAt <= now && a.Attention == null && a.SealedPassword != null)
            .OrderBy(a => a.NextRunAt)
            .ToListAsync(cancellationToken);
        if (due.Count > 0 && await storage.ProblemAsync(db, cancellationToken) is { } problem)
        {
            LogCannotStore(problem);
            return;
        }

        foreach (var account in due.Where(a => !_running.ContainsKey(a.Id)))
        {
            try
            {
                await BeginAsync(account, RunTrigger.Clock, cancellationToken);
            }
            catch (DbUpdateException e)
            {
                // One account that cannot begin must not keep the others from it.
                LogNotBegun(account.Id, e);
            }
        }
    }

    /// <summary>Ends the account's session, if one runs, and waits until its browser is gone.</summary>
    /// <returns>Whether one ran.</returns>
    public async Task<bool> StopRunAsync(Guid ownerId, Guid accountId, CancellationToken cancellationToken)
    {
        if (Find(ownerId, accountId) is not { } session)
        {
            return false;
        }

        session.End(StopReason.Requested);
        await session.Completion.WaitAsync(cancellationToken);
        return true;
    }

    /// <summary>Closes the books on runs that the last process left open.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var run in await db.ScrapeRuns.Where(r => r.Outcome == RunOutcome.Running).ToListAsync(cancellationToken))
        {
            await CloseAsync(db, run, cancellationToken);
            var account = await db.Accounts.SingleAsync(a => a.Id == run.AccountId, cancellationToken);
            aftermath.Apply(account, StopReason.Interrupted, now);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var sessions = _running.Values.ToList();
        sessions.ForEach(s => s.End(StopReason.Shutdown));
        try
        {
            await Task.WhenAll(sessions.Select(s => s.Completion)).WaitAsync(ShutdownPatience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogShutdownLate(_running.Count);
        }
    }

    public void Dispose()
    {
        _oneShots.Dispose();
        _persistent.Dispose();
    }

    private async Task<RunNowOutcome> BeginAsync(Account account, RunTrigger trigger, CancellationToken cancellationToken)
    {
        var run = new ScrapeRun { AccountId = account.Id, Trigger = trigger, StartedAt = clock.GetUtcNow() };
        var isOneShot = account.SessionType == SessionType.OneShot;
        var session = new RunningSession(account.OwnerId, run, isOneShot ? options.Value.OneShotTimeout : null, clock);
        var holder = _running.GetOrAdd(account.Id, session);
        if (holder != session)
        {
            session.Dispose();
            return new RunNowOutcome.AlreadyRunning(holder.RunId);
        }

        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            foreach (var stale in await db.ScrapeRuns
                .Where(r => r.AccountId == account.Id && r.Outcome == RunOutcome.Running).ToListAsync(cancellationToken))
            {
                // Its end could not be recorded; nothing of this account runs, since we hold its place.
                await CloseAsync(db, stale, cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
            await session.Access.LoadAsync(() => AccountShare.RightsAsync(db, account.Id, cancellationToken)); // others may find it already
            db.ScrapeRuns.Add(run);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch
        {
            _running.TryRemove(account.Id, out _);
            session.Dispose();
            throw;
        }

        _ = Task.Run(() => RunAsync(session, isOneShot ? _oneShots : _persistent), CancellationToken.None);
        return new RunNowOutcome.Started(run.Id);
    }

    private async Task CloseAsync(ReconbankerDb db, ScrapeRun run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await db.RunStages.Where(s => s.RunId == run.Id && s.FinishedAt == null).ToListAsync(cancellationToken);
        open.ForEach(stage => stage.FinishedAt = now);
        foreach (var request in await db.AssistanceRequests
            .Where(r => r.AccountId == run.AccountId && r.State == AssistanceState.Open).ToListAsync(cancellationToken))
        {
            request.End(AssistanceState.Cancelled, now);
        }

        run.End(StopReason.Interrupted, open is [var stage, ..] ? stage.Stage : Stage.Queued, now);
        LogInterrupted(run.Id, run.AccountId);
    }

    private async Task RunAsync(RunningSession session, SemaphoreSlim slots)
    {
        LogStarted(session.RunId, session.AccountId, session.Trigger);
        var journal = new RunJournal(session, databases, feed, clock);
        var reason = StopReason.Unexpected;
        try
        {
            try
            {
                reason = await RunInSlotAsync(session, journal, slots);
            }
            finally
            {
                await journal.EndAsync(reason, aftermath, CancellationToken.None);
            }
        }
        catch (Exception e)
        {
            // The database failed us; what is left open is closed when the account next begins.
            LogNotRecorded(session.RunId, e);
        }
        finally
        {
            _running.TryRemove(session.AccountId, out _);
            session.Dispose();
            LogEnded(session.RunId, session.AccountId, reason);
            feed.Publish(session.OwnerId, session.AccountId, ActivityTopic.Run);
            feed.Publish(session.OwnerId, session.AccountId, ActivityTopic.Account);
        }
    }

    private async Task<StopReason> RunInSlotAsync(RunningSession session, RunJournal journal, SemaphoreSlim slots)
    {
        try
        {
            await journal.EnterAsync(Stage.Queued, session.Stop);
            await slots.WaitAsync(session.Stop);
        }
        catch (OperationCanceledException) when (session.EndReason is not null)
        {
            return session.EndReason.Value;
        }

        try
        {
            return await runner.RunAsync(session, journal);
        }
        finally
        {
            slots.Release();
        }
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId} of account {AccountId} began, asked for by {Trigger}.")]
    private partial void LogStarted(Guid runId, Guid accountId, RunTrigger trigger);

    [LoggerMessage(LogLevel.Information, "Run {RunId} of account {AccountId} ended: {Reason}.")]
    private partial void LogEnded(Guid runId, Guid accountId, StopReason reason);

    [LoggerMessage(LogLevel.Error, "No session begins: {Problem}. It is looked at again in a moment; /health/ready says the same meanwhile.")]
    private partial void LogCannotStore(StorageProblem problem);

    [LoggerMessage(LogLevel.Error, "Account {AccountId} could not begin; it is tried again.")]
    private partial void LogNotBegun(Guid accountId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} of account {AccountId} was cut off and is closed now.")]
    private partial void LogInterrupted(Guid runId, Guid accountId);

    [LoggerMessage(LogLevel.Error, "The end of run {RunId} could not be recorded.")]
    private partial void LogNotRecorded(Guid runId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Count} sessions had not ended when the application did.")]
    private partial void LogShutdownLate(int count);
}
