using System.Security.Cryptography;

namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>A picture with a hole, and the piece that fits in it. Where the hole is, only the pixels say.</summary>
internal sealed class Puzzle
{
    public const int Width = 560;
    public const int Height = 300;
    private const int Side = 84;
    private const int Knob = 16;
    private const int Margin = 12;
    private static readonly Colour White = new(1, 1, 1);
    private static readonly Colour Black = new(0, 0, 0);

    /// <summary>How far the piece must be moved to the right, in pixels of the picture.</summary>
    public int Solution { get; } = RandomNumberGenerator.GetInt32(Width / 4, Width - PieceWidth - Margin);

    /// <summary>Room that the piece takes, its knob included.</summary>
    public static int PieceWidth => Side + Knob;

    /// <summary>The picture with the hole, as a PNG file.</summary>
    public byte[] Picture { get; }

    /// <summary>The piece on a transparent strip as high as the picture, so that its height need not be told; as a PNG file.</summary>
    public byte[] Piece { get; }

    public Puzzle()
    {
        // Only the scenery comes from here; where the hole is does not.
        var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        var top = RandomNumberGenerator.GetInt32(Margin + Knob, Height - Side - Margin);
        var picture = Coast.Paint(Width, Height, random);
        var piece = new Picture(PieceWidth, Height);
        for (var y = top - Knob; y < top + Side; y++)
        {
            for (var x = 0; x < PieceWidth; x++)
            {
                var depth = Depth(x, y - top);
                if (depth <= 0)
                {
                    continue;
                }

                var beneath = picture[Solution + x, y];
                piece[x, y] = depth < 2.5 ? beneath.Mix(White, 0.75) : beneath;
                picture[Solution + x, y] = depth < 2.5 ? beneath.Mix(White, 0.55) : beneath.Mix(Black, depth < 7 ? 0.68 : 0.55);
            }
        }

        Picture = Png.Write(picture);
        Piece = Png.Write(piece);
    }

    /// <summary>How deep inside the piece a point lies; zero or less outside.</summary>
    /// <remarks>A square with a knob above and one on the right, and a bite out of its left side.</remarks>
    private static double Depth(double x, double y)
    {
        var square = Math.Min(Math.Min(x, Side - x), Math.Min(y, Side - y));
        var above = Knob - Distance(x, y, Side / 2.0, 0);
        var right = Knob - Distance(x, y, Side, Side / 2.0);
        var bite = Distance(x, y, 0, Side / 2.0) - Knob;
        return Math.Min(Math.Max(square, Math.Max(above, right)), bite);
    }

    private static double Distance(double x, double y, double toX, double toY) =>
        Math.Sqrt(((x - toX) * (x - toX)) + ((y - toY) * (y - toY)));
}
