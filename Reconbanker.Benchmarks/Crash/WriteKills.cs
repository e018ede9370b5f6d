using System.Globalization;
using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Kills a child at its N-th write: with strace at a system call, where there is one that may trace; else at a statement or commit.</summary>
internal abstract class WriteKills
{
    /// <summary>For people.</summary>
    public abstract string Way { get; }

    /// <summary>The number of each write that there is; strace counts them thread by thread, so that several have the same.</summary>
    public IReadOnlyList<int> Numbers { get; private set; } = [];

    /// <param name="plan">A child that nothing kills; it is run once, to count.</param>
    /// <param name="call">The system call that is counted, where calls can be.</param>
    public static async Task<WriteKills> PrepareAsync(
        ChildPlan plan, string call, string folder, TextWriter output, TimeSpan patience, CancellationToken stop)
    {
        var strace = new ByStrace(call, Path.Combine(folder, $"{Guid.NewGuid():N}.calls"), output);
        if (await strace.CountAsync(plan, patience, stop))
        {
            return strace;
        }

        var fromInside = new FromInside();
        await fromInside.CountAsync(plan with { Folder = plan.Folder + "-inside" }, patience, stop);
        return fromInside;
    }

    /// <param name="write">One of <see cref="Numbers"/>.</param>
    public abstract ChildProcess Start(ChildPlan plan, int write);

    private sealed class ByStrace(string call, string countFile, TextWriter output) : WriteKills
    {
        // Not with --seccomp-bpf, which is faster, and with which nothing is injected.
        private static readonly string[] Strace = ["strace", "-f", "-qq", "-e", "signal=none"];

        public override string Way => "system call (strace)";

        public override ChildProcess Start(ChildPlan plan, int write) => ChildProcess.Start(
            plan, [.. Strace, "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=SIGKILL:when={write}"]);

        public async Task<bool> CountAsync(ChildPlan plan, TimeSpan patience, CancellationToken stop)
        {
            try
            {
                using var child = ChildProcess.Start(plan, [.. Strace, "-o", countFile, "-e", $"trace={call}"]);
                var end = await child.EndAsync(patience, stop);
                if (!end.HasSettled)
                {
                    await output.WriteLineAsync($"strace cannot be used here: it ended with {end.ExitCode}. {end.Log}");
                    return false;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                await output.WriteLineAsync("There is no strace here.");
                return false;
            }

            // Nothing of the kind happens, which is a count too.
            Numbers = [.. File.ReadLines(countFile).GroupBy(line => line.Split(' ')[0]).SelectMany(thread => thread.Select((_, index) => index + 1))];
            return true;
        }
    }

    private sealed class FromInside : WriteKills
    {
        public override string Way => "statement or commit (from inside)";

        public override ChildProcess Start(ChildPlan plan, int write) => ChildProcess.Start(plan with { KillAtWrite = write });

        public async Task CountAsync(ChildPlan plan, TimeSpan patience, CancellationToken stop)
        {
            using var child = ChildProcess.Start(plan with { KillAtWrite = int.MaxValue });
            var end = await child.EndAsync(patience, stop);
            var line = end.Lines.SingleOrDefault(l => l.StartsWith(KillSwitch.WritesWord, StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"The app does not settle even when nothing kills it:\n{end.Log}");
            Numbers = [.. Enumerable.Range(1, int.Parse(line[KillSwitch.WritesWord.Length..], CultureInfo.InvariantCulture))];
        }
    }
}
