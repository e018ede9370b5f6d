namespace Reconbanker.Core.LiveViews;

/// <summary>One picture of the bank's page. It stays in memory: a frame is never stored or logged.</summary>
/// <param name="Jpeg">
/// The encoded picture; may be smaller than the page, and is shared by all viewers: never changed. A picture that comes back is the same
/// array again.
/// </param>
/// <param name="Sequence">Grows by one with each picture of this live view.</param>
/// <param name="Width">Width of the page's viewport that the picture shows, in CSS pixels of the page.</param>
/// <param name="Height">Height of that viewport, in CSS pixels of the page.</param>
/// <param name="OffsetTop">CSS pixels between the top of the picture and the top of the page.</param>
/// <param name="Navigation">How many documents the shown page has had since the live view first saw it.</param>
public sealed record ScreenFrame(byte[] Jpeg, long Sequence, double Width, double Height, double OffsetTop, int Navigation)
{
    /// <summary>Whether what was entered and amounts are unreadable in it.</summary>
    public bool IsMasked { get; init; }
}
