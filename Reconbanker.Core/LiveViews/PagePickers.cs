using System.Text.Json;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>The field of a page that the person in control may fill with a picker of their own: the one that they clicked last.</summary>
internal sealed class PagePickers
{
    /// <summary>A page can ask only in answer to a person: so soon after a press or a key of theirs.</summary>
    public static readonly TimeSpan AfterInput = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly PageFrames _frames;
    private readonly TimeProvider _clock;
    private long? _inputAt;
    private PickerField? _open;

    public PagePickers(PageFrames frames, TimeProvider clock)
    {
        (_frames, _clock) = (frames, clock);
        frames.Called += OnCalled;
    }

    public event Action? Changed;

    public PickerField? Open
    {
        get
        {
            lock (_gate)
            {
                return _open;
            }
        }
    }

    /// <summary>The person goes on in the page itself, which may bring another picker.</summary>
    public void OnInput(ViewerInput input)
    {
        if (input is ViewerInput.Mouse { Action: MouseAction.Down } or ViewerInput.Touch { Action: TouchAction.Start }
            or ViewerInput.Text or ViewerInput.Composition or ViewerInput.Paste
            or ViewerInput.Key { IsDown: true, Name: not ("Shift" or "Control" or "Alt" or "Meta") })
        {
            if (input is ViewerInput.Mouse or ViewerInput.Touch or ViewerInput.Key { Name: "Enter" or " " or "F4" or "ArrowDown" })
            {
                _frames.Hear();
            }

            Set(null, isInput: true);
        }
    }

    /// <returns>False if this field is not the open one any more.</returns>
    public bool TryTake(PickerField field)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_open, field))
            {
                return false;
            }
        }

        Close();
        return true;
    }

    public void Close() => Set(null, isInput: false);

    private void OnCalled(CdpPage session, JsonElement call)
    {
        if (PickerField.Read(session, call) is { } field)
        {
            lock (_gate)
            {
                if (_inputAt is not { } at || _clock.GetElapsedTime(at) > AfterInput)
                {
                    return;
                }
            }

            Set(field, isInput: false);
        }
    }

    private void Set(PickerField? field, bool isInput)
    {
        lock (_gate)
        {
            _inputAt = isInput ? _clock.GetTimestamp() : null;
            if (_open is null && field is null)
            {
                return;
            }

            _open = field;
        }

        Changed?.Invoke();
    }
}
