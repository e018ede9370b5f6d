namespace Reconbanker.Core.LiveViews;

/// <summary>The windows in which people look at a view; none comes after it has ended.</summary>
internal sealed class ViewerList
{
    private readonly Lock _gate = new();
    private readonly List<Viewer> _all = [];
    private bool _hasEnded;

    public bool HasEnded
    {
        get
        {
            lock (_gate)
            {
                return _hasEnded;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _all.Count;
            }
        }
    }

    /// <returns>False if the view has ended: the viewer is told so, and sees nothing.</returns>
    public bool TryAdd(Viewer viewer)
    {
        lock (_gate)
        {
            if (_hasEnded)
            {
                viewer.Feed.End();
                return false;
            }

            _all.Add(viewer);
            return true;
        }
    }

    /// <returns>False if it has left before.</returns>
    public bool TryRemove(Viewer viewer)
    {
        lock (_gate)
        {
            return _all.Remove(viewer);
        }
    }

    public Viewer? Find(Predicate<Viewer> wanted)
    {
        Viewer[] all;
        lock (_gate)
        {
            all = [.. _all];
        }

        return Array.Find(all, wanted);
    }

    /// <returns>Those who looked until now.</returns>
    public IReadOnlyList<Viewer> End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _all.ForEach(viewer => viewer.Feed.End());
            return [.. _all];
        }
    }
}
