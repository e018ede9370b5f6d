using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>What a viewer's screen has to show the bank's page on.</summary>
/// <param name="Width">CSS pixels that the page may take there.</param>
/// <param name="Scale">Pixels of the screen in one CSS pixel.</param>
/// <param name="IsTouched">Whether people point with their fingers there.</param>
public sealed record ScreenRoom(double Width, double Height, double Scale, bool IsTouched);

/// <summary>Gives a page the size that the screen of whoever is in control has for it, and its own again afterwards.</summary>
internal sealed class PageSize(CdpPage page, int ownWidth, int ownHeight)
{
    private const int Narrowest = 320;
    private const int Lowest = 320;
    private const int Widest = 1920;
    private const int Highest = 1440;

    /// <summary>CSS pixels of a page up to which it is drawn twice as fine for a screen that can show that; larger ones would cost too much.</summary>
    private const int FineArea = 450_000;

    private readonly Lock _gate = new();
    private Shape? _current;

    /// <summary>Whether the page is drawn with more than one pixel for each of its own.</summary>
    public bool IsFine
    {
        get
        {
            lock (_gate)
            {
                return _current is { Fineness: > 1 };
            }
        }
    }

    /// <param name="room">Null gives the page its own size.</param>
    /// <returns>Whether it had another size before.</returns>
    public bool Fit(ScreenRoom? room)
    {
        lock (_gate)
        {
            var shape = room is null ? new(ownWidth, ownHeight, 1, false) : ShapeOf(room);
            if (shape == _current || (_current is null && room is null))
            {
                return false;
            }

            var wasTouched = _current is { IsTouched: true };
            _current = shape;
            Give(shape);
            // Not for nothing: a page that is told so has no mouse either, by what Chromium tells it.
            if (shape.IsTouched != wasTouched)
            {
                page.Send("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = shape.IsTouched, ["maxTouchPoints"] = 1 });
            }

            return true;
        }
    }

    /// <summary>
    /// The page has another size. When a picture has been taken, Chromium gives a page back the size that it had when the picture was asked
    /// for: one that it was given meanwhile is given once more.
    /// </summary>
    public void Keep()
    {
        lock (_gate)
        {
            if (_current is { } shape)
            {
                Give(shape);
            }
        }
    }

    /// <summary>
    /// The size of the page that a picture of the cast shows. While another picture is taken, Chromium scales a page that is drawn finer than
    /// its own pixels, and may tell the scaled size: presses on it would be aimed at twice of where they belong.
    /// </summary>
    public (double Width, double Height) Unscale(double width, double height)
    {
        lock (_gate)
        {
            return _current is { Fineness: > 1 } shape && (width, height) == (shape.Width * shape.Fineness, shape.Height * shape.Fineness)
                ? (shape.Width, shape.Height)
                : (width, height);
        }
    }

    internal static Shape ShapeOf(ScreenRoom room)
    {
        var width = Clamp(room.Width, Narrowest, Widest);
        var height = Clamp(room.Height, Lowest, Highest);
        return new(width, height, room.Scale >= 1.5 && width * height <= FineArea ? 2 : 1, room.IsTouched);
    }

    private void Give(Shape shape) => page.Send("Emulation.setDeviceMetricsOverride", new()
    {
        ["width"] = shape.Width,
        ["height"] = shape.Height,
        ["deviceScaleFactor"] = shape.Fineness,
        ["mobile"] = false, // pages that know nothing of phones would be laid out for a wide screen, and shrunk
    });

    private static int Clamp(double length, int least, int most) => double.IsFinite(length) ? (int)Math.Clamp(length, least, most) : least;

    internal sealed record Shape(int Width, int Height, int Fineness, bool IsTouched);
}
