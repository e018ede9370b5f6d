namespace Reconbanker.Core.LiveViews;

public enum MouseAction { Down, Up, Move }

public enum TouchAction { Start, Move, End, Cancel }

public enum PointerButton { None, Left, Middle, Right }

/// <summary>The buttons of a mouse that are held, with the values that browsers use.</summary>
[Flags]
public enum PointerButtons { None = 0, Left = 1, Right = 2, Middle = 4 }

/// <summary>The modifier keys that are held, with the values that Chromium uses.</summary>
[Flags]
public enum KeyModifiers { None = 0, Alt = 1, Control = 2, Meta = 4, Shift = 8 }

/// <summary>Something that an operator does to the bank's page. Coordinates are CSS pixels of the page's viewport.</summary>
public abstract record ViewerInput
{
    private ViewerInput() { }

    /// <param name="Frame">Sequence of the picture that was on the operator's screen.</param>
    /// <param name="Button">What was pressed or released; none for a move.</param>
    /// <param name="Buttons">What is held after the event.</param>
    /// <param name="Clicks">1 for a click, 2 for the second press of a double click.</param>
    public sealed record Mouse(
        MouseAction Action, double X, double Y, long Frame,
        PointerButton Button = PointerButton.None, PointerButtons Buttons = PointerButtons.None,
        KeyModifiers Modifiers = KeyModifiers.None, int Clicks = 1)
        : ViewerInput;

    /// <summary>A finger on the page, for a page at the size of a device with fingers. There is one; two move the picture and not the page.</summary>
    /// <param name="Frame">Sequence of the picture that was on the operator's screen.</param>
    public sealed record Touch(TouchAction Action, double X, double Y, long Frame) : ViewerInput;

    /// <param name="DeltaX">CSS pixels; positive scrolls to the right.</param>
    /// <param name="DeltaY">CSS pixels; positive scrolls down.</param>
    public sealed record Wheel(double X, double Y, double DeltaX, double DeltaY, KeyModifiers Modifiers = KeyModifiers.None) : ViewerInput;

    /// <param name="Name">What the key means, as in <c>KeyboardEvent.key</c>: "a", "Enter".</param>
    /// <param name="Code">Which key it is, as in <c>KeyboardEvent.code</c>: "KeyA", "Enter".</param>
    /// <param name="VirtualKey">The Windows virtual key, as in <c>KeyboardEvent.keyCode</c>; without it Backspace does nothing.</param>
    /// <param name="Typed">What it types; null for keys that type nothing, and always on release.</param>
    public sealed record Key(
        bool IsDown, string Name, string Code, int VirtualKey, string? Typed = null,
        KeyModifiers Modifiers = KeyModifiers.None, bool IsRepeat = false)
        : ViewerInput
    {
        public override string ToString() => nameof(Key); // keys are secrets
    }

    /// <summary>What no single key types: accents, other scripts, a phone's keyboard. Typed character by character.</summary>
    /// <param name="IsAimed">Whether the field that it is for has been looked up, and not only seen in a picture.</param>
    public sealed record Text(string Value, bool IsAimed = false) : ViewerInput
    {
        public override string ToString() => nameof(Text);
    }

    /// <summary>What is being composed, and may still become something else; an empty one was given up. <see cref="Text"/> takes its place.</summary>
    public sealed record Composition(string Value) : ViewerInput
    {
        public override string ToString() => nameof(Composition);
    }

    /// <summary>What the operator pasted. Short texts are typed character by character, for fields of one character each.</summary>
    /// <param name="IsWhole">False for a part of a long text: what seems short is only its end.</param>
    public sealed record Paste(string Value, bool IsWhole = true) : ViewerInput
    {
        public override string ToString() => nameof(Paste);
    }

    /// <summary>What the operator chose for a field with a picker.</summary>
    public sealed record Fill(PickerField Field, string Value) : ViewerInput
    {
        public override string ToString() => nameof(Fill);
    }

    /// <summary>The operator's hands are off: whatever is held is released.</summary>
    public sealed record LetGo : ViewerInput;

    /// <summary>None of anybody's: it tells when its turn has come, after the page has handled all before it.</summary>
    internal sealed record Handled(TaskCompletionSource Reached) : ViewerInput;
}

/// <summary>What became of an input.</summary>
public enum InputOutcome
{
    /// <summary>On its way to the page.</summary>
    Accepted,

    /// <summary>The viewer is not in control.</summary>
    NotInControl,

    /// <summary>No human is needed now: viewers only watch.</summary>
    NotNeeded,

    /// <summary>A click on a picture from before the page changed: it might land on something else, so it was dropped.</summary>
    PageChanged,

    /// <summary>The page waits for the answer to a dialog.</summary>
    PageBlocked,

    /// <summary>The page is not the bank's any more.</summary>
    NotTheBank,

    /// <summary>More inputs were waiting than a person can make.</summary>
    TooMany,
}
