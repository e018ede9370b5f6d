using System.Security.Cryptography;

namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>Letters, and a picture of them that is bent, crossed out and dirty.</summary>
internal sealed class Letters
{
    public const int Width = 520;
    public const int Height = 160;
    private const int Count = 6;
    private static readonly Colour Paper = new(0.93, 0.95, 0.98);
    private static readonly Colour[] Inks = [new(0.08, 0.19, 0.37), new(0.52, 0.20, 0.12), new(0.10, 0.38, 0.28), new(0.33, 0.20, 0.45)];

    public Letters()
    {
        var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        var picture = new Picture(Width, Height);
        Soil(picture, random);
        for (var i = 0; i < Count; i++)
        {
            Draw(picture, random, Text[i], centre: ((i + 0.5) * (Width - 40) / Count) + 20);
        }

        for (var i = 0; i < 5; i++)
        {
            var from = (random.Next(Width / 3), random.Next(Height));
            var to = (Width - random.Next(Width / 3), random.Next(Height));
            picture.Line(from, to, 2.2, Ink(random).Mix(Paper, 0.35));
        }

        File = Png.Write(picture);
    }

    /// <summary>What is to be read, in capital letters.</summary>
    public string Text { get; } = new(RandomNumberGenerator.GetItems<char>(LetterStrokes.Known, Count));

    /// <summary>The picture, as a PNG file.</summary>
    public byte[] File { get; }

    private static void Soil(Picture picture, Random random)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                picture[x, y] = Paper.Mix(Inks[0], random.NextDouble() * 0.12);
            }
        }

        for (var i = 0; i < 260; i++)
        {
            var dot = (random.NextDouble() * Width, random.NextDouble() * Height);
            picture.Line(dot, dot, 2 + (random.NextDouble() * 2.5), Ink(random).Mix(Paper, 0.5));
        }
    }

    private static void Draw(Picture picture, Random random, char letter, double centre)
    {
        var ink = Ink(random);
        var (sin, cos) = Math.SinCos(Between(random, -0.34, 0.34));
        var (size, slant, phase) = (Between(random, 74, 92), Between(random, -0.2, 0.2), random.NextDouble() * Math.Tau);
        var middle = (Height / 2.0) + Between(random, -14, 14);
        foreach (var stroke in LetterStrokes.Of(letter))
        {
            for (var i = 1; i < stroke.Count; i++)
            {
                const int Parts = 8;
                for (var part = 0; part < Parts; part++)
                {
                    picture.Line(Along(stroke[i - 1], stroke[i], part), Along(stroke[i - 1], stroke[i], part + 1), 9, ink);
                }

                (double X, double Y) Along((double X, double Y) from, (double X, double Y) to, int part) =>
                    Bend(from.X + ((to.X - from.X) * part / Parts), from.Y + ((to.Y - from.Y) * part / Parts));
            }
        }

        (double X, double Y) Bend(double x, double y)
        {
            var (flatX, flatY) = (((x - 0.5) * 0.72) + ((0.5 - y) * slant), y - 0.5);
            var (turnedX, turnedY) = ((flatX * cos) - (flatY * sin), (flatX * sin) + (flatY * cos));
            return (
                centre + (turnedX * size) + (Math.Sin((turnedY * 5) + phase) * 4),
                middle + (turnedY * size) + (Math.Sin((turnedX * 5) + phase) * 4));
        }
    }

    private static Colour Ink(Random random) => Inks[random.Next(Inks.Length)];

    private static double Between(Random random, double least, double most) => least + (random.NextDouble() * (most - least));
}
