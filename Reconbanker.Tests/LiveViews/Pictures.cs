using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Tests.LiveViews;

/// <summary>What is in a picture.</summary>
internal static class Pictures
{
    /// <param name="anyPage">A page of a browser that can decode it.</param>
    public static async Task<int[]> ColourAsync(IPage anyPage, ScreenFrame frame, int x, int y)
    {
        var reader = await anyPage.Context.NewPageAsync();
        var colour = await reader.EvaluateAsync<int[]>(
            """
            async ([jpeg, x, y]) => {
              const bitmap = await createImageBitmap(await (await fetch('data:image/jpeg;base64,' + jpeg)).blob());
              const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
              canvas.drawImage(bitmap, 0, 0);
              return [...canvas.getImageData(x, y, 1, 1).data].slice(0, 3);
            }
            """,
            new object[] { Convert.ToBase64String(frame.Jpeg), x, y });
        await reader.CloseAsync();
        return colour;
    }

    /// <returns>How light the darkest pixel of a spot is, 0 to 255.</returns>
    public static Task<double> DarkestAsync(IPage anyPage, ScreenFrame frame, Spot spot) =>
        MeasureAsync(anyPage, [frame], spot, "lights => Math.min(...lights[0])");

    /// <returns>How much lighter or darker two pictures are from each other in a spot, on average, 0 to 255.</returns>
    public static Task<double> DifferenceAsync(IPage anyPage, ScreenFrame one, ScreenFrame other, Spot spot) =>
        MeasureAsync(anyPage, [one, other], spot, "lights => lights[0].reduce((sum, light, i) => sum + Math.abs(light - lights[1][i]), 0) / lights[0].length");

    private static async Task<double> MeasureAsync(IPage anyPage, ScreenFrame[] frames, Spot spot, string measure)
    {
        var reader = await anyPage.Context.NewPageAsync();
        var measured = await reader.EvaluateAsync<double>(
            $$"""
            async ([jpegs, x, y, width, height]) => {
              const lights = [];
              for (const jpeg of jpegs) {
                const bitmap = await createImageBitmap(await (await fetch('data:image/jpeg;base64,' + jpeg)).blob());
                const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
                canvas.drawImage(bitmap, 0, 0);
                const pixels = canvas.getImageData(x, y, width, height).data;
                lights.push(Array.from({ length: width * height }, (_, i) => (pixels[4 * i] + pixels[4 * i + 1] + pixels[4 * i + 2]) / 3));
              }
              return ({{measure}})(lights);
            }
            """,
            new object[] { frames.Select(frame => Convert.ToBase64String(frame.Jpeg)).ToArray(), spot.X, spot.Y, spot.Width, spot.Height });
        await reader.CloseAsync();
        return measured;
    }

    /// <summary>Waits for a picture with a colour in it.</summary>
    public static async Task ShowsAsync(IPage anyPage, Window window, int x, int y, int[] colour)
    {
        int[] seen = [];
        for (var attempt = 0; attempt < 50 && !Matches(); attempt++)
        {
            seen = await ColourAsync(anyPage, window.Last!, x, y);
        }

        Matches().Should().BeTrue($"the picture must show {string.Join(',', colour)}, not {string.Join(',', seen)}");

        bool Matches() => seen.Length == 3 && seen.Zip(colour).All(pair => Math.Abs(pair.First - pair.Second) < 8);
    }
}

/// <summary>A part of a picture, in its pixels.</summary>
internal sealed record Spot(int X, int Y, int Width, int Height);
