using System.Threading.Channels;

namespace Reconbanker.Core.LiveViews;

/// <summary>The way of the pictures to one viewer: the newest waits, older ones are forgotten, so a slow viewer costs nothing.</summary>
internal sealed class FrameFeed
{
    private readonly Channel<ScreenFrame> _newest = Channel.CreateBounded<ScreenFrame>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Pixels of the viewer's screen that the picture covers; 0 while it is hidden. Changed by the cast alone.</summary>
    public int ShownWidth { get; set; }

    public ChannelReader<ScreenFrame> Frames => _newest.Reader;

    public void Offer(ScreenFrame frame) => _newest.Writer.TryWrite(frame);

    /// <summary>What waits is too old to be shown.</summary>
    public void Forget()
    {
        while (_newest.Reader.TryRead(out _))
        {
            // It is what is forgotten.
        }
    }

    public void End() => _newest.Writer.TryComplete();
}
