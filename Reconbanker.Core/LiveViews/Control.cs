using Reconbanker.Core.Security;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Who may act in the page: one window of one person at a time. Control ends by itself after silence, and survives a lost window for
/// a while, so that the same person, on the same device or another, finds it again at once. Another may ask for it. It knows nothing of
/// rights: only who has the right may be let near it.
/// </summary>
public sealed class Control : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Action<ViewAct> _record;
    private readonly ControlLease _lease;
    private Viewer? _holder;
    private Viewer? _former;
    private Viewer? _asker;
    private InputTally _tally;

    /// <param name="record">Told of each change of hands, in their order, with a lock held: it must only note it.</param>
    internal Control(Action<ViewAct> record, TimeProvider clock)
    {
        _record = record;
        _lease = new(EndIfDue, clock);
    }

    internal event Action? Changed;

    /// <summary>Another hand than before is in the page, or none: before <see cref="Changed"/>.</summary>
    internal event Action? Moved;

    /// <summary>Null while control is free to take.</summary>
    public Controller? Holder => Read(() => _holder is { } holder ? new Controller(holder.UserId, holder.UserName, _lease.IsAway) : null);

    /// <summary>When the control of whoever does nothing ends; null until that is near.</summary>
    public DateTimeOffset? EndsAt => Read<DateTimeOffset?>(() => _holder is not null && _lease.IsEnding ? _lease.DueAt : null);

    /// <summary>Who asks for control; null while nobody does.</summary>
    public ControlRequest? Request => Read(() => _asker is { } asker ? new ControlRequest(asker.UserId, asker.UserName) : null);

    public void Dispose() => _lease.Dispose();

    internal bool IsHeldBy(Viewer viewer) => Read(() => _holder == viewer);

    /// <summary>Whether nobody is in control, and this viewer was before they fell silent.</summary>
    internal bool IsKeptFor(Viewer viewer) => Read(() => _holder is null && _former == viewer);

    /// <summary>Takes control if it is free, or in another window of the same person.</summary>
    /// <param name="fromAnybody">Takes it over from whoever has it.</param>
    internal bool TryTake(Viewer viewer, bool fromAnybody) => Change(() =>
    {
        if (_holder is not { } holder)
        {
            _record(new(AuditAct.ControlTaken, viewer.UserId, viewer.UserName));
        }
        else if (holder.UserId != viewer.UserId)
        {
            if (!fromAnybody)
            {
                return false;
            }

            Part(AuditAct.ControlTakenOver, viewer);
        }

        return Hold(viewer);
    });

    /// <summary>Whether an input of this viewer counts. Whoever fell silent has control again by acting, unless somebody took it.</summary>
    internal bool Admits(Viewer viewer)
    {
        lock (_gate)
        {
            if (_holder == viewer && !_lease.IsAway && !_lease.IsEnding)
            {
                _lease.Extend();
                return true;
            }
        }

        return Change(() =>
        {
            if ((_holder ?? _former) != viewer)
            {
                return false;
            }

            if (_holder is null)
            {
                _record(new(AuditAct.ControlTaken, viewer.UserId, viewer.UserName));
            }

            return Hold(viewer);
        });
    }

    /// <summary>For the record, how much whoever is in control does.</summary>
    internal void Count(ViewerInput input) => Read(() => _tally = _tally.With(input));

    /// <summary>Gives control back: to who asked for it, or to nobody until it is taken.</summary>
    internal void Release(Viewer viewer) => Change(() => _holder == viewer && Pass(AuditAct.ControlHandedBack, AuditAct.ControlGiven));

    /// <summary>Asks whoever is in control for it. One person asks at a time.</summary>
    /// <returns>False if control is free, theirs already, or asked for by somebody else.</returns>
    internal bool Ask(Viewer viewer) => Change(() =>
    {
        if (_holder is not { } holder || holder.UserId == viewer.UserId || _asker is not null)
        {
            return false;
        }

        _asker = viewer;
        _lease.Ask();
        _record(new(AuditAct.ControlAsked, viewer.UserId, viewer.UserName, holder.UserName));
        return true;
    });

    internal void Withdraw(Viewer viewer) => Change(() =>
    {
        if (_asker != viewer)
        {
            return false;
        }

        SetAsker(null);
        _record(new(AuditAct.ControlWithdrawn, viewer.UserId, viewer.UserName, _holder?.UserName));
        return true;
    });

    /// <summary>Answers who asks for control.</summary>
    /// <returns>False if the viewer is not in control, or nobody asks any more.</returns>
    internal bool Answer(Viewer viewer, bool isGiven) => Change(() =>
    {
        if (_holder != viewer || _asker is not { } asker)
        {
            return false;
        }

        if (isGiven)
        {
            return Pass(AuditAct.ControlGiven, AuditAct.ControlGiven);
        }

        SetAsker(null);
        _record(new(AuditAct.ControlRefused, viewer.UserId, viewer.UserName, asker.UserName));
        return Hold(viewer);
    });

    /// <summary>Ends control, whoever has it; acting brings it back to them.</summary>
    internal void End() => Change(() =>
    {
        var holder = _holder;
        SetAsker(null);
        if (holder is not null)
        {
            Part(AuditAct.ControlEnded);
            _former = holder;
        }

        return holder is not null;
    });

    /// <summary>The driver acted for a moment: whoever was in control before goes on, unless their time is over.</summary>
    /// <param name="here">Windows that still look.</param>
    internal void Resume(IReadOnlyList<Viewer> here) => Change(() =>
    {
        if (_holder is not null || _former is not { } former || _lease.IsAway || _lease.IsOver || !here.Contains(former))
        {
            return false;
        }

        _record(new(AuditAct.ControlTaken, former.UserId, former.UserName));
        return Hold(former);
    });

    /// <summary>Whoever has no right to it (any more) neither has control, nor asks for it, nor finds it again.</summary>
    internal void KeepTo(Func<Guid, bool> mayControl) => Change(() =>
    {
        _former = _former is { } former && mayControl(former.UserId) ? former : null;
        SetAsker(_asker is { } asker && mayControl(asker.UserId) ? asker : null);
        return _holder is not { } holder || mayControl(holder.UserId) || Pass(AuditAct.ControlRevoked, AuditAct.ControlRevoked);
    });

    /// <summary>A person's newest window has the control that the person has.</summary>
    internal void OnJoined(Viewer viewer) => Change(() => _holder?.UserId == viewer.UserId && Hold(viewer));

    /// <summary>The window is gone, or does not answer.</summary>
    internal void OnAway(Viewer viewer)
    {
        Withdraw(viewer);
        Change(() =>
        {
            if (_holder != viewer || _lease.IsAway)
            {
                return false;
            }

            _lease.Leave();
            return true;
        });
    }

    /// <summary>Something happened that the person in control, if there is one, has to read first.</summary>
    internal void GiveTime()
    {
        lock (_gate)
        {
            if (_holder is not null && !_lease.IsAway)
            {
                _lease.Extend();
            }
        }
    }

    /// <summary>The window answers again.</summary>
    internal void OnBack(Viewer viewer) => Change(() => _holder == viewer && Hold(viewer));

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private bool Change(Func<bool> change)
    {
        bool isMoved;
        lock (_gate)
        {
            var before = (_holder, _lease.IsAway);
            if (!change())
            {
                return false;
            }

            isMoved = before != (_holder, _lease.IsAway);
        }

        if (isMoved)
        {
            Moved?.Invoke();
        }

        Changed?.Invoke();
        return true;
    }

    private bool Hold(Viewer viewer)
    {
        (_holder, _former) = (viewer, null);
        SetAsker(_asker?.UserId == viewer.UserId ? null : _asker);
        _lease.Begin();
        return true;
    }

    /// <summary>Ends the time of whoever is in control, with what they did in it.</summary>
    private void Part(AuditAct act, Viewer? next = null)
    {
        _record(new(act, _holder!.UserId, _holder.UserName, next?.UserName, _tally.Clicks, _tally.Keys));
        (_holder, _former, _tally) = (null, null, default);
    }

    /// <summary>Control goes to who asked for it, or to nobody.</summary>
    private bool Pass(AuditAct toNobody, AuditAct toAsker)
    {
        var asker = _asker;
        Part(asker is null ? toNobody : toAsker, asker);
        return asker is null || Hold(asker);
    }

    private void EndIfDue() => Change(() =>
    {
        if (_holder is not { } holder)
        {
            return false;
        }

        if (!_lease.IsOver)
        {
            var isAnnounced = _lease.Warn();
            _lease.SetAlarm(); // inputs only move the end, which is cheaper than setting the alarm each time
            return isAnnounced;
        }

        Pass(AuditAct.ControlLapsed, AuditAct.ControlPassed);
        _former = _holder is null ? holder : null;
        return true;
    });

    private void SetAsker(Viewer? asker)
    {
        _asker = asker;
        if (asker is null)
        {
            _lease.StopAsking();
        }
    }
}
