namespace Reconbanker.Core.LiveViews;

/// <param name="IsAway">Whether the window is gone or does not answer; for a while it is kept for the same person.</param>
public sealed record Controller(Guid UserId, string UserName, bool IsAway);

/// <summary>
/// Who may act in the page: one window of one person at a time. Control ends by itself after silence, and survives a lost window for
/// a while, so that the same person, on the same device or another, finds it again at once.
/// </summary>
public sealed class Control : IDisposable
{
    public static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan AbsenceAllowed = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _alarm;
    private Viewer? _holder;
    private Viewer? _former;
    private bool _isAway;
    private DateTimeOffset _endsAt;

    internal Control(TimeProvider clock)
    {
        _clock = clock;
        _alarm = clock.CreateTimer(_ => EndIfDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal event Action? Changed;

    /// <summary>Null while control is free to take.</summary>
    public Controller? Holder
    {
        get
        {
            lock (_gate)
            {
                return _holder is { } holder ? new(holder.UserId, holder.UserName, _isAway) : null;
            }
        }
    }

    public void Dispose() => _alarm.Dispose();

    internal bool IsHeldBy(Viewer viewer)
    {
        lock (_gate)
        {
            return _holder == viewer;
        }
    }

    /// <summary>Takes control if it is free, or in another window of the same person.</summary>
    internal bool TryTake(Viewer viewer)
    {
        lock (_gate)
        {
            if (_holder is { } holder && holder.UserId != viewer.UserId)
            {
                return false;
            }

            Hold(viewer);
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Whether an input of this viewer counts. Whoever fell silent has control again by acting, unless somebody took it.</summary>
    internal bool Admits(Viewer viewer)
    {
        lock (_gate)
        {
            if (_holder == viewer && !_isAway)
            {
                _endsAt = _clock.GetUtcNow() + SilenceAllowed;
                return true;
            }

            if ((_holder ?? _former) != viewer)
            {
                return false;
            }

            Hold(viewer);
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Gives control back; nobody has it until it is taken.</summary>
    internal void Release(Viewer viewer)
    {
        lock (_gate)
        {
            if (_holder != viewer)
            {
                return;
            }

            (_holder, _former) = (null, null);
        }

        Changed?.Invoke();
    }

    /// <summary>Ends control, whoever has it; acting brings it back to them.</summary>
    internal void End()
    {
        lock (_gate)
        {
            if (_holder is null)
            {
                return;
            }

            (_holder, _former) = (null, _holder);
        }

        Changed?.Invoke();
    }

    /// <summary>A person's newest window has the control that the person has.</summary>
    internal void OnJoined(Viewer viewer)
    {
        lock (_gate)
        {
            if (_holder?.UserId != viewer.UserId)
            {
                return;
            }

            Hold(viewer);
        }

        Changed?.Invoke();
    }

    /// <summary>The window is gone, or does not answer.</summary>
    internal void OnAway(Viewer viewer)
    {
        lock (_gate)
        {
            if (_holder != viewer || _isAway)
            {
                return;
            }

            (_isAway, _endsAt) = (true, _clock.GetUtcNow() + AbsenceAllowed);
            SetAlarm();
        }

        Changed?.Invoke();
    }

    /// <summary>Something happened that the person in control, if there is one, has to read first.</summary>
    internal void GiveTime()
    {
        lock (_gate)
        {
            if (_holder is not null && !_isAway)
            {
                _endsAt = _clock.GetUtcNow() + SilenceAllowed;
            }
        }
    }

    /// <summary>The window answers again.</summary>
    internal void OnBack(Viewer viewer)
    {
        lock (_gate)
        {
            if (_holder != viewer)
            {
                return;
            }

            Hold(viewer);
        }

        Changed?.Invoke();
    }

    private void Hold(Viewer viewer)
    {
        (_holder, _former, _isAway, _endsAt) = (viewer, null, false, _clock.GetUtcNow() + SilenceAllowed);
        SetAlarm();
    }

    private void EndIfDue()
    {
        lock (_gate)
        {
            if (_holder is null)
            {
                return;
            }

            if (_clock.GetUtcNow() < _endsAt)
            {
                SetAlarm(); // inputs only move the end, which is cheaper than setting the alarm each time
                return;
            }

            (_holder, _former) = (null, _holder);
        }

        Changed?.Invoke();
    }

    private void SetAlarm() => _alarm.Change(_endsAt - _clock.GetUtcNow(), Timeout.InfiniteTimeSpan);
}
