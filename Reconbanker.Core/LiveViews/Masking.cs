using System.Threading.Channels;

namespace Reconbanker.Core.LiveViews;

/// <summary>Keeps all windows masked as long as somebody looks who may not see what is entered and amounts.</summary>
internal sealed class Masking : IAsyncDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _closed = new();
    private readonly Func<bool> _isNeeded;
    private readonly Func<IReadOnlyList<PageMask>> _masks;
    private readonly TimeProvider _clock;
    private readonly Task _running;

    /// <param name="masks">Of the windows that are there now.</param>
    public Masking(Func<bool> isNeeded, Func<IReadOnlyList<PageMask>> masks, TimeProvider clock)
    {
        (_isNeeded, _masks, _clock) = (isNeeded, masks, clock);
        _running = RunAsync();
    }

    /// <summary>People or windows came or went, or may do other things than before.</summary>
    public void Look() => _wake.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        _wake.Writer.TryComplete();
        await _closed.CancelAsync();
        await _running;
        _closed.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var _ in _wake.Reader.ReadAllAsync(_closed.Token))
            {
                if (!await AdjustAsync())
                {
                    await Task.Delay(TryAgainAfter, _clock, _closed.Token);
                    Look();
                }
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The view has ended.
        }
    }

    /// <returns>False if some page does not answer.</returns>
    private async Task<bool> AdjustAsync()
    {
        var isNeeded = _isNeeded();
        var isDone = true;
        foreach (var mask in _masks().Where(mask => mask.IsOn != isNeeded))
        {
            if (isNeeded)
            {
                isDone &= await mask.PutOnAsync(_closed.Token);
            }
            else
            {
                await mask.TakeOffAsync(_closed.Token);
            }
        }

        return isDone;
    }
}
