namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>What ours is measured in alone.</summary>
internal sealed class Singles(Scene scene, LiveParts parts)
{
    private const int Openings = 5;
    private const int Stalls = 2;
    private const int StallTime = 10_000;
    private const int SlowClicks = 12;
    private const int Sessions = 20;

    /// <summary>Until .NET has compiled anew what the opening of so many windows has shown to be worth it.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StillTime = TimeSpan.FromSeconds(10);

    public async Task MeasureAsync(Tally tally, TextWriter output, CancellationToken stop)
    {
        await PartAsync(parts.First, "first picture", () => MeasureFirstAsync(tally));
        await PartAsync(parts.Spinner, "a spinner that nobody watches", () => MeasureUnwatchedAsync(tally, stop));
        await PartAsync(parts.Stall, "a viewer that stalls", () => MeasureStallAsync(tally, stop));
        await PartAsync(parts.Slow || parts.Idle, "a page at rest, a slow line", () => MeasureLineAsync(tally, stop));
        await PartAsync(parts.Sessions, $"{Sessions} sessions", () => MeasureSessionsAsync(tally, stop));

        async Task PartAsync(bool isAsked, string name, Func<Task> measure)
        {
            if (isAsked)
            {
                await output.WriteLineAsync(name);
                await measure();
            }
        }
    }

    private async Task MeasureFirstAsync(Tally tally)
    {
        for (var i = 0; i < Openings; i++)
        {
            await using var window = await scene.Operator.OpenAsync(scene.OursAt(scene.Dashboard));
            var (seen, live) = await window.SeeAsync();
            tally.Add("ours.first_ms", seen);
            tally.Add("ours.first_live_ms", live);
        }
    }

    /// <summary>What the page itself takes, however it is shown.</summary>
    private async Task MeasureUnwatchedAsync(Tally tally, CancellationToken stop)
    {
        await using (var window = await scene.OpenAsync("ours", stop))
        {
            await window.ClickAsync(stop);
            await window.TypeAsync('s', stop);
        }

        await OperatorWindow.PauseAsync(4000, stop);
        tally.Add("ours.spin_cpu_unwatched", await ProcessTree.PercentAsync(scene.App.Id, IdleTime, stop));
        await using var again = await scene.OpenAsync("ours", stop);
        await again.ClickAsync(stop);
        await again.TypeAsync('q', stop);
    }

    private async Task MeasureStallAsync(Tally tally, CancellationToken stop)
    {
        await using var window = await scene.OpenAsync("ours", stop);
        await window.BeginAsync();
        await window.ClickAsync(stop);
        await window.TypeAsync('s', stop);
        for (var i = 0; i < Stalls; i++)
        {
            await OperatorWindow.PauseAsync(2000, stop);
            await window.BeginAsync();
            await window.Page.EvaluateAsync(Probe.Stall, StallTime);
            await window.Page.WaitForFunctionAsync("() => probe.frames.length > 0");
            var (at, frames) = (await window.Page.EvaluateAsync<double>("() => probe.stalledAt"), (await window.EndAsync()).Frames);
            tally.Add("ours.stall_ms", frames[0][1]);
            tally.Add("ours.stall_until_ms", frames[0][0] - at);
        }

        await window.TypeAsync('q', stop);
    }

    private async Task MeasureLineAsync(Tally tally, CancellationToken stop)
    {
        await using var line = new ShapingProxy(scene.Dashboard);
        await using var window = await scene.OpenOursAsync(line.Address, stop);
        await window.BeginAsync();
        await window.ClickAsync(stop);
        if (parts.Idle)
        {
            await window.TypeAsync('f', stop);
            await OperatorWindow.PauseAsync(2500, stop);
            var before = line.Received;
            await OperatorWindow.PauseAsync((int)IdleTime.TotalMilliseconds, stop);
            tally.Add("ours.idle_kb_s", (line.Received - before) / IdleTime.TotalSeconds / 1000);
            await window.TypeAsync('q', stop);
        }

        if (parts.Slow)
        {
            line.IsSlow = true;
            for (var i = 0; i < 3; i++)
            {
                await window.ClickAsync(stop); // it finds out what it has got
            }

            await window.BeginAsync();
            for (var i = 0; i < SlowClicks; i++)
            {
                await window.ClickAsync(stop);
            }

            tally.Add("ours.slow_click_p50_ms", Tally.Percentile((await window.EndAsync()).Latencies, .5));
        }
    }

    private async Task MeasureSessionsAsync(Tally tally, CancellationToken stop)
    {
        await scene.NeedSessionsAsync(Sessions, stop);
        var windows = new List<OperatorWindow>();
        try
        {
            for (var i = 0; i < Sessions; i++)
            {
                windows.Add(await scene.Operator.OpenAsync(scene.OursAt(scene.Dashboard, i)));
                await windows[^1].SeeAsync();
                await windows[^1].EndAsync();
            }

            await OperatorWindow.PauseAsync((int)SettlingTime.TotalMilliseconds, stop);
            tally.Add("ours.cpu_20_still", await ProcessTree.PercentAsync(scene.App.Id, StillTime, stop));
        }
        finally
        {
            foreach (var window in windows)
            {
                await window.DisposeAsync();
            }
        }
    }
}
