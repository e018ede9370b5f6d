using System.Globalization;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>Turns inputs into DevTools commands, knows what is held, and lets go of it. Used by one thread at a time.</summary>
internal sealed class InputWriter(CdpPage page, Captures captures)
{
    /// <summary>Characters up to which a text is typed one by one; longer ones are no codes, and no work of a hand.</summary>
    private const int LongestTyped = 64;

    private readonly Dictionary<string, ViewerInput.Key> _heldKeys = [];
    private PointerButtons _held;
    private bool _isTouched;
    private TaskCompletionSource? _hold;
    private Task _click = Task.CompletedTask;
    private Task _key = Task.CompletedTask;
    private double _x;
    private double _y;

    /// <summary>
    /// Ends when what was sent may be followed by this input. Keys go to where the focus is, and a click into a frame that has a process of
    /// its own moves it there only when that process has handled it.
    /// </summary>
    public Task BeforeAsync(ViewerInput input) => input switch
    {
        ViewerInput.Key { IsDown: true } or ViewerInput.Text or ViewerInput.Composition or ViewerInput.Paste => _click,
        ViewerInput.Handled => Task.WhenAll(_click, _key),
        _ => Task.CompletedTask,
    };

    public void Write(ViewerInput input)
    {
        switch (input)
        {
            case ViewerInput.Mouse mouse:
                Write(mouse);
                break;
            case ViewerInput.Touch touch:
                Write(touch);
                break;
            case ViewerInput.Wheel wheel:
                OnPointed(page.Send("Input.dispatchMouseEvent", new()
                {
                    ["type"] = "mouseWheel",
                    ["x"] = wheel.X,
                    ["y"] = wheel.Y,
                    ["deltaX"] = wheel.DeltaX,
                    ["deltaY"] = wheel.DeltaY,
                    ["modifiers"] = (int)wheel.Modifiers,
                }));
                break;
            case ViewerInput.Key key:
                Write(key);
                break;
            case ViewerInput.Text { Value.Length: <= LongestTyped } text:
                Type(text.Value);
                break;
            case ViewerInput.Text text:
                SecretInput.Insert(page, text.Value);
                break;
            case ViewerInput.Composition composition:
                SecretInput.Compose(page, composition.Value);
                break;
            case ViewerInput.Paste { IsWhole: true, Value.Length: <= LongestTyped } paste:
                Type(paste.Value.Trim()); // a code copied out of a message brings spaces and a line end along
                break;
            case ViewerInput.Paste paste:
                SecretInput.Insert(page, paste.Value);
                break;
            case ViewerInput.Fill fill:
                fill.Field.Fill(fill.Value);
                break;
            case ViewerInput.LetGo:
                LetGo();
                break;
            case ViewerInput.Handled handled:
                handled.Reached.TrySetResult();
                break;
        }
    }

    /// <summary>Releases every button and key that is held: left down, they would spoil whatever comes next.</summary>
    public void LetGo()
    {
        foreach (var key in _heldKeys.Values)
        {
            SendKey("keyUp", key with { Typed = null, Modifiers = KeyModifiers.None });
        }

        _heldKeys.Clear();
        if (_isTouched)
        {
            SendTouch("touchCancel");
        }

        foreach (var button in new[] { PointerButton.Left, PointerButton.Middle, PointerButton.Right })
        {
            if (_held.HasFlag(Flag(button)))
            {
                _held &= ~Flag(button);
                SendMouse("mouseReleased", new(MouseAction.Up, _x, _y, 0, button));
            }
        }
    }

    private void Write(ViewerInput.Mouse mouse)
    {
        switch (mouse.Action)
        {
            case MouseAction.Down when mouse.Button != PointerButton.None:
                if (Math.Abs(mouse.X - _x) >= 1 || Math.Abs(mouse.Y - _y) >= 1) // a press is told in whole pixels, a move is not
                {
                    SendMouse("mouseMoved", mouse with { Button = Dragging() }); // a tap comes from nowhere; pages want to see it coming
                }

                _held |= Flag(mouse.Button);
                SendMouse("mousePressed", mouse);
                break;
            case MouseAction.Up when _held.HasFlag(Flag(mouse.Button)) && mouse.Button != PointerButton.None:
                _held &= ~Flag(mouse.Button);
                SendMouse("mouseReleased", mouse);
                break;
            case MouseAction.Move:
                if ((_held & ~mouse.Buttons) != PointerButtons.None)
                {
                    LetGo(); // the release happened where the viewer could not see it
                }

                SendMouse("mouseMoved", mouse with { Button = Dragging() });
                break;
        }
    }

    private void Write(ViewerInput.Touch touch)
    {
        switch (touch.Action)
        {
            case TouchAction.Start:
                LetGo();
                SendTouch("touchStart", (touch.X, touch.Y));
                break;
            case TouchAction.Move when _isTouched:
                SendTouch("touchMove", (touch.X, touch.Y));
                break;
            case TouchAction.End when _isTouched:
                SendTouch("touchEnd");
                break;
            case TouchAction.Cancel when _isTouched:
                SendTouch("touchCancel");
                break;
        }
    }

    private void Write(ViewerInput.Key key)
    {
        if (key.IsDown)
        {
            _heldKeys[key.Code] = key;
            SendKey(key.Typed is null ? "rawKeyDown" : "keyDown", key);
        }
        else if (_heldKeys.Remove(key.Code))
        {
            SendKey("keyUp", key with { Typed = null });
        }
    }

    /// <summary>Inserts one character at a time: a row of fields of one character each would keep only the first of a whole text.</summary>
    private void Type(string text)
    {
        var characters = StringInfo.GetTextElementEnumerator(text);
        while (characters.MoveNext())
        {
            SecretInput.Insert(page, characters.GetTextElement());
        }
    }

    private void SendMouse(string type, ViewerInput.Mouse mouse)
    {
        (_x, _y) = (mouse.X, mouse.Y);
        var reply = page.Send("Input.dispatchMouseEvent", new()
        {
            ["type"] = type,
            ["x"] = mouse.X,
            ["y"] = mouse.Y,
            ["button"] = mouse.Button.ToString().ToLowerInvariant(),
            ["buttons"] = (int)_held, // a drag whose moves say that nothing is held drags nothing
            ["clickCount"] = mouse.Action == MouseAction.Move || type == "mouseMoved" ? 0 : mouse.Clicks,
            ["modifiers"] = (int)mouse.Modifiers,
        });
        _click = type == "mouseMoved" ? _click : reply;
        OnPointed(reply);
    }

    private void SendTouch(string type, params ReadOnlySpan<(double X, double Y)> fingers)
    {
        _isTouched = fingers.Length > 0;
        var reply = page.Send("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = fingers.ToArray().Select(finger => new Dictionary<string, object> { ["x"] = finger.X, ["y"] = finger.Y }).ToArray(),
        });
        _click = type == "touchMove" ? _click : reply;
        OnPointed(reply);
    }

    private void OnPointed(Task reply)
    {
        captures.OnSent(reply);
        if (_held == PointerButtons.None && !_isTouched)
        {
            _hold?.SetResult();
            _hold = null;
        }
        else if (_hold is null)
        {
            _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
            captures.OnSent(_hold.Task);
        }
    }

    private void SendKey(string type, ViewerInput.Key key)
    {
        var command = new Dictionary<string, object>
        {
            ["type"] = type,
            ["key"] = key.Name,
            ["code"] = key.Code,
            ["windowsVirtualKeyCode"] = key.VirtualKey,
            ["modifiers"] = (int)key.Modifiers,
            ["autoRepeat"] = key.IsRepeat,
        };
        if (key.Typed is { } text)
        {
            command["text"] = text;
            command["unmodifiedText"] = text;
        }

        _key = SecretInput.Press(page, command);
    }

    private PointerButton Dragging() =>
        _held.HasFlag(PointerButtons.Left) ? PointerButton.Left
        : _held.HasFlag(PointerButtons.Right) ? PointerButton.Right
        : _held.HasFlag(PointerButtons.Middle) ? PointerButton.Middle
        : PointerButton.None;

    private static PointerButtons Flag(PointerButton button) => button switch
    {
        PointerButton.Left => PointerButtons.Left,
        PointerButton.Right => PointerButtons.Right,
        PointerButton.Middle => PointerButtons.Middle,
        _ => PointerButtons.None,
    };
}
