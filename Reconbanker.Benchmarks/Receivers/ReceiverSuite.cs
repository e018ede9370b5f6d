using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core.Data;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Benchmarks.Receivers;

/// <summary>Many events at a receiver that misbehaves, while the app is killed again and again: each has its effect exactly once.</summary>
internal sealed class ReceiverSuite() : Suite("receiver", "Events at a bad receiver, with kills in between: every effect, and each once.")
{
    private const int UsualEvents = 10_000;
    private const int EventsPerKill = 500;
    private const int MostAccounts = 10;
    private const int Delays = 40;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public override IReadOnlyList<string> Bugs => [PlantedBugs.NewIdOnRetry, PlantedBugs.ForgetFailed];

    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        var accounts = Math.Min(MostAccounts, options.Cases ?? UsualEvents);
        var eventsEach = (options.Cases ?? UsualEvents) / accounts;
        var events = eventsEach * accounts;
        var kills = Math.Max(1, events / EventsPerKill);
        using var scratch = new ScratchFolder();
        var timer = Stopwatch.StartNew();
        var temper = new BadTemper(options.Seed, Timeout * 2);
        await using var receiver = await EventReceiver.StartAsync(Path.Combine(scratch.Path, "received.log"), temper.AnswerAsync, stop);
        var plan = new ChildPlan
        {
            Folder = scratch.Data,
            Webhook = receiver.Url,
            Rows = Statements.Make(options.Seed, eventsEach, readings: 1),
            Readings = 1,
            Accounts = accounts,
            Bug = options.Bug,
            Settings =
            [
                "--Browser:ExecutablePath=/no/browser", // nothing to look for: nobody visits a bank
                "--Logging:LogLevel:Reconbanker.Core.Webhooks=None",
                $"--Webhooks:Timeout={Timeout}",
                "--Webhooks:LanesPerAccount=8",
                "--Webhooks:Lanes=64",
                "--Webhooks:StrainRest=00:00:00",
                .. Enumerable.Range(0, Delays).Select(i => $"--Webhooks:RetryDelays:{i}=00:00:00.300"),
            ],
        };

        var secrets = new HashSet<string>();
        for (var kill = 1; kill <= kills; kill++)
        {
            using var child = ChildProcess.Start(plan);
            await ReachAsync(temper, child, events * kill / (kills + 1), stop);
            child.Kill();
            var killed = await child.EndAsync(Patience, stop);
            secrets.UnionWith(killed.Secrets);
            await output.WriteLineAsync($"  kill {kill} of {kills} at {temper.Accepted.Count} effects, after {timer.Elapsed.TotalSeconds:0} s");
        }

        using var last = ChildProcess.Start(plan);
        var end = await last.EndAsync(Patience, stop);
        secrets.UnionWith(end.Secrets);
        if (!end.HasSettled)
        {
            return new SuiteResult([new("events", events)], $"The app did not settle: {end.Log}");
        }

        return await JudgeAsync(events, kills, receiver, temper, secrets, plan, timer, stop);
    }

    /// <summary>Until the receiver has accepted so many, or the child has ended.</summary>
    private static async Task ReachAsync(BadTemper temper, ChildProcess child, int effects, CancellationToken stop)
    {
        while (temper.Accepted.Count < effects && !child.HasEnded)
        {
            await Task.Delay(BetweenLooks, TimeProvider.System, stop);
        }
    }

    private static async Task<SuiteResult> JudgeAsync(
        int events, int kills, EventReceiver receiver, BadTemper temper, HashSet<string> secrets, ChildPlan plan, Stopwatch timer, CancellationToken stop)
    {
        var effects = temper.Accepted.Count;
        var duplicates = temper.Acceptances - effects;
        var changed = receiver.Arrivals.Values.Count(a => !a.IsSame);
        var unsigned = receiver.Signed.Count(request => !secrets.Any(request.IsSignedWith));
        var unknown = await UnknownAsync(plan.Folder, stop);
        var doubled = receiver.Arrivals.Count - events;
        var failure = effects != events ? $"{events} events had {effects} effects."
            : doubled != 0 ? $"{doubled} ids came that are no event's."
            : changed > 0 ? $"{changed} events came with different bytes."
            : unsigned > 0 ? $"{unsigned} requests were not signed."
            : duplicates > unknown ? $"{duplicates} duplicates for {unknown} attempts of an unknown end."
            : null;
        return new SuiteResult(
            [
                new("events", events), new("effects", effects), new("doubled", Math.Max(0, doubled)), new("lost", Math.Max(0, events - effects)),
                new("requests", receiver.Signed.Count), new("duplicates", duplicates), new("unknownEnds", unknown), new("changed", changed),
                new("unsigned", unsigned), new("kills", kills), new("seconds", Math.Round(timer.Elapsed.TotalSeconds, 1)),
            ],
            failure);
    }

    /// <summary>Attempts of which the app could not know whether the event arrived.</summary>
    private static async Task<int> UnknownAsync(string folder, CancellationToken stop)
    {
        var file = new DataFolder(folder).DatabaseFile;
        await using var db = new ReconbankerDb(new DbContextOptionsBuilder<ReconbankerDb>().UseSqlite($"Data Source={file};Pooling=False").Options);
        return await db.Attempts.CountAsync(
            a => a.Outcome == AttemptOutcome.Interrupted || a.Outcome == AttemptOutcome.TimedOut || a.Outcome == AttemptOutcome.ConnectionFailed, stop);
    }
}
