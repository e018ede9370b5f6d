namespace Reconbanker.Benchmarks.Support;

/// <summary>A minute a second, for waits that are there for the world outside of the process.</summary>
internal sealed class FastClock : TimeProvider
{
    private const int Speed = 60;

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + (Speed * System.GetElapsedTime(_began));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Faster(dueTime), Faster(period));

    private static TimeSpan Faster(TimeSpan span) => span <= TimeSpan.Zero ? span : span / Speed;
}
