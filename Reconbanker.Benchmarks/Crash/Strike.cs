using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Crash;

/// <param name="Start">Starts the child that is to be killed.</param>
/// <param name="MustHappen">Whether a child that comes to its end unhurt is a fault: the place is not where it is believed to be.</param>
internal sealed record Kill(string Name, Func<ChildPlan, ChildProcess> Start, bool MustHappen);

/// <summary>One kill: the app starts on an empty folder, is killed, starts again, settles, and is judged.</summary>
internal sealed class Strike(string folder, CrashTally tally)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan BrowserPatience = TimeSpan.FromSeconds(60);

    private int _number;

    /// <param name="plan">Made for the address of this strike's own receiver.</param>
    /// <param name="bank">What each account shows at the bank in the end.</param>
    public async Task RunAsync(Kill kill, Func<Uri, ChildPlan> plan, IReadOnlyList<BankRow> bank, CancellationToken stop)
    {
        try
        {
            await StrikeAsync(kill, plan, bank, stop);
        }
        catch (TimeoutException e)
        {
            tally.Add(kill.Name, Verdict.Of(e.Message));
        }
    }

    private async Task StrikeAsync(Kill kill, Func<Uri, ChildPlan> plan, IReadOnlyList<BankRow> bank, CancellationToken stop)
    {
        var log = Path.Combine(folder, $"{Interlocked.Increment(ref _number)}.log");
        await using var receiver = await EventReceiver.StartAsync(log, EventReceiver.Ok, stop);
        var mortal = plan(receiver.Url);
        var first = await EndAsync(kill.Start(mortal), stop);
        if (first.HasSettled)
        {
            tally.AddMissed(kill.Name, kill.MustHappen);
            return;
        }

        if (!first.WasKilled)
        {
            tally.Add(kill.Name, Verdict.Of($"The app ended by itself with {first.ExitCode}: {first.LastLine}\n{first.Log}"));
            return;
        }

        var second = await EndAsync(ChildProcess.Start(mortal), stop);
        if (!second.HasSettled)
        {
            tally.Add(kill.Name, Verdict.Of($"The app did not come back, but ended with {second.ExitCode}: {second.LastLine}\n{second.Log}"));
            return;
        }

        var verdict = await Oracle.JudgeAsync(mortal, bank, receiver, [.. first.Secrets, .. second.Secrets], stop);
        tally.Add(kill.Name, await Leftovers.AreGoneAsync(mortal.Folder + "/", BrowserPatience, stop)
            ? verdict
            : verdict with { Faults = [.. verdict.Faults, "A browser outlived the app."] });
        Directory.Delete(mortal.Folder, recursive: true);
    }

    private static async Task<ChildEnd> EndAsync(ChildProcess child, CancellationToken stop)
    {
        using (child)
        {
            return await child.EndAsync(Patience, stop);
        }
    }
}
