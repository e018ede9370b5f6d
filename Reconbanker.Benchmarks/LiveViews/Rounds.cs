namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>What is compared with the peers: each of them has its turn in every round, with the same page and the same hand.</summary>
internal sealed class Rounds(Scene scene, LiveParts parts)
{
    private const int Clicks = 30;
    private const int Keys = 15;
    private const int SpinningClicks = 10;
    private const int Sweeps = 5;
    private const int MovesOfASweep = 300;
    private const double LeastBeats = 50;

    private static readonly TimeSpan CpuTime = TimeSpan.FromSeconds(3);

    /// <returns>Null figures where the machine was too busy for the operator's own browser.</returns>
    public async Task<(Tally Figures, bool IsSound)> MeasureAsync(CancellationToken stop)
    {
        var round = new Tally();
        var beats = double.PositiveInfinity;
        foreach (var peer in Peers())
        {
            await using var window = await scene.OpenAsync(peer, stop);
            await OperatorWindow.PauseAsync(1000, stop);
            await window.LocateAsync();
            if (peer == "ours" && window.PictureSize != (TargetPage.Width, TargetPage.Height))
            {
                throw new InvalidOperationException($"The page is shown in {window.PictureSize}: {nameof(OperatorBrowser)}'s windows must give it the size that the peers' have.");
            }

            if (parts.Latency || (parts.Sweep && peer == "ours"))
            {
                beats = Math.Min(beats, await MeasureHandAsync(window, peer, round, stop));
            }

            if (parts.Sweep && peer == "ours")
            {
                await MeasureSweepAsync(window, round, stop);
            }

            if (parts.Spinner && peer is "ours" or "relay" or "bare")
            {
                await MeasureSpinnerAsync(window, peer, round, stop);
            }
        }

        round.AddRatio("ratio_click_p50", "ours.click_p50_ms", "vnc.click_p50_ms");
        round.AddRatio("ratio_click_p95", "ours.click_p95_ms", "vnc.click_p95_ms");
        round.AddRatio("ratio_key_p50", "ours.key_p50_ms", "vnc.key_p50_ms");
        round.AddRatio("ratio_poll_p50", "ours.click_p50_ms", "poll.click_p50_ms");
        round.AddRatio("ratio_relay_p50", "ours.click_p50_ms", "relay.click_p50_ms");
        round.AddRatio("ratio_age_p95", "ours.age_p95_ms", "relay.age_p95_ms");
        round.AddRatio("ratio_bare_age_p95", "bare.age_p95_ms", "relay.age_p95_ms");
        round.AddRatio("ratio_spin_cpu", "ours.spin_cpu", "relay.spin_cpu");
        return (round, beats >= LeastBeats);
    }

    private IEnumerable<string> Peers()
    {
        yield return "ours";
        if (parts.Latency && scene.HasDesktop)
        {
            yield return "vnc";
        }

        if (parts.Latency || parts.Spinner)
        {
            yield return "bare";
            yield return "relay";
        }

        if (parts.Latency)
        {
            yield return "poll";
        }
    }

    private static async Task<double> MeasureHandAsync(OperatorWindow window, string peer, Tally round, CancellationToken stop)
    {
        await window.BeginAsync();
        await TimesAsync(3, () => window.ClickAsync(stop)); // the first ones wake everything
        await window.BeginAsync();
        await TimesAsync(Clicks, () => window.ClickAsync(stop));
        var clicks = await window.EndAsync();
        await window.BeginAsync();
        await TimesAsync(Keys, () => window.CountedKeyAsync(stop));
        var keys = await window.EndAsync();
        round.Add($"{peer}.click_p50_ms", Tally.Percentile(clicks.Latencies, .5));
        round.Add($"{peer}.click_p95_ms", Tally.Percentile(clicks.Latencies, .95));
        round.Add($"{peer}.key_p50_ms", Tally.Percentile(keys.Latencies, .5));
        return Math.Min(clicks.BeatsPerSecond, keys.BeatsPerSecond);
    }

    private static async Task MeasureSweepAsync(OperatorWindow window, Tally round, CancellationToken stop)
    {
        await window.BeginAsync();
        await TimesAsync(Sweeps, async () =>
        {
            await window.SweepAsync(MovesOfASweep, stop);
            await OperatorWindow.PauseAsync(300, stop);
        });
        round.Add("ours.sweep_click_ms", Tally.Percentile((await window.EndAsync()).Latencies, .5));
        round.AddRatio("ours.sweep_ratio", "ours.sweep_click_ms", "ours.click_p50_ms");
    }

    /// <summary>With a spinner: first with a hand that clicks all the time, then with nobody's.</summary>
    private async Task MeasureSpinnerAsync(OperatorWindow window, string peer, Tally round, CancellationToken stop)
    {
        await window.BeginAsync();
        await window.ClickAsync(stop);
        await window.TypeAsync('s', stop);
        await OperatorWindow.PauseAsync(1000, stop);
        await window.BeginAsync();
        await TimesAsync(SpinningClicks, () => window.ClickAsync(stop));
        var reading = await window.EndAsync();
        var seconds = reading.Frames is [var first, .., var last] ? (last[0] - first[0]) / 1000 : double.NaN;
        round.Add($"{peer}.fps", (reading.Frames.Length - 1) / seconds);
        round.Add($"{peer}.age_p95_ms", Tally.Percentile(reading.Frames.Select(frame => frame[1]), .95));

        await OperatorWindow.PauseAsync(1500, stop);
        round.Add($"{peer}.spin_cpu", await ProcessTree.PercentAsync(peer == "ours" ? scene.App.Id : scene.Plain.Id, CpuTime, stop));
        await window.TypeAsync('q', stop);
        await OperatorWindow.PauseAsync(500, stop);
    }

    private static async Task TimesAsync(int times, Func<Task> act)
    {
        for (var i = 0; i < times; i++)
        {
            await act();
        }
    }
}
