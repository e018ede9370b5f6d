using System.Diagnostics;
using Reconbanker.Benchmarks.Crash;
using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Faults;

/// <summary>A full disk, a disk that fails, a database that is locked, damaged, lost or newer: what was acknowledged stays, and what is wrong is said.</summary>
/// <param name="locks">How long another program holds the database.</param>
internal sealed class FaultsSuite(IReadOnlyList<TimeSpan> locks) : Suite("faults", "Full and failing disks, locked and damaged databases: nothing acknowledged is lost.")
{
    private const string SwallowFailure = "swallow-failure";
    private const string StartAnyway = "start-anyway";
    private const int Rows = 14;
    private const int Readings = 3;

    /// <summary>A write waits as long as a command may take.</summary>
    private static readonly TimeSpan WriteWaits = TimeSpan.FromSeconds(30);

    public FaultsSuite()
        : this([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(40)])
    {
    }

    public override IReadOnlyList<string> Bugs => [SwallowFailure, StartAnyway];

    /// <remarks>"disk", "locks", "damages" or "syncs" as arguments run only that.</remarks>
    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        using var scratch = new ScratchFolder();
        var timer = Stopwatch.StartNew();
        var tally = new FaultTally(output);
        var live = new LiveFaults(tally, scratch.Path, options.Bug == SwallowFailure);
        if (Has(options, "disk"))
        {
            await live.FillAsync(stop);
        }

        foreach (var held in locks.Where(_ => Has(options, "locks")))
        {
            await live.LockAsync(held, mayRefuse: held > WriteWaits, stop);
        }

        if (Has(options, "damages"))
        {
            await using var receiver = await EventReceiver.StartAsync(Path.Combine(scratch.Path, "house.log"), EventReceiver.Ok, stop);
            var house = await UpkeepHouse.BuildAsync(Plan(options, Path.Combine(scratch.Path, "house"), receiver.Url), scratch.Path, stop);
            await new Damages(tally, house, scratch.Path, options.Bug == StartAnyway).RunAsync(stop);
        }

        if (Has(options, "syncs"))
        {
            await FailingSyncs.RunAsync(
                tally, (folder, webhook) => Plan(options, folder, webhook), [.. Statement(options).Select(row => row.Last)], scratch.Path, output, stop);
        }

        var failure = tally.Cases == 0 ? "Nothing was tried."
            : tally.Lost > 0 ? $"{tally.Lost} lost."
            : tally.Problems.Count > 0 ? tally.Problems[0]
            : null;
        return new SuiteResult(
            [
                new("cases", tally.Cases), new("lost", tally.Lost), new("problems", tally.Problems.Count), new("seed", options.Seed),
                new("seconds", Math.Round(timer.Elapsed.TotalSeconds, 1)),
            ],
            failure);
    }

    private static bool Has(SuiteOptions options, string part) => options.Arguments.Count == 0 || options.Arguments.Contains(part);

    private static ChildPlan Plan(SuiteOptions options, string folder, Uri webhook) => new()
    {
        Folder = folder,
        Webhook = webhook,
        Rows = Statement(options),
        Readings = Readings,
        Settings = ["--Browser:ExecutablePath=/no/browser"], // nothing to look for: nobody visits a bank
    };

    private static IReadOnlyList<StatementRow> Statement(SuiteOptions options) => Statements.Make(options.Seed, Rows, Readings);
}
