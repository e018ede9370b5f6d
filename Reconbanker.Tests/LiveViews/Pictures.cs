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
