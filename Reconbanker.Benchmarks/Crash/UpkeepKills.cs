using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Kills backups, restores and changes of the key: at every named place, at every file that a restore moves, and at some writes of each.</summary>
internal static class UpkeepKills
{
    private const string Moves = "rename";
    private const string Writes = "pwrite64";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <param name="plan">For a receiver that outlives the building of the house.</param>
    /// <param name="repeats">How often each named place is struck.</param>
    /// <param name="writes">At how many writes of each task.</param>
    public static async Task RunAsync(
        IReadOnlyList<UpkeepPoint> points, int repeats, int writes, ChildPlan plan, int seed, string scratch, CrashTally tally, TextWriter output,
        CancellationToken stop)
    {
        var house = await UpkeepHouse.BuildAsync(plan, scratch, stop);
        var strike = new UpkeepStrike(house, scratch, tally);
        var kills = Enumerable.Repeat(points, repeats).SelectMany(all => all).Select(
            point => (point.Task, new Kill(point.Point.Name, p => ChildProcess.Start(p with { KillAt = point.Point.Name }), MustHappen: true))).ToList();
        var dice = new Random(seed);
        foreach (var task in points.Select(point => point.Task).Distinct().Where(_ => writes > 0))
        {
            foreach (var (call, most) in new[] { (Moves, int.MaxValue), (Writes, writes) })
            {
                var counted = await WriteKills.PrepareAsync(
                    house.Move(Path.Combine(scratch, $"counting-{task}-{call}"), task), call, scratch, output, Patience, stop);
                var numbers = counted.Numbers.Distinct().ToArray();
                dice.Shuffle(numbers);
                kills.AddRange(numbers.Take(most).Select(
                    number => (task, new Kill($"{task}: {call} {number}", p => counted.Start(p, number), MustHappen: false))));
            }
        }

        await Parallel.ForEachAsync(
            kills,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop },
            async (kill, cancellationToken) => await strike.RunAsync(kill.Task, kill.Item2, cancellationToken));
    }
}
