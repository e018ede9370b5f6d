using System.Diagnostics;
using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Kills the app with SIGKILL wherever it may hurt, starts it again, and compares everything with the bank and the receiver.</summary>
/// <param name="named">Places at which rows are stored and sent, which are handed to the app's ingest as they are.</param>
/// <param name="visits">Places of a visit to the demo bank with a real browser.</param>
/// <param name="upkeep">Places of a backup, a restore and a change of the vault key.</param>
/// <param name="repeats">How often each place is struck.</param>
internal sealed class CrashSuite(
    IReadOnlyList<CrashPoint> named, IReadOnlyList<CrashPoint> visits, IReadOnlyList<UpkeepPoint> upkeep, int repeats)
    : Suite("crash", "SIGKILL by write and at every named place: nothing lost, nothing doubled.")
{
    private const int RowsOfABank = 14;
    private const int Readings = 3;
    private const int UsualWrites = 60;
    private const int UsualRepeats = 3;

    /// <summary>A backup, a restore and a change of the key are each killed at so many fewer writes.</summary>
    private const int FewerInUpkeep = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public CrashSuite()
        : this(CrashPoint.All, CrashPoint.OfVisits, UpkeepPoint.All, UsualRepeats)
    {
    }

    public override IReadOnlyList<string> Bugs =>
    [
        PlantedBugs.PublishAfterCommit, PlantedBugs.ClaimBeforeSend, PlantedBugs.BackUpInPlace, PlantedBugs.RestoreInPlace, PlantedBugs.DropOldKey,
    ];

    /// <remarks>
    /// <see cref="SuiteOptions.Cases"/> is the number of writes; the named places come on top. "writes", "places", "visits" or "upkeep" as
    /// arguments run only that.
    /// </remarks>
    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        using var scratch = new ScratchFolder();
        var timer = Stopwatch.StartNew();
        var tally = new CrashTally(output);
        var byName = Repeated(Of(options, "places", named)).Select(
            point => new Kill(point.Name, plan => ChildProcess.Start(plan with { KillAt = point.Name }), MustHappen: true));
        var byWrite = await WritesAsync([.. Of(options, "writes", Enumerable.Range(0, options.Cases ?? UsualWrites))], options, scratch.Path, output, stop);
        var strike = new Strike(scratch.Path, tally);
        await Parallel.ForEachAsync(
            byName.Concat(byWrite),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop },
            async (kill, cancellationToken) =>
            {
                var name = Guid.NewGuid().ToString("N");
                await strike.RunAsync(
                    kill,
                    webhook => Plan(options, Path.Combine(scratch.Path, name), webhook),
                    [.. Rows(options).Select(row => row.Last)],
                    cancellationToken);
            });
        await VisitKills.RunAsync([.. Repeated(Of(options, "visits", visits))], strike, options, scratch.Path, stop);
        await RunUpkeepAsync([.. Of(options, "upkeep", upkeep)], options, scratch.Path, tally, output, stop);
        return tally.Result([new("seed", options.Seed), new("seconds", Math.Round(timer.Elapsed.TotalSeconds, 1))]);
    }

    private IEnumerable<T> Repeated<T>(IEnumerable<T> points) => Enumerable.Repeat(points.ToList(), repeats).SelectMany(all => all);

    private async Task RunUpkeepAsync(
        IReadOnlyList<UpkeepPoint> points, SuiteOptions options, string folder, CrashTally tally, TextWriter output, CancellationToken stop)
    {
        if (points.Count > 0)
        {
            await using var receiver = await EventReceiver.StartAsync(Path.Combine(folder, "house.log"), EventReceiver.Ok, stop);
            await UpkeepKills.RunAsync(
                points, repeats, (options.Cases ?? UsualWrites) / FewerInUpkeep, Plan(options, Path.Combine(folder, "house"), receiver.Url), options.Seed,
                folder, tally, output, stop);
        }
    }

    private static IEnumerable<T> Of<T>(SuiteOptions options, string part, IEnumerable<T> all) =>
        options.Arguments.Count == 0 || options.Arguments.Contains(part) ? all : [];

    private static async Task<IReadOnlyList<Kill>> WritesAsync(
        IReadOnlyList<int> writes, SuiteOptions options, string folder, TextWriter output, CancellationToken stop)
    {
        if (writes.Count == 0)
        {
            return [];
        }

        await using var receiver = await EventReceiver.StartAsync(Path.Combine(folder, "counting.log"), EventReceiver.Ok, stop);
        var kills = await WriteKills.PrepareAsync(Plan(options, Path.Combine(folder, "counting"), receiver.Url), "pwrite64", folder, output, Patience, stop);
        await output.WriteLineAsync($"killed by {kills.Way}, {kills.Numbers.Count} writes to choose from, seed {options.Seed}");
        var dice = new Random(options.Seed);
        return [.. writes.Select(_ => kills.Numbers[dice.Next(kills.Numbers.Count)]).Select(
            write => new Kill($"write {write}", plan => kills.Start(plan, write), MustHappen: false))];
    }

    private static ChildPlan Plan(SuiteOptions options, string folder, Uri webhook) => new()
    {
        Folder = folder,
        Webhook = webhook,
        Rows = Rows(options),
        Readings = Readings,
        Bug = options.Bug,
        Settings = ["--Browser:ExecutablePath=/no/browser"], // nothing to look for: nobody visits a bank
    };

    private static IReadOnlyList<StatementRow> Rows(SuiteOptions options) => Statements.Make(options.Seed, RowsOfABank, Readings);
}
