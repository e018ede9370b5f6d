using Microsoft.JSInterop;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>
/// What the canvas's script calls. Every method only hands on and returns: calls of one window are handled in their order, and a slow one
/// would hold up the window's user interface.
/// </summary>
internal sealed class LiveScreenInput(Viewer viewer, Action<InputOutcome> report)
{
    /// <summary>A press on the picture while nobody is in control takes control, and does no more than that.</summary>
    [JSInvokable]
    public void Mouse(MouseAction action, double x, double y, long frame, int button, int buttons, int modifiers, int clicks)
    {
        var input = new ViewerInput.Mouse(
            action, x, y, frame, ButtonOf(button), (PointerButtons)(buttons & 7), (KeyModifiers)(modifiers & 15), Math.Clamp(clicks, 1, 3));
        if (Send(input) == InputOutcome.NotInControl && action == MouseAction.Down && viewer.Control == ControlState.Free)
        {
            viewer.TakeControl();
        }
    }

    [JSInvokable]
    public void Wheel(double x, double y, double deltaX, double deltaY, int modifiers) =>
        Send(new ViewerInput.Wheel(x, y, deltaX, deltaY, (KeyModifiers)(modifiers & 15)));

    [JSInvokable]
    public void Key(bool isDown, string key, string code, int virtualKey, string? typed, int modifiers, bool isRepeat) =>
        Send(new ViewerInput.Key(isDown, key, code, virtualKey, typed, (KeyModifiers)(modifiers & 15), isRepeat));

    [JSInvokable]
    public void Text(string text) => Send(new ViewerInput.Text(text));

    [JSInvokable]
    public void Paste(string text) => Send(new ViewerInput.Paste(text));

    [JSInvokable]
    public void LetGo() => Send(new ViewerInput.LetGo());

    /// <param name="width">Pixels of the screen, not CSS pixels; 0 while nothing of it is visible.</param>
    [JSInvokable]
    public void Shown(int width) => viewer.ShownWidth = width;

    private InputOutcome Send(ViewerInput input)
    {
        var outcome = viewer.Send(input);
        if (outcome != InputOutcome.Accepted)
        {
            report(outcome);
        }

        return outcome;
    }

    /// <param name="button">As in <c>MouseEvent.button</c>; the buttons for back and forward stay out of the bank's page.</param>
    private static PointerButton ButtonOf(int button) => button switch
    {
        0 => PointerButton.Left,
        1 => PointerButton.Middle,
        2 => PointerButton.Right,
        _ => PointerButton.None,
    };
}
