using System.Threading.Channels;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// The one way of inputs into the page: in the order in which they came, one writer, moves of the mouse no more than one a frame, but the
/// whole path of a drag.
/// When it is full, further inputs are refused: a person cannot fill it.
/// </summary>
internal sealed class InputQueue : IAsyncDisposable
{
    private const int Capacity = 1024;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(16);

    // A page that has not handled a click by then hangs. Keys that go on earlier are not handled earlier, but may go to the wrong frame.
    private static readonly TimeSpan ClickPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HandlingTime = TimeSpan.FromSeconds(3);

    private readonly Channel<(Viewer? Viewer, ViewerInput Input)> _waiting =
        Channel.CreateBounded<(Viewer?, ViewerInput)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly InputWriter _writer;
    private readonly Captures _captures;
    private readonly Func<Viewer, ViewerInput, bool> _stillAdmits;
    private readonly PressWatch _presses;
    private readonly TimeProvider _clock;
    private readonly Task _running;
    private (Viewer? Viewer, ViewerInput Input)? _move;
    private long _movedAt;
    private volatile bool _mustLetGo;

    /// <param name="stillAdmits">Asked again for each input that had to wait: control may have gone meanwhile.</param>
    /// <param name="presses">Asked in the order of the inputs whether they may go on.</param>
    public InputQueue(
        InputWriter writer, Captures captures, Func<Viewer, ViewerInput, bool> stillAdmits, PressWatch presses, TimeProvider clock)
    {
        (_writer, _captures, _stillAdmits, _presses, _clock) = (writer, captures, stillAdmits, presses, clock);
        _running = RunAsync();
    }

    /// <returns>False if the queue is full.</returns>
    public bool TryAdd(Viewer viewer, ViewerInput input) => _waiting.Writer.TryWrite((viewer, input));

    /// <summary>Control has gone: what is held is released as soon as possible, even if the queue is full.</summary>
    public void LetGo()
    {
        _mustLetGo = true;
        _waiting.Writer.TryWrite((null, new ViewerInput.LetGo()));
    }

    /// <summary>Ends when the page has handled what came before, as far as it does so in a few seconds.</summary>
    public async Task UntilHandledAsync()
    {
        var handled = new ViewerInput.Handled(new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_waiting.Writer.TryWrite((null, handled)))
        {
            await Task.WhenAny(handled.Reached.Task, Task.Delay(HandlingTime, _clock, CancellationToken.None));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        var more = _waiting.Reader.WaitToReadAsync().AsTask();
        while (true)
        {
            if (_move is not null && !more.IsCompleted)
            {
                await Task.WhenAny(more, Task.Delay(UntilNextMove(), _clock, CancellationToken.None));
                if (!more.IsCompleted)
                {
                    await WriteMoveAsync();
                }
            }

            if (!await more)
            {
                _writer.LetGo();
                return;
            }

            while (_waiting.Reader.TryRead(out var next))
            {
                await WriteAsync(next);
            }

            if (_move is not null && UntilNextMove() == TimeSpan.Zero)
            {
                await WriteMoveAsync();
            }

            more = _waiting.Reader.WaitToReadAsync().AsTask();
        }
    }

    private async Task WriteAsync((Viewer? Viewer, ViewerInput Input) next)
    {
        var before = _writer.BeforeAsync(next.Input);
        if (!before.IsCompleted)
        {
            await Task.WhenAny(before, Task.Delay(ClickPatience, _clock, CancellationToken.None));
        }

        if (_mustLetGo)
        {
            await _presses.BeforeAsync(new ViewerInput.LetGo());
            _mustLetGo = false;
            _move = null;
            await _captures.SendAsync(_writer.LetGo, () => true);
        }

        await _presses.BeforeAsync(next.Input);
        if (next.Input is ViewerInput.Mouse { Action: MouseAction.Move, Buttons: PointerButtons.None })
        {
            _move = next;
            return;
        }

        await WriteMoveAsync();
        await WriteIfAdmittedAsync(next);
    }

    private async Task WriteMoveAsync()
    {
        if (_move is { } move)
        {
            _move = null;
            _movedAt = _clock.GetTimestamp();
            await WriteIfAdmittedAsync(move);
        }
    }

    private Task WriteIfAdmittedAsync((Viewer? Viewer, ViewerInput Input) next) => _captures.SendAsync(
        () => _writer.Write(next.Input), () => next.Viewer is null || _stillAdmits(next.Viewer, next.Input));

    private TimeSpan UntilNextMove()
    {
        var rest = Frame - _clock.GetElapsedTime(_movedAt);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}
