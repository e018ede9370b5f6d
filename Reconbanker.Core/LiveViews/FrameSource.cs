namespace Reconbanker.Core.LiveViews;

/// <summary>How pictures are to be taken.</summary>
/// <param name="Width">Pixels across, at most; never more than the page has.</param>
/// <param name="Quality">JPEG quality, 0 to 100.</param>
internal readonly record struct CastRecipe(int Width, int Quality);

/// <summary>A picture as its source delivers it; sizes as in <see cref="ScreenFrame"/>.</summary>
/// <param name="Receipt">What the source wants back with the acknowledgement.</param>
internal sealed record SourceFrame(byte[] Jpeg, double Width, double Height, double OffsetTop, int Receipt);

/// <summary>Where pictures of a page come from. Calls never wait for the browser; failures show as pictures that do not come.</summary>
internal abstract class FrameSource
{
    private volatile bool _isVeiled;

    /// <summary>Raised on a thread of the source's own: it must only note the picture and return.</summary>
    public event Action<SourceFrame>? Arrived;

    /// <summary>Whether pictures are dropped as they come: they may show what is not to be seen any more.</summary>
    public bool IsVeiled
    {
        get => _isVeiled;
        set => _isVeiled = value;
    }

    /// <summary>Begins, or begins anew with another recipe; a picture follows at once, even of an idle page.</summary>
    public abstract void Start(CastRecipe recipe);

    public abstract void Stop();

    /// <summary>Lets the source send one more; without it, it goes silent after a few pictures.</summary>
    public abstract void Acknowledge(int receipt);

    protected void Deliver(SourceFrame frame)
    {
        if (!IsVeiled)
        {
            Arrived?.Invoke(frame);
        }
    }
}
