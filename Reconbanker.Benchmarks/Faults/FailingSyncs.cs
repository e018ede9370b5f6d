using Reconbanker.Benchmarks.Crash;
using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Faults;

/// <summary>A disk of which the fsync fails from some call on (F27): the app ends or goes on, and after its next start nothing is lost or doubled.</summary>
internal static class FailingSyncs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly int[] From = [1, 4, 9, 16, 30, 60];

    /// <param name="plan">Of a folder and a receiver.</param>
    public static async Task RunAsync(
        FaultTally tally, Func<string, Uri, ChildPlan> plan, IReadOnlyList<BankRow> bank, string scratch, TextWriter output, CancellationToken stop)
    {
        foreach (var from in From)
        {
            await using var receiver = await EventReceiver.StartAsync(Path.Combine(scratch, $"sync-{from}.log"), EventReceiver.Ok, stop);
            var child = plan(Path.Combine(scratch, $"sync-{from}"), receiver.Url);
            ChildEnd first;
            try
            {
                first = await EndAsync(ChildProcess.Start(
                    child, "strace", "-f", "-qq", "-o", "/dev/null", "-e", "signal=none", "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:error=EIO:when={from}+"), stop);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                await output.WriteLineAsync("There is no strace here: fsync is failed from inside, in dotnet test.");
                return;
            }

            var second = await EndAsync(ChildProcess.Start(child), stop);
            var verdict = second.HasSettled
                ? await Oracle.JudgeAsync(child, bank, receiver, [.. first.Secrets, .. second.Secrets], stop)
                : Verdict.Of($"The app did not come back: {second.ExitCode} {second.Log}");
            tally.Add($"fsync fails from call {from} on of each thread", verdict.Lost, [.. verdict.Faults, .. verdict.Doubled > 0 ? [$"{verdict.Doubled} doubled."] : Array.Empty<string>()]);
        }
    }

    private static async Task<ChildEnd> EndAsync(ChildProcess child, CancellationToken stop)
    {
        using (child)
        {
            return await child.EndAsync(Patience, stop);
        }
    }
}
