using System.Text.Json;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>What is to be told when a person presses it.</summary>
/// <param name="PointOutAsync">Points it out in the page as it is now; false if that failed.</param>
/// <param name="OnPressed">It was pressed, or may have been. Called on any thread.</param>
internal sealed record PressTarget(Func<Task<bool>> PointOutAsync, Action OnPressed);

/// <summary>
/// Tells a session when a person presses what it has pointed out. That is pointed out anew for each press, between its beginning and its end:
/// the page may have changed since.
/// </summary>
internal sealed class PressWatch
{
    // A page that is busy for longer may well do what it was told before we know what that was.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly PageFrames _frames;
    private readonly TimeProvider _clock;
    private Task _pointing = Task.CompletedTask;
    private volatile PressTarget? _target;

    public PressWatch(PageFrames frames, TimeProvider clock)
    {
        (_frames, _clock) = (frames, clock);
        frames.Called += OnCalled;
    }

    /// <summary>Null while nobody wants to know.</summary>
    public PressTarget? Target
    {
        set => _target = value;
    }

    /// <summary>Ends when the input may reach the page. Called for each in its order.</summary>
    public Task BeforeAsync(ViewerInput input)
    {
        switch (input)
        {
            case ViewerInput.Mouse { Action: MouseAction.Down } or ViewerInput.Touch { Action: TouchAction.Start }:
                _pointing = BeforePressAsync();
                return Task.CompletedTask; // it is the release that does something
            case ViewerInput.Mouse { Action: MouseAction.Up } or ViewerInput.Touch { Action: TouchAction.End } or ViewerInput.LetGo:
                return _pointing;
            case ViewerInput.Key { IsDown: true, Name: "Enter" or " " }:
                return BeforePressAsync();
            default:
                return Task.CompletedTask;
        }
    }

    /// <summary>Ends when a press of whatever it be would be told.</summary>
    public async Task BeforePressAsync()
    {
        if (_target is not { } target)
        {
            return;
        }

        var ready = ReadyAsync(target);
        await Task.WhenAny(ready, Task.Delay(Patience, _clock, CancellationToken.None));
        if (!ready.IsCompletedSuccessfully || !await ready)
        {
            target.OnPressed(); // what cannot be known counts as pressed
        }
    }

    private async Task<bool> ReadyAsync(PressTarget target)
    {
        var heard = _frames.HearAsync(PressScript.Tell);
        var isPointedOut = await target.PointOutAsync();
        await heard;
        return isPointedOut;
    }

    private void OnCalled(CdpPage session, JsonElement call)
    {
        if (call.GetProperty("name").GetString() == PressScript.Tell)
        {
            _target?.OnPressed();
        }
    }
}
