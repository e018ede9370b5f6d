namespace Reconbanker.Core.Browser.Egress;

/// <summary>Bytes that may pass within each hour, so that a page that never ends is cut, and a session of weeks is not.</summary>
internal sealed class TrafficBudget(long bytesPerHour, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _counting = new();
    private long _began = clock.GetTimestamp();
    private long _spent;

    /// <returns>Whether they may pass; they are counted even if not.</returns>
    public bool TrySpend(long bytes)
    {
        lock (_counting)
        {
            if (clock.GetElapsedTime(_began) >= Window)
            {
                (_began, _spent) = (clock.GetTimestamp(), 0);
            }

            _spent += bytes;
            return _spent <= bytesPerHour;
        }
    }
}
