using System.Threading.Channels;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Sessions;

/// <summary>What humans hand in to a session that waits for them, and it carries out: one thing at a time, and nothing twice.</summary>
/// <param name="acceptInput">Told false while something is carried out: two hands on one field would mix their characters.</param>
internal sealed class HandedInWork(Action<bool> acceptInput, TimeProvider clock)
{
    // One at a time: a second code is refused while the first is being typed.
    private readonly Channel<Work> _waiting = Channel.CreateBounded<Work>(1);
    private int _isBusy;

    /// <summary>There is something to look at, but nothing to do.</summary>
    public void Wake() => _waiting.Writer.TryWrite(Work.Nothing);

    /// <summary>Has the session do it.</summary>
    /// <param name="busy">The answer while the session does something else.</param>
    /// <param name="tooLate">The answer once nobody waits any more.</param>
    /// <param name="pageChanged">The answer if the page has not got what it takes.</param>
    public async Task<T> DoAsync<T>(Func<Task<T>> act, T busy, T tooLate, T pageChanged)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) == 1)
        {
            return busy;
        }

        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new Work(DoAsync, () => answer.TrySetResult(tooLate));
        return _waiting.Writer.TryWrite(work) ? await answer.Task : tooLate;

        async Task DoAsync()
        {
            var said = tooLate;
            try
            {
                said = await act();
            }
            catch (BankStepException e) when (e.Failure == BankStepFailure.NotFound)
            {
                said = pageChanged;
            }
            finally
            {
                Volatile.Write(ref _isBusy, 0);
                answer.TrySetResult(said);
            }
        }
    }

    /// <summary>Carries out what is handed in within this time. Called by the session that waits.</summary>
    /// <returns>Whether something was.</returns>
    public async Task<bool> CarryOutAsync(TimeSpan within, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var handedIn = _waiting.Reader.WaitToReadAsync(waiting.Token).AsTask();
        var first = await Task.WhenAny(handedIn, Task.Delay(within, clock, waiting.Token));
        await waiting.CancelAsync();
        stop.ThrowIfCancellationRequested();
        if (first != handedIn || !await handedIn || !_waiting.Reader.TryRead(out var work))
        {
            return false;
        }

        if (work == Work.Nothing)
        {
            return true;
        }

        acceptInput(false);
        try
        {
            await work.Do();
        }
        finally
        {
            acceptInput(true);
        }

        return true;
    }

    /// <summary>Nobody waits any more: what is handed in is too late.</summary>
    public void Close()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var late))
        {
            late.Drop();
        }
    }

    /// <param name="Do">Answers whoever handed it in.</param>
    /// <param name="Drop">Answers that it was too late.</param>
    private sealed record Work(Func<Task> Do, Action Drop)
    {
        /// <summary>Wakes the waiting session.</summary>
        public static readonly Work Nothing = new(() => Task.CompletedTask, () => { });
    }
}
