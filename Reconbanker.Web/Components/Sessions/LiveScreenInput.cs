using Microsoft.JSInterop;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>
/// What the canvas's script calls. Every method only hands on and returns: calls of one window are handled in their order, and a slow one
/// would hold up the window's user interface. A window can say anything, also what no person does.
/// </summary>
/// <param name="report">Hears of inputs that the page did not get.</param>
/// <param name="tell">Says something to the person for a moment.</param>
internal sealed class LiveScreenInput(Viewer viewer, Action<InputOutcome> report, Action<string> tell)
{
    private const int LongestPath = 64;
    private const double FarOff = 100_000;

    /// <summary>A press on the picture while nobody is in control takes control, and does no more than that.</summary>
    [JSInvokable]
    public void Mouse(MouseAction action, double x, double y, long frame, int button, int buttons, int modifiers, int clicks)
    {
        var input = new ViewerInput.Mouse(
            action, Spot(x), Spot(y), frame, ButtonOf(button), Held(buttons), (KeyModifiers)(modifiers & 15), Math.Clamp(clicks, 1, 3));
        if (Send(input) == InputOutcome.NotInControl && action == MouseAction.Down && viewer.Control == ControlState.Free)
        {
            viewer.TakeControl();
        }
    }

    /// <param name="path">Where the mouse has been since the last call, x and y by turns; more than one spot only while a button is held.</param>
    [JSInvokable]
    public void Move(double[] path, long frame, int buttons, int modifiers)
    {
        foreach (var spot in path.Chunk(2).Where(spot => spot.Length == 2).Take(LongestPath))
        {
            Send(new ViewerInput.Mouse(
                MouseAction.Move, Spot(spot[0]), Spot(spot[1]), frame, PointerButton.None, Held(buttons), (KeyModifiers)(modifiers & 15)));
        }
    }

    [JSInvokable]
    public void Touch(TouchAction action, double x, double y, long frame) => Send(new ViewerInput.Touch(action, Spot(x), Spot(y), frame));

    [JSInvokable]
    public void Wheel(double x, double y, double deltaX, double deltaY, int modifiers) =>
        Send(new ViewerInput.Wheel(Spot(x), Spot(y), Spot(deltaX), Spot(deltaY), (KeyModifiers)(modifiers & 15)));

    [JSInvokable]
    public void Key(bool isDown, string? key, string? code, int virtualKey, string? typed, int modifiers, bool isRepeat) =>
        Send(new ViewerInput.Key(isDown, key ?? "", code ?? "", virtualKey, typed, (KeyModifiers)(modifiers & 15), isRepeat));

    [JSInvokable]
    public void Text(string? text) => Send(new ViewerInput.Text(text ?? ""));

    /// <param name="text">What is being composed; empty when it was given up.</param>
    [JSInvokable]
    public void Composition(string? text) => Send(new ViewerInput.Composition(text ?? ""));

    /// <param name="isWhole">False for a part of a long text.</param>
    [JSInvokable]
    public void Paste(string? text, bool isWhole) => Send(new ViewerInput.Paste(text ?? "", isWhole));

    [JSInvokable]
    public void NotPasted() => tell(LiveScreenTexts.NotPasted);

    /// <returns>What is selected in the page, for the clipboard; null if there is nothing to copy, which is said.</returns>
    [JSInvokable]
    public async Task<string?> Copy()
    {
        var selection = await viewer.ReadSelectionAsync(CancellationToken.None);
        if (selection.Text is null)
        {
            tell(selection.IsSecret ? LiveScreenTexts.CopySecret : LiveScreenTexts.CopyNothing);
        }

        return selection.Text;
    }

    [JSInvokable]
    public void Copied(bool isCopied) => tell(isCopied ? LiveScreenTexts.Copied : LiveScreenTexts.CopyFailed);

    [JSInvokable]
    public void LetGo() => Send(new ViewerInput.LetGo());

    /// <param name="width">Pixels of the screen, not CSS pixels; 0 while nothing of it is visible.</param>
    [JSInvokable]
    public void Shown(int width) => viewer.ShownWidth = width;

    /// <inheritdoc cref="ScreenRoom"/>
    [JSInvokable]
    public void Room(double width, double height, double scale, bool isTouched) => viewer.Room = new(width, height, scale, isTouched);

    private InputOutcome Send(ViewerInput input)
    {
        var outcome = viewer.Send(input);
        if (outcome != InputOutcome.Accepted)
        {
            report(outcome);
        }

        return outcome;
    }

    /// <summary>What is no number cannot be told to the browser.</summary>
    private static double Spot(double value) => double.IsFinite(value) ? Math.Clamp(value, -FarOff, FarOff) : 0;

    private static PointerButtons Held(int buttons) => (PointerButtons)(buttons & 7);

    /// <param name="button">As in <c>MouseEvent.button</c>; the buttons for back and forward stay out of the bank's page.</param>
    private static PointerButton ButtonOf(int button) => button switch
    {
        0 => PointerButton.Left,
        1 => PointerButton.Middle,
        2 => PointerButton.Right,
        _ => PointerButton.None,
    };
}
