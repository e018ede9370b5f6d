using System.Diagnostics;

namespace Reconbanker.Benchmarks.Pipeline;

/// <summary>By how much the process grows while something runs, whatever of it is given back meanwhile.</summary>
internal static class MemoryGrowth
{
    private const int Megabyte = 1024 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <returns>Megabytes from the working set before to its highest.</returns>
    public static async Task<long> OfAsync(Func<Task> work, CancellationToken stop)
    {
        GC.Collect();
        var before = WorkingSet();
        var most = before;
        var working = Task.Run(work, stop); // what SQLite does holds its caller
        while (!working.IsCompleted)
        {
            most = Math.Max(most, WorkingSet());
            await Task.WhenAny(working, Task.Delay(BetweenLooks, TimeProvider.System, stop));
        }

        await working;
        return (Math.Max(most, WorkingSet()) - before) / Megabyte;
    }

    private static long WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
