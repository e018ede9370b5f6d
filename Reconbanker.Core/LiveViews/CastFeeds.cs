namespace Reconbanker.Core.LiveViews;

/// <summary>The viewers of one cast, and the picture that is on their screens. Not safe for several threads.</summary>
internal sealed class CastFeeds
{
    /// <summary>Widths asked for are multiples of this, so that dragging a window's edge does not restart the cast all the time.</summary>
    private const int Quantum = 64;

    private readonly List<FrameFeed> _feeds = [];
    private byte[]? _former;

    /// <summary>Null while there is none that may be seen.</summary>
    public ScreenFrame? Newest { get; private set; }

    public int Count => _feeds.Count;

    /// <summary>Pixels across of a picture that is sharp for all of them; 0 if none is seen.</summary>
    public int Width => _feeds.Count == 0 ? 0 : (_feeds.Max(feed => feed.ShownWidth) + Quantum - 1) / Quantum * Quantum;

    /// <summary>Each comes from another cast, and waits for a picture of this one.</summary>
    public void Add(IEnumerable<FrameFeed> feeds) => _feeds.AddRange(feeds);

    /// <summary>Gives it the last picture at once: an idle page sends no other.</summary>
    public void Add(FrameFeed feed)
    {
        _feeds.Add(feed);
        Offer(feed);
    }

    public void Remove(FrameFeed feed) => _feeds.Remove(feed);

    /// <returns>Those who watched.</returns>
    public IReadOnlyList<FrameFeed> RemoveAll()
    {
        FrameFeed[] feeds = [.. _feeds];
        _feeds.Clear();
        return feeds;
    }

    /// <summary>What there was may be seen by nobody any more.</summary>
    public void Forget() => (Newest, _former) = (null, null);

    public void ForgetIfUnwatched()
    {
        if (Width == 0)
        {
            Forget();
        }
    }

    /// <inheritdoc cref="Cast.Resize"/>
    public void Resize(FrameFeed feed, int width)
    {
        var wasHidden = feed.ShownWidth == 0;
        feed.ShownWidth = width;
        if (wasHidden)
        {
            Offer(feed);
        }
    }

    /// <returns>The picture before the newest if this is the same, as with a blinking caret: viewers need not get it twice.</returns>
    public byte[] Recall(byte[] jpeg) => _former is not null && jpeg.AsSpan().SequenceEqual(_former) ? _former : jpeg;

    public void Offer(ScreenFrame frame)
    {
        (_former, Newest) = (Newest?.Jpeg, frame);
        _feeds.ForEach(Offer);
    }

    private void Offer(FrameFeed feed)
    {
        if (Newest is { } newest && feed.ShownWidth > 0)
        {
            feed.Offer(newest);
        }
    }
}
