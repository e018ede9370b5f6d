namespace Reconbanker.Core.LiveViews;

/// <summary>Until when control is kept without being used. For one thread at a time.</summary>
internal sealed class ControlLease : IDisposable
{
    public static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan AbsenceAllowed = TimeSpan.FromSeconds(90);

    /// <summary>Silence after which control goes to who asked for it; whoever is away is not asked, and has all of their time.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);

    /// <summary>How long before the end it is announced.</summary>
    private static readonly TimeSpan WarningTime = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _clock;
    private readonly ITimer _alarm;
    private DateTimeOffset _endsAt;
    private DateTimeOffset? _askedAt;

    /// <param name="onAlarm">Called about when it is over, on any thread: look whether it is.</param>
    public ControlLease(Action onAlarm, TimeProvider clock)
    {
        _clock = clock;
        _alarm = clock.CreateTimer(_ => onAlarm(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether it is kept for somebody whose window is gone or does not answer.</summary>
    public bool IsAway { get; private set; }

    public bool IsOver => _clock.GetUtcNow() >= DueAt;

    /// <summary>Whether its end has been announced, and it has not been used since.</summary>
    public bool IsEnding { get; private set; }

    public DateTimeOffset DueAt
    {
        get
        {
            if (_askedAt is not { } askedAt || IsAway)
            {
                return _endsAt;
            }

            var actedAt = _endsAt - SilenceAllowed;
            var answerBy = (actedAt > askedAt ? actedAt : askedAt) + AnswerTime;
            return answerBy < _endsAt ? answerBy : _endsAt;
        }
    }

    private DateTimeOffset WarnAt => IsAway || _askedAt is not null ? DueAt : DueAt - WarningTime;

    public void Begin()
    {
        IsAway = false;
        Extend();
        SetAlarm();
    }

    /// <summary>It is used. The alarm stays: this is called for each input.</summary>
    public void Extend() => (IsEnding, _endsAt) = (false, _clock.GetUtcNow() + SilenceAllowed);

    /// <summary>Announces its end when that is near. Nobody who is away would read it, and whoever is asked for control reads that.</summary>
    /// <returns>Whether it has just begun to end.</returns>
    public bool Warn()
    {
        var wasEnding = IsEnding;
        IsEnding = _clock.GetUtcNow() >= WarnAt;
        return IsEnding && !wasEnding;
    }

    public void Leave()
    {
        (IsAway, IsEnding, _endsAt) = (true, false, _clock.GetUtcNow() + AbsenceAllowed);
        SetAlarm();
    }

    public void Ask()
    {
        (IsEnding, _askedAt) = (false, _clock.GetUtcNow());
        SetAlarm();
    }

    public void StopAsking() => _askedAt = null;

    public void SetAlarm()
    {
        var due = (IsEnding ? DueAt : WarnAt) - _clock.GetUtcNow();
        _alarm.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _alarm.Dispose();
}
