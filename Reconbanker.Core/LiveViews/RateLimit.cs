namespace Reconbanker.Core.LiveViews;

/// <summary>Lets through so many of something in any stretch of time, and no more: pages may do in a loop what people do once.</summary>
internal sealed class RateLimit(int most, TimeSpan time, TimeProvider clock)
{
    private readonly Queue<long> _passed = new(most);

    public bool TryPass()
    {
        lock (_passed)
        {
            while (_passed.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= time)
            {
                _passed.Dequeue();
            }

            if (_passed.Count == most)
            {
                return false;
            }

            _passed.Enqueue(clock.GetTimestamp());
            return true;
        }
    }
}
