namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Who may do what at the live view of one account, as it is now: its owner everything, others what was shared with them. It is asked at
/// each opening, picture, input and code, so a right that is gone is gone at once.
/// </summary>
public sealed class ViewAccess(Guid ownerId)
{
    private static readonly Dictionary<Guid, ViewRights> Nobody = [];

    private readonly Lock _gate = new();
    private volatile IReadOnlyDictionary<Guid, ViewRights> _shared = Nobody;
    private Task _loading = Task.CompletedTask;

    /// <summary>Somebody's rights are others than before. Raised on any thread.</summary>
    internal event Action? Changed;

    public bool IsOwner(Guid userId) => userId == ownerId;

    public ViewRights Of(Guid userId) => IsOwner(userId) ? ViewRights.All : _shared.GetValueOrDefault(userId);

    /// <summary>Takes over what is stored. Readings do not overtake each other: the last one called for is the newest.</summary>
    internal Task LoadAsync(Func<Task<Dictionary<Guid, ViewRights>>> read)
    {
        lock (_gate)
        {
            return _loading = LoadAsync(_loading, read);
        }
    }

    private async Task LoadAsync(Task before, Func<Task<Dictionary<Guid, ViewRights>>> read)
    {
        await Task.Yield(); // out of the lock of whoever asks
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ = before.Exception; // was told to who asked for it
        try
        {
            _shared = await read();
        }
        catch
        {
            _shared = Nobody; // what is not known is not allowed
            throw;
        }
        finally
        {
            Changed?.Invoke();
        }
    }
}
