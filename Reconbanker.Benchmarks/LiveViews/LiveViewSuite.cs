using System.Globalization;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>
/// <c>live-view [PART …]</c>: from the operator's hand to the picture on the operator's screen, through the real dashboard, beside noVNC over
/// TigerVNC, a plain relay and screenshots, in turns. Only ratios within one run mean something on a machine that does other work too.
/// </summary>
public sealed class LiveViewSuite() : Suite("live-view", $"How soon the live view shows what a hand does, beside others; parts: {string.Join(", ", LiveParts.Names)}.")
{
    private const int DefaultRounds = 5;

    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new FormatException("\"live-view\" reads the CPU of processes as Linux tells it: run it there.");
        }

        var parts = LiveParts.Parse(options.Arguments);
        var tally = new Tally();
        await using (var scene = await Scene.OpenAsync(parts.HasPeers, output, stop))
        {
            if (parts.HasRounds)
            {
                await MeasureRoundsAsync(new Rounds(scene, parts), options.Cases ?? DefaultRounds, tally, output, stop);
            }

            await new Singles(scene, parts).MeasureAsync(tally, output, stop);
            await output.WriteLineAsync($"load {Load()}: {tally}");
        }

        return await ConcludeAsync(tally, output);
    }

    /// <summary>Until enough rounds were sound; on a machine that is too busy for that, with those that there are.</summary>
    private static async Task MeasureRoundsAsync(Rounds rounds, int wanted, Tally tally, TextWriter output, CancellationToken stop)
    {
        var (cold, _) = await rounds.MeasureAsync(stop);
        await output.WriteLineAsync($"not counted, for .NET compiles meanwhile what it finds to be in use, load {Load()}: {cold}");
        var discarded = new List<Tally>();
        var sound = 0;
        while (sound < wanted && discarded.Count < wanted)
        {
            var (figures, isSound) = await rounds.MeasureAsync(stop);
            await output.WriteLineAsync($"round {sound + discarded.Count + 1}, load {Load()}{(isSound ? "" : ", the machine was too busy")}: {figures}");
            if (isSound)
            {
                sound++;
                tally.Add(figures);
            }
            else
            {
                discarded.Add(figures);
            }
        }

        if (sound == 0)
        {
            await output.WriteLineAsync("No round was sound: the operator's browser drew fewer than 50 frames a second. Their ratios say something, their milliseconds little.");
            discarded.ForEach(tally.Add);
        }
    }

    private static async Task<SuiteResult> ConcludeAsync(Tally tally, TextWriter output)
    {
        await output.WriteLineAsync($"{"",-68}{"measured",10}{"must",8}{"aim",8}");
        foreach (var goal in LiveGoal.All)
        {
            var measured = tally[goal.Name] is { } figure ? figure.ToString("0.##", CultureInfo.InvariantCulture) : "-";
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{goal.What,-68}{measured,10}{goal.Must,8}{goal.Aim,8}"));
        }

        var missed = LiveGoal.All.Where(goal => tally[goal.Name] > goal.Must).Select(goal => goal.What).ToList();
        return new SuiteResult([new("load", Load()), new("goals_missed", missed.Count)], missed.Count > 0 ? $"{string.Join("; ", missed)}." : null)
        {
            Json = LiveFigures.From(tally),
        };
    }

    private static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
