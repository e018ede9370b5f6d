using System.Text.Json;
using Microsoft.Playwright;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>A window of the operator's that shows a peer, and the hand in it.</summary>
internal sealed class OperatorWindow(IPage page, ICDPSession hand) : IAsyncDisposable
{
    private static readonly TimeSpan Holding = TimeSpan.FromMilliseconds(40);

    private readonly Random _dice = new(1);
    private (double Left, double Top, double Scale, double Height) _picture;

    public IPage Page { get; } = page;

    /// <summary>Waits for the first picture, and finds out where it is.</summary>
    /// <returns>Milliseconds from the opening of the window to the picture: to any, and to the one that can be acted in.</returns>
    public async Task<(double Seen, double Live)> SeeAsync()
    {
        await Page.WaitForFunctionAsync("() => probe.first > 0");
        await LocateAsync();
        var moments = await Page.EvaluateAsync<double[]>("() => [probe.seen, probe.first]");
        return (moments[0], moments[1]);
    }

    public async Task LocateAsync()
    {
        var box = await Page.EvaluateAsync<double[]>(
            """
            () => {
              const c = [...document.querySelectorAll('canvas')].find(c => c.width > 300 && c.height > 150);
              c.scrollIntoView({ block: 'center' });
              const box = c.getBoundingClientRect();
              return [box.left, box.top, box.width, box.height];
            }
            """);
        _picture = (box[0], box[1], box[2] / TargetPage.Width, box[3]);
    }

    /// <summary>CSS pixels that the picture takes.</summary>
    public (int Width, int Height) PictureSize => ((int)Math.Round(_picture.Scale * TargetPage.Width), (int)Math.Round(_picture.Height));

    public Task BeginAsync() => Page.EvaluateAsync(Probe.Begin);

    public Task<Reading> EndAsync() => Page.EvaluateAsync<Reading>(Probe.End);

    /// <summary>Goes somewhere, rests there as a hand does, presses, and sees the picture change.</summary>
    public async Task ClickAsync(CancellationToken stop)
    {
        var (x, y) = await MoveAsync();
        await PauseAsync(_dice.Next(120, 250), stop);
        await PressAsync(x, y, stop);
        await SeenAsync(stop);
    }

    /// <summary>Sweeps over the picture and presses at the end without a rest.</summary>
    public async Task SweepAsync(int moves, CancellationToken stop)
    {
        var (x, y) = Aim(300, 300);
        var sent = new List<Task<JsonElement?>>();
        for (var i = 1; i <= moves; i++)
        {
            (x, y) = Aim(300 + i, 300 + (i / 3.0));
            sent.Add(MouseAsync("mouseMoved", x, y));
        }

        await PressAsync(x, y, stop);
        await Task.WhenAll(sent);
        await SeenAsync(stop);
    }

    /// <param name="key">A lower-case letter.</param>
    public async Task TypeAsync(char key, CancellationToken stop)
    {
        var command = new Dictionary<string, object>
        {
            ["type"] = "keyDown",
            ["key"] = key.ToString(),
            ["code"] = $"Key{char.ToUpperInvariant(key)}",
            ["windowsVirtualKeyCode"] = (int)char.ToUpperInvariant(key),
            ["text"] = key.ToString(),
        };
        await hand.SendAsync("Input.dispatchKeyEvent", command);
        await Task.Delay(Holding, TimeProvider.System, stop);
        command["type"] = "keyUp";
        command.Remove("text");
        await hand.SendAsync("Input.dispatchKeyEvent", command);
    }

    /// <summary>Presses a key that the page counts, and sees the picture change.</summary>
    public async Task CountedKeyAsync(CancellationToken stop)
    {
        await PauseAsync(_dice.Next(120, 250), stop);
        await TypeAsync('a', stop);
        await SeenAsync(stop);
    }

    public static Task PauseAsync(int milliseconds, CancellationToken stop) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, stop);

    public async ValueTask DisposeAsync() => await Page.CloseAsync();

    private async Task<(double X, double Y)> MoveAsync()
    {
        var (x, y) = Aim(_dice.Next(300, 900), _dice.Next(300, 500));
        await MouseAsync("mouseMoved", x, y);
        return (x, y);
    }

    private async Task PressAsync(double x, double y, CancellationToken stop)
    {
        await MouseAsync("mousePressed", x, y);
        await Task.Delay(Holding, TimeProvider.System, stop);
        await MouseAsync("mouseReleased", x, y);
    }

    // Patient, for what shows after the next input would be taken for its; an input that never shows is left to the next one, which forgets it.
    private async Task SeenAsync(CancellationToken stop)
    {
        for (var looks = 0; looks < 200 && await Page.EvaluateAsync<bool>("() => probe.pending !== null"); looks++)
        {
            await PauseAsync(50, stop);
        }
    }

    private Task<JsonElement?> MouseAsync(string type, double x, double y) => hand.SendAsync("Input.dispatchMouseEvent", new()
    {
        ["type"] = type,
        ["x"] = x,
        ["y"] = y,
        ["button"] = type == "mouseMoved" ? "none" : "left",
        ["buttons"] = type == "mousePressed" ? 1 : 0,
        ["clickCount"] = type == "mouseMoved" ? 0 : 1,
    });

    private (double X, double Y) Aim(double x, double y) => (_picture.Left + (x * _picture.Scale), _picture.Top + (y * _picture.Scale));
}
