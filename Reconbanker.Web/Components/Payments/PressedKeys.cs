namespace Reconbanker.Web.Components.Payments;

/// <summary>A key, and the payment that the person had before their eyes when pressing it, as it was then.</summary>
/// <param name="Shown">Null where it did not wait any more when the key arrived.</param>
public sealed record PressedKey(string Key, DecisionEntry? Shown)
{
    /// <summary>The candidate that the key named; null for any other key.</summary>
    public CandidateFacts? Candidate =>
        Key is [>= '1' and <= '9'] && Shown is { Waiting: WaitingFor.Choice } ? Shown.Candidates.ElementAtOrDefault(Key[0] - '1') : null;

    public bool IsFor(DecisionEntry? current) => current is not null && current.Payment.Id == Shown?.Payment.Id;

    /// <summary>Whether the key may still do its work: what it was pressed for is done to no payment, and to no candidate, that has come in its place.</summary>
    public bool Meets(DecisionEntry? current) => Key switch
    {
        "j" or "k" or "ArrowDown" or "ArrowUp" or "?" or "u" or "Escape" => true,
        "r" or [>= '1' and <= '9'] => IsFor(current) && current!.Candidates.Select(c => c.Transaction.Id).SequenceEqual(Shown!.Candidates.Select(c => c.Transaction.Id)),
        _ => IsFor(current),
    };
}

/// <summary>Keys in the order in which they were pressed: each waits until the one before has done its work.</summary>
internal sealed class PressedKeys(Func<PressedKey, Task> obey)
{
    /// <summary>Whoever is further ahead than this does not know any more what the next key meets.</summary>
    private const int MostWaiting = 8;

    private readonly Queue<PressedKey> _waiting = [];
    private bool _isBusy;

    /// <returns>False where the key has to be pressed again.</returns>
    public async Task<bool> PressAsync(PressedKey key)
    {
        if (_waiting.Count == MostWaiting)
        {
            return false;
        }

        _waiting.Enqueue(key);
        if (_isBusy)
        {
            return true;
        }

        _isBusy = true;
        try
        {
            while (_waiting.TryDequeue(out var next))
            {
                await obey(next);
            }
        }
        finally
        {
            _isBusy = false;
            _waiting.Clear();
        }

        return true;
    }
}
