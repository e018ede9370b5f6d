using Microsoft.Extensions.Time.Testing;

namespace Reconbanker.Tests.Webhooks;

/// <summary>A clock that stands still until a test moves it, also in the very moment in which somebody sets an alarm by it.</summary>
internal sealed class StageClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _step;

    /// <summary>Moves on by that much after the next alarm has been worked out, and before it is set.</summary>
    public void AdvanceAtNextAlarm(TimeSpan step) => _step = step;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (var step, _step) = (_step, TimeSpan.Zero);
        Advance(step);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
