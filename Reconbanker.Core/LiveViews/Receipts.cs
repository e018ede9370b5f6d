namespace Reconbanker.Core.LiveViews;

/// <summary>The acknowledgements that Chromium waits for before it sends more pictures than a few.</summary>
internal sealed class Receipts
{
    /// <summary>Of the three pictures that Chromium sends without an acknowledgement, those that make the others wait.</summary>
    private const int WithheldWhileMoving = 2;

    private readonly Queue<(long Sequence, int Receipt)> _owed = [];
    private TimeSpan _paidAt = TimeSpan.MinValue;

    public void Owe(long sequence, int receipt) => _owed.Enqueue((sequence, receipt));

    public void Clear() => _owed.Clear();

    /// <summary>Acknowledges the pictures that a viewer has taken: all at once, or one in <see cref="CastPlan.IdlePace"/>.</summary>
    /// <param name="isMoving">
    /// Whether the page moves by itself. Chromium then works on one picture at a time, or each would be as old as three of them take.
    /// </param>
    /// <returns>When to ask again; null if that depends on the viewers.</returns>
    public TimeSpan? Pay(long taken, TimeSpan now, bool atOnce, bool isMoving, Action<int> acknowledge)
    {
        var withheld = isMoving ? WithheldWhileMoving : 0;
        while (_owed.Count > withheld && _owed.ElementAt(withheld).Sequence <= taken)
        {
            if (!atOnce && now - CastPlan.IdlePace < _paidAt)
            {
                return _paidAt + CastPlan.IdlePace;
            }

            _paidAt = now;
            acknowledge(_owed.Dequeue().Receipt);
        }

        return null;
    }
}
