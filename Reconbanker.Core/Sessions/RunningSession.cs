using Reconbanker.Core.LiveViews;

namespace Reconbanker.Core.Sessions;

/// <summary>A run while it runs. Belongs to the server: pages come and go, look at it and act in its live view.</summary>
public sealed class RunningSession : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Lock _ending = new();
    private readonly TimeSpan? _limit;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StopReason? _reason;

    /// <param name="limit">Whole time of the run once it has a slot; null for a persistent session.</param>
    internal RunningSession(Guid ownerId, ScrapeRun run, TimeSpan? limit, TimeProvider clock)
    {
        _limit = limit;
        OwnerId = ownerId;
        Access = new(ownerId);
        AccountId = run.AccountId;
        RunId = run.Id;
        Trigger = run.Trigger;
        _stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _stop.Token.Register(() => End(Sessions.StopReason.TimedOut));
    }

    public Guid OwnerId { get; }

    /// <summary>Who may do what at its live view, now.</summary>
    public ViewAccess Access { get; }
    public Guid AccountId { get; }
    public Guid RunId { get; }
    public RunTrigger Trigger { get; }

    /// <summary>What it is doing.</summary>
    public Stage Stage { get; internal set; } = Stage.Queued;

    /// <summary>The bank's page, for those who may see it; null before the browser is there and after it is gone.</summary>
    public LiveView? View { get; internal set; }

    /// <summary>Whether a person sits at a window of the browser, instead of a live view, and answers its dialogs there.</summary>
    internal bool HasWindow { get; init; }

    /// <summary>Whether the one login that a run may try has been counted.</summary>
    internal bool HasTypedPassword { get; set; }

    /// <summary>Cancelled when the run has to end.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Why it was ended from outside; the first who says so is believed.</summary>
    internal StopReason? EndReason => _reason;

    /// <summary>Ends when the run has ended and its browser is gone.</summary>
    internal Task Completion => _completion.Task;

    /// <summary>Ends the run; it records this reason unless it has ended already.</summary>
    internal void End(StopReason reason)
    {
        lock (_ending)
        {
            _reason ??= reason;
        }

        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is over.
        }
    }

    /// <summary>Begins the time that a one-shot run may take in all; a persistent one has no limit.</summary>
    internal void BeginLimit() => Extend(TimeSpan.Zero);

    /// <summary>Begins it anew, and adds what a human may take.</summary>
    internal void Extend(TimeSpan help)
    {
        if (_limit is { } limit)
        {
            _stop.CancelAfter(limit + help);
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _completion.TrySetResult();
    }
}
