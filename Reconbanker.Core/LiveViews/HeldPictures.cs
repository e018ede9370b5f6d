namespace Reconbanker.Core.LiveViews;

/// <summary>The last pictures that a window was sent and still has: one that comes back, as with a blinking caret, need not be sent again.</summary>
internal sealed class HeldPictures
{
    /// <summary>The window keeps as many.</summary>
    private const int Most = 2;

    private readonly Queue<ScreenFrame> _sent = new(Most + 1);

    /// <returns>The picture as it was sent; null if the window has not got it.</returns>
    public ScreenFrame? Find(ScreenFrame frame) => _sent.FirstOrDefault(sent => ReferenceEquals(sent.Jpeg, frame.Jpeg));

    /// <summary>The window has drawn it.</summary>
    public void Add(ScreenFrame frame)
    {
        if (Find(frame) is null)
        {
            _sent.Enqueue(frame);
            if (_sent.Count > Most)
            {
                _sent.Dequeue();
            }
        }
    }

    /// <summary>What the window has is not known any more.</summary>
    public void Clear() => _sent.Clear();
}
