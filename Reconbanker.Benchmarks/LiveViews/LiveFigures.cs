using System.Text.Json.Serialization;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>What <c>--json</c> prints. Null is what was not measured. Milliseconds, medians of the rounds' own medians unless said.</summary>
/// <param name="RatioClickP50">Ours by the peer's, of the same round; so are the other ratios.</param>
/// <param name="RatioPollP50">Click to canvas by that of a screenshot each 100 ms.</param>
/// <param name="RatioAgeP95">Age of the picture by that of a plain relay, with a spinner, just after inputs.</param>
/// <param name="RatioSpinCpu">CPU of browser and app by that of a plain relay, with a spinner and nobody acting.</param>
internal sealed record LiveFigures(
    [property: JsonPropertyName("ours")] OurFigures Ours,
    [property: JsonPropertyName("peer")] PeerFigures Peer,
    [property: JsonPropertyName("ratio_click_p50")] double? RatioClickP50,
    [property: JsonPropertyName("ratio_click_p95")] double? RatioClickP95,
    [property: JsonPropertyName("ratio_key_p50")] double? RatioKeyP50,
    [property: JsonPropertyName("ratio_poll_p50")] double? RatioPollP50,
    [property: JsonPropertyName("ratio_age_p95")] double? RatioAgeP95,
    [property: JsonPropertyName("ratio_spin_cpu")] double? RatioSpinCpu)
{
    public static LiveFigures From(Tally tally)
    {
        double? Figure(string name) => tally[name] is { } value ? Math.Round(value, 2) : null;
        return new(
            new(
                Figure("ours.click_p50_ms"), Figure("ours.click_p95_ms"), Figure("ours.key_p50_ms"), Figure("ours.fps"), Figure("ours.age_p95_ms"),
                Figure("ours.idle_kb_s"), Figure("ours.first_ms"), Figure("ours.sweep_ratio"), Figure("ours.stall_ms"),
                Figure("ours.slow_click_p50_ms"), Figure("ours.cpu_20_still")),
            new(VncDesktop.Name, Figure("vnc.click_p50_ms"), Figure("vnc.click_p95_ms"), Figure("vnc.key_p50_ms")),
            Figure("ratio_click_p50"), Figure("ratio_click_p95"), Figure("ratio_key_p50"), Figure("ratio_poll_p50"), Figure("ratio_age_p95"),
            Figure("ratio_spin_cpu"));
    }
}

/// <param name="ClickP50">From the press in the operator's window to the picture that shows it.</param>
/// <param name="Fps">Pictures a second with a spinner, while a hand acts.</param>
/// <param name="AgeP95">How old a picture is when it shows, with a spinner, while a hand acts.</param>
/// <param name="IdleKilobytes">Kilobytes a second from the app to the window, on a page at rest whose caret blinks.</param>
/// <param name="First">From opening the live view's address to the first picture.</param>
/// <param name="SweepRatio">A click at the end of a sweep of 300 moves, by one that comes alone.</param>
/// <param name="Stall">Age of the first picture after the window stood still for 10 s.</param>
/// <param name="SlowClickP50">Click to canvas behind a line of 300 kbit/s and 150 ms.</param>
/// <param name="Still">CPU of app and browsers for 20 watched sessions on still pages, in percent of one core.</param>
internal sealed record OurFigures(
    [property: JsonPropertyName("click_p50_ms")] double? ClickP50,
    [property: JsonPropertyName("click_p95_ms")] double? ClickP95,
    [property: JsonPropertyName("key_p50_ms")] double? KeyP50,
    [property: JsonPropertyName("fps")] double? Fps,
    [property: JsonPropertyName("age_p95_ms")] double? AgeP95,
    [property: JsonPropertyName("idle_kb_s")] double? IdleKilobytes,
    [property: JsonPropertyName("first_ms")] double? First,
    [property: JsonPropertyName("sweep_ratio")] double? SweepRatio,
    [property: JsonPropertyName("stall_ms")] double? Stall,
    [property: JsonPropertyName("slow_click_p50_ms")] double? SlowClickP50,
    [property: JsonPropertyName("cpu_20_still")] double? Still);

internal sealed record PeerFigures(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("click_p50_ms")] double? ClickP50,
    [property: JsonPropertyName("click_p95_ms")] double? ClickP95,
    [property: JsonPropertyName("key_p50_ms")] double? KeyP50);
