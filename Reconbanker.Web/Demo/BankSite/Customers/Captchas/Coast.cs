namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>A stretch of coast with a lighthouse, another one each time.</summary>
internal static class Coast
{
    private static readonly Colour Sky = new(0.36, 0.62, 0.86);
    private static readonly Colour Horizon = new(0.98, 0.84, 0.66);
    private static readonly Colour Sea = new(0.10, 0.36, 0.55);
    private static readonly Colour Foam = new(0.66, 0.84, 0.90);
    private static readonly Colour Hill = new(0.30, 0.44, 0.42);
    private static readonly Colour Meadow = new(0.42, 0.60, 0.30);
    private static readonly Colour Sun = new(1.0, 0.93, 0.74);
    private static readonly Colour Wall = new(0.96, 0.95, 0.92);
    private static readonly Colour Stripe = new(0.76, 0.24, 0.17);

    public static Picture Paint(int width, int height, Random random)
    {
        var picture = new Picture(width, height);
        var phases = Enumerable.Range(0, 6).Select(_ => random.NextDouble() * Math.Tau).ToArray();
        var (sunX, sunY) = (width * (0.1 + (random.NextDouble() * 0.8)), height * (0.14 + (random.NextDouble() * 0.2)));
        var towerX = width * (0.12 + (random.NextDouble() * 0.76));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var grain = (random.NextDouble() - 0.5) * 0.05;
                var colour = At(x, y);
                picture[x, y] = new Colour(colour.Red + grain, colour.Green + grain, colour.Blue + grain);
            }
        }

        return picture;

        Colour At(double x, double y)
        {
            var shore = (height * 0.8) + (Math.Sin((x / 90) + phases[0]) * 16) + (Math.Sin((x / 31) + phases[1]) * 5);
            if (y > shore)
            {
                var blade = Math.Sin((x * 0.9) + (y * 0.35)) * Math.Sin((x * 0.13) + (y * 0.5) + phases[2]);
                return Meadow.Mix(Hill, 0.35 + (blade * 0.25));
            }

            if (Math.Abs(x - towerX) < 13 + ((y - (height * 0.3)) / 14) && y > height * 0.3)
            {
                var lamp = y < height * 0.36;
                return lamp ? Sun : ((int)((y - (height * 0.36)) / 24) % 2 == 0 ? Wall : Stripe).Mix(Hill, x > towerX ? 0.18 : 0);
            }

            var hills = (height * 0.5) - (Math.Sin((x / 120) + phases[3]) * 30) - (Math.Sin((x / 47) + phases[4]) * 12);
            if (y > height * 0.55)
            {
                var wave = Math.Sin((y * 0.55) + (Math.Sin((x / 22) + phases[5]) * 2.2));
                return Sea.Mix(Foam, Math.Max(0, wave - 0.55) * 1.1 * ((y / height) - 0.3));
            }

            if (y > hills)
            {
                return Hill.Mix(Horizon, 0.25 * (1 - ((y - hills) / 120)));
            }

            var distance = Math.Sqrt(((x - sunX) * (x - sunX)) + ((y - sunY) * (y - sunY)));
            var glow = Math.Clamp(1.4 - (distance / 34), 0, 1);
            return Sky.Mix(Horizon, Math.Clamp(y / (height * 0.5), 0, 1)).Mix(Sun, glow);
        }
    }
}
