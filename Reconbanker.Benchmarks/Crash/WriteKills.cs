using System.Globalization;
using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Kills a child at its N-th write: with strace at a system call, where there is one that may trace; else at a statement or commit.</summary>
internal abstract class WriteKills
{
    /// <summary>For people.</summary>
    public abstract string Way { get; }

    /// <summary>How many writes there are to choose from.</summary>
    public int Writes { get; private set; }

    /// <param name="plan">A child that nothing kills; it is run once, to count.</param>
    public static async Task<WriteKills> PrepareAsync(ChildPlan plan, string folder, TimeSpan patience, CancellationToken stop)
    {
        var strace = new ByStrace(Path.Combine(folder, "writes.txt"));
        if (await strace.CountAsync(plan, patience, stop))
        {
            return strace;
        }

        var fromInside = new FromInside();
        await fromInside.CountAsync(plan with { Folder = plan.Folder + "-inside" }, patience, stop);
        return fromInside;
    }

    /// <param name="write">From 1 to <see cref="Writes"/>.</param>
    public abstract ChildProcess Start(ChildPlan plan, int write);

    private sealed class ByStrace(string countFile) : WriteKills
    {
        private static readonly string[] Strace = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "signal=none"];

        public override string Way => "system call (strace)";

        public override ChildProcess Start(ChildPlan plan, int write) => ChildProcess.Start(
            plan, [.. Strace, "-o", "/dev/null", "-e", "trace=pwrite64", "-e", $"inject=pwrite64:signal=SIGKILL:when={write}"]);

        public async Task<bool> CountAsync(ChildPlan plan, TimeSpan patience, CancellationToken stop)
        {
            try
            {
                using var child = ChildProcess.Start(plan, [.. Strace, "-o", countFile, "-e", "trace=pwrite64"]);
                if (!(await child.EndAsync(patience, stop)).HasSettled)
                {
                    return false;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }

            // Counted for each thread, as strace itself does.
            Writes = File.ReadLines(countFile).CountBy(line => line.Split(' ')[0]).Max(thread => thread.Value);
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
            Writes = int.Parse(line[KillSwitch.WritesWord.Length..], CultureInfo.InvariantCulture);
        }
    }
}
