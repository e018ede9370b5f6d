namespace Reconbanker.Core.LiveViews;

/// <summary>Until when control is kept without being used. For one thread at a time.</summary>
internal sealed class ControlLease : IDisposable
{
    public static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan AbsenceAllowed = TimeSpan.FromSeconds(90);

    /// <summary>Silence after which control goes to who asked for it; whoever is away is not asked, and has all of their time.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);

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

    private DateTimeOffset DueAt
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

    public void Begin()
    {
        IsAway = false;
        Extend();
        SetAlarm();
    }

    /// <summary>It is used. The alarm stays: this is called for each input.</summary>
    public void Extend() => _endsAt = _clock.GetUtcNow() + SilenceAllowed;

    public void Leave()
    {
        (IsAway, _endsAt) = (true, _clock.GetUtcNow() + AbsenceAllowed);
        SetAlarm();
    }

    public void Ask()
    {
        _askedAt = _clock.GetUtcNow();
        SetAlarm();
    }

    public void StopAsking() => _askedAt = null;

    public void SetAlarm()
    {
        var due = DueAt - _clock.GetUtcNow();
        _alarm.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _alarm.Dispose();
}
