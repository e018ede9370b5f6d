using Microsoft.Playwright;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Pictures of a page at rest that are as fine as the page is drawn, where the cast's are not: Chromium casts one pixel for each of the
/// page's own, and a phone shows four or nine.
/// </summary>
internal sealed class Stills(Captures captures, TimeProvider clock) : IAsyncDisposable
{
    private const int Quality = 85;

    /// <summary>Pictures that the cast sends because one was taken: what it sent before, drawn again, or once in a while the fine one.</summary>
    private const int MostEchoes = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A blinking cursor makes two pictures a second, which is enough.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closed = new();
    private SourceFrame? _last;
    private Task _taking = Task.CompletedTask;
    private int _forgotten;
    private int _echoes;
    private bool _isWanted;
    private bool _isBehind;

    /// <summary>Raised on any thread, with a picture that takes the place of the cast's last one.</summary>
    public event Action<SourceFrame>? Arrived;

    /// <summary>Whether the page is drawn finer than it is cast.</summary>
    public bool IsOn { get; set; }

    /// <summary>Another page is shown, or the same at another size: nothing that came, or is being taken, is of use.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            (_last, _isBehind) = (null, false);
            _forgotten++;
        }
    }

    /// <summary>Whether the picture that the cast has sent may have come only because one was taken. Asked once for each.</summary>
    public bool IsEcho()
    {
        lock (_gate)
        {
            var isEcho = _echoes > 0;
            _echoes -= isEcho ? 1 : 0;
            return isEcho;
        }
    }

    /// <summary>A picture of the cast has come.</summary>
    /// <param name="isCalm">Whether the page is at rest: a finer one follows then.</param>
    /// <returns>Whether that makes it needless: it is not to be shown.</returns>
    public bool Replaces(SourceFrame frame, bool isCalm)
    {
        lock (_gate)
        {
            if (!IsOn)
            {
                return false;
            }

            if (!_isBehind && _last is { } last && (IsFine(frame) || frame.Jpeg.AsSpan().SequenceEqual(last.Jpeg)))
            {
                return true; // an echo
            }

            var isFirst = _last is null;
            (_last, _isBehind) = (frame, !isCalm);
            if (isCalm)
            {
                Take();
            }

            return isCalm && !isFirst;
        }
    }

    /// <summary>The page is at rest: takes one of what the cast showed last, if that is all that is shown.</summary>
    public void CatchUp()
    {
        lock (_gate)
        {
            if (IsOn && _isBehind)
            {
                _isBehind = false;
                Take();
            }
        }
    }

    /// <summary>Whether one that was taken still shows what is there.</summary>
    public bool IsCurrent(SourceFrame still)
    {
        lock (_gate)
        {
            return !_isBehind && _last is { } last && (last.Width, last.Height) == (still.Width, still.Height);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        Task taking;
        lock (_gate)
        {
            taking = _taking;
        }

        await taking;
        _closed.Dispose();
    }

    private void Take()
    {
        if (!_isWanted)
        {
            _isWanted = true;
            _taking = TakeAsync(_taking);
        }
    }

    private async Task TakeAsync(Task before)
    {
        await Task.Yield(); // out of the lock of whoever asks
        await before;
        try
        {
            if (Next(out var forgotten) is { } frame)
            {
                var still = await ShootAsync(frame);
                if (forgotten == Volatile.Read(ref _forgotten))
                {
                    Arrived?.Invoke(still);
                }

                await Task.Delay(Between, clock, _closed.Token);
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page is being left.
        }
    }

    /// <summary>What changes from here on needs another.</summary>
    private SourceFrame? Next(out int forgotten)
    {
        lock (_gate)
        {
            _isWanted = false;
            forgotten = _forgotten;
            _echoes = MostEchoes;
            return _closed.IsCancellationRequested ? null : _last;
        }
    }

    private async Task<SourceFrame> ShootAsync(SourceFrame frame)
    {
        try
        {
            return frame with { Jpeg = await captures.TakeAsync(Quality, Patience, _closed.Token) };
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return frame; // hung or going away: the cast's own is better than none
        }
    }

    /// <summary>Whether a picture has more pixels across than the page has of its own.</summary>
    private static bool IsFine(SourceFrame frame)
    {
        var jpeg = frame.Jpeg.AsSpan();
        for (var at = 2; at + 9 < jpeg.Length && jpeg[at] == 0xff; at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]))
        {
            if (jpeg[at + 1] is >= 0xc0 and <= 0xc2)
            {
                return ((jpeg[at + 7] << 8) | jpeg[at + 8]) > frame.Width + 1;
            }
        }

        return false;
    }
}
