using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>Runs the steps of a driver on a page: each is bounded, and no failure of one repeats what the browser said of it.</summary>
/// <param name="timeout">Bound of one step; a browser that does not answer at all is given up a moment later.</param>
internal sealed class PageSteps(TimeSpan timeout, TimeProvider clock, CancellationToken stop)
{
    // The browser's own timeout comes first, since it says more; this much later we stop waiting for the browser itself.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    // A browser that dies closes its pages first; the run ends a moment later, and then says why.
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(3);

    /// <summary>Bound of one step in milliseconds, as Playwright takes it.</summary>
    public float Bound => (float)timeout.TotalMilliseconds;

    /// <summary>Looks again and again until there is something to see, for no longer than a step may take.</summary>
    /// <exception cref="BankStepException">There was nothing in time.</exception>
    public async Task<T> UntilAsync<T>(string step, Func<Task<T?>> look)
        where T : struct
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            if (await look() is { } seen)
            {
                return seen;
            }

            if (clock.GetElapsedTime(began) >= timeout)
            {
                throw new BankStepException(BankStepFailure.NotFound, step);
            }

            await PauseAsync(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Marks all elements that there are now, for our own use; none is fine too.</summary>
    /// <param name="change">What is done to each, <c>e</c>.</param>
    public Task MarkAsync(ILocator elements, string change) =>
        RunAsync($"mark {elements}", () => elements.EvaluateAllAsync<int>($"all => all.map(e => {change}).length"));

    public Task PauseAsync(TimeSpan time) => Task.Delay(time, clock, stop);

    public Task RunAsync(string step, Func<Task> act, BankStepFailure failure = BankStepFailure.NotFound) =>
        RunAsync(
            step,
            async () =>
            {
                await act();
                return true;
            },
            failure);

    /// <param name="step">In words and selectors of the driver only.</param>
    /// <param name="failure">What it means when the browser says that it could not be done.</param>
    /// <exception cref="BankStepException">It failed, or the browser gave no answer.</exception>
    public async Task<T> RunAsync<T>(string step, Func<Task<T>> act, BankStepFailure failure = BankStepFailure.NotFound)
    {
        stop.ThrowIfCancellationRequested();
        var acting = act();
        try
        {
            return await acting.WaitAsync(timeout + Grace, clock, stop);
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            if (IsGone(e))
            {
                await PauseAsync(EndingTime);
            }

            // Nothing of the original goes on: its message may hold what was typed.
            throw new BankStepException(acting.IsCompleted ? failure : BankStepFailure.NoAnswer, step);
        }
        finally
        {
            Observe(acting);
        }
    }

    /// <summary>Whether the page, or all of its browser, closed or crashed meanwhile.</summary>
    private static bool IsGone(Exception e) => e is PlaywrightException
        && (e.Message.Contains("closed", StringComparison.Ordinal) || e.Message.Contains("crashed", StringComparison.Ordinal));

    // A step that was given up fails later, when its browser closes; nobody waits for it then.
    private static void Observe(Task task) =>
        _ = task.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
