namespace Reconbanker.Core.LiveViews;

/// <summary>Numbers the pictures of one live view, from whichever of its pages they come.</summary>
internal sealed class FrameNumbers
{
    private long _last;

    public long Last => Interlocked.Read(ref _last);

    public long Next() => Interlocked.Increment(ref _last);
}

/// <summary>Stamps the pictures of one page, and knows which of them still show what is there.</summary>
internal sealed class FrameStamps(FrameNumbers numbers)
{
    private long _firstShown;
    private long _firstCurrent;
    private volatile int _documents;
    private volatile bool _isMasked;
    private (double Width, double Height) _size;

    /// <summary>Whether pictures that come now were taken with the mask on.</summary>
    public bool IsMasked
    {
        get => _isMasked;
        set => _isMasked = value;
    }

    public ScreenFrame Stamp(SourceFrame frame)
    {
        var stamped = new ScreenFrame(frame.Jpeg, numbers.Next(), frame.Width, frame.Height, frame.OffsetTop, _documents) { IsMasked = _isMasked };
        if (_size != (frame.Width, frame.Height))
        {
            _size = (frame.Width, frame.Height);
            Volatile.Write(ref _firstCurrent, stamped.Sequence);
        }

        return stamped;
    }

    /// <summary>The view has come to this page: what was aimed at earlier pictures, of this page or another, is stale.</summary>
    public void OnShown()
    {
        Volatile.Write(ref _firstShown, numbers.Last + 1);
        Volatile.Write(ref _firstCurrent, numbers.Last + 1);
    }

    /// <summary>Another document is in the page: what was aimed at older pictures must not land on it.</summary>
    public void OnNavigated()
    {
        _documents++;
        OnLaidOut();
    }

    /// <summary>The page has another size: things are elsewhere than older pictures show them.</summary>
    public void OnLaidOut() => Volatile.Write(ref _firstCurrent, numbers.Last + 1);

    /// <summary>Whether a picture was taken since the view came to this page, whatever document was in it.</summary>
    public bool IsOfThisPage(long sequence) => sequence >= Volatile.Read(ref _firstShown);

    /// <summary>Whether a picture shows the document that is in this page now, and at its size.</summary>
    public bool IsCurrent(long sequence) => sequence >= Volatile.Read(ref _firstCurrent);
}
