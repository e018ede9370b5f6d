namespace Reconbanker.Core.LiveViews;

/// <summary>The acknowledgements that Chromium waits for before it sends more pictures than a few.</summary>
internal sealed class Receipts
{
    private readonly Queue<(long Sequence, int Receipt)> _owed = [];
    private TimeSpan _paidAt = TimeSpan.MinValue;

    public void Owe(long sequence, int receipt) => _owed.Enqueue((sequence, receipt));

    public void Clear() => _owed.Clear();

    /// <summary>Acknowledges the pictures that a viewer has taken: all at once, or one in <see cref="CastPlan.IdlePace"/>.</summary>
    /// <returns>When to ask again; null if that depends on the viewers.</returns>
    public TimeSpan? Pay(long taken, TimeSpan now, bool atOnce, Action<int> acknowledge)
    {
        while (_owed.TryPeek(out var owed) && owed.Sequence <= taken)
        {
            if (!atOnce && now - CastPlan.IdlePace < _paidAt)
            {
                return _paidAt + CastPlan.IdlePace;
            }

            _owed.Dequeue();
            _paidAt = now;
            acknowledge(owed.Receipt);
        }

        return null;
    }
}
