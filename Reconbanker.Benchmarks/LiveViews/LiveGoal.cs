namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>What a figure must not exceed, and what it should not.</summary>
internal sealed record LiveGoal(string Name, string What, double Must, double Aim)
{
    public static readonly LiveGoal[] All =
    [
        new("ratio_click_p50", "click to canvas, median, by noVNC over TigerVNC", 1.5, 1.2),
        new("ratio_click_p95", "click to canvas, 95 of 100, by noVNC over TigerVNC", 1.5, 1.2),
        new("ratio_key_p50", "key to canvas, median, by noVNC over TigerVNC", 1.5, 1.2),
        new("ratio_poll_p50", "click to canvas, median, by a screenshot each 100 ms", .45, .36),
        new("ratio_age_p95", "age of a picture with a spinner after an input, by a plain relay", .4, .25),
        new("ratio_spin_cpu", "CPU with a spinner and an idle viewer, by a plain relay", .35, .15),
        new("ours.sweep_ratio", "click after a sweep of 300 moves, by one without", 1.5, 1.2),
        new("ours.stall_ms", "age of the first picture after a stall of 10 s, ms", 300, 150),
        new("ours.first_ms", "first picture after opening the link, ms", 400, 200),
        new("ours.cpu_20_still", "CPU of 20 watched sessions on still pages, % of a core", 15, 10),
        new("ours.slow_click_p50_ms", "click behind 300 kbit/s and 150 ms, ms", 600, 450),
    ];
}
