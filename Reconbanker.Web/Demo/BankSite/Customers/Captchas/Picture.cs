namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>Pixels that are painted one by one; at first all are transparent.</summary>
internal sealed class Picture(int width, int height)
{
    private const int BytesPerPixel = 4;
    private readonly byte[] _pixels = new byte[width * height * BytesPerPixel];

    public int Width => width;
    public int Height => height;

    /// <summary>Red, green, blue and opacity of one row's pixels.</summary>
    public ReadOnlySpan<byte> Row(int y) => _pixels.AsSpan(y * width * BytesPerPixel, width * BytesPerPixel);

    public Colour this[int x, int y]
    {
        get
        {
            var pixel = _pixels.AsSpan(((y * width) + x) * BytesPerPixel);
            return new Colour(pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0);
        }

        set
        {
            var pixel = _pixels.AsSpan(((y * width) + x) * BytesPerPixel);
            pixel[0] = ToByte(value.Red);
            pixel[1] = ToByte(value.Green);
            pixel[2] = ToByte(value.Blue);
            pixel[3] = byte.MaxValue;
        }
    }

    /// <summary>A stroke with round ends and soft edges; what lies outside of the picture is left out.</summary>
    public void Line((double X, double Y) from, (double X, double Y) to, double thickness, Colour colour)
    {
        var reach = (thickness / 2) + 1;
        var (left, right) = Between(from.X, to.X, reach, width);
        var (top, bottom) = Between(from.Y, to.Y, reach, height);
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var lengthSquared = Math.Max((dx * dx) + (dy * dy), 1e-9);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var along = Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / lengthSquared, 0, 1);
                var distance = Math.Sqrt(Square(x - from.X - (along * dx)) + Square(y - from.Y - (along * dy)));
                var share = Math.Clamp((thickness / 2) + 0.5 - distance, 0, 1);
                if (share > 0)
                {
                    this[x, y] = this[x, y].Mix(colour, share);
                }
            }
        }
    }

    private static (int First, int Last) Between(double a, double b, double reach, int size) =>
        (Math.Max(0, (int)(Math.Min(a, b) - reach)), Math.Min(size - 1, (int)(Math.Max(a, b) + reach)));

    private static double Square(double value) => value * value;

    private static byte ToByte(double part) => (byte)Math.Round(Math.Clamp(part, 0, 1) * byte.MaxValue);
}
