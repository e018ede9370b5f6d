using System.Text.Json;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>The shape of the mouse's pointer over a page, as the page wants it.</summary>
internal sealed class PageCursor
{
    private readonly PageFrames _frames;
    private readonly RateLimit _hearing;
    private readonly RateLimit _changes;
    private volatile string _shape = CursorScript.Plain;

    public PageCursor(PageFrames frames, TimeProvider clock)
    {
        _frames = frames;
        _hearing = new(1, TimeSpan.FromMilliseconds(500), clock);
        _changes = new(20, TimeSpan.FromSeconds(1), clock); // several frames, each of which tells ten times
        frames.Called += OnCalled;
    }

    public event Action? Changed;

    /// <summary>One of <see cref="CursorScript.Shapes"/>.</summary>
    public string Shape => _shape;

    /// <summary>New documents are heard soon after the mouse moves in them.</summary>
    public void OnInput(ViewerInput input)
    {
        if (input is ViewerInput.Mouse { Action: MouseAction.Move } && _hearing.TryPass())
        {
            _frames.Hear();
        }
    }

    public void Reset() => Set(CursorScript.Plain);

    private void OnCalled(CdpPage session, JsonElement call)
    {
        if (call.GetProperty("name").GetString() == CursorScript.Tell && call.GetProperty("payload").GetString() is { } shape
            && CursorScript.Shapes.Contains(shape) && _changes.TryPass())
        {
            Set(shape);
        }
    }

    private void Set(string shape)
    {
        if (_shape != shape)
        {
            _shape = shape;
            Changed?.Invoke();
        }
    }
}
