namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>
/// Injected into the operator's page: reads the barcodes off the shown picture at each frame of the operator's browser. An input's latency is
/// the time from its DOM event to the frame in which the picture shows that it came.
/// </summary>
internal static class Probe
{
    public const string Script = """
        (() => {
          const width = 1280, top = 110;
          const g = new OffscreenCanvas(width, top).getContext('2d', { willReadFrequently: true });
          const P = window.probe = { on: true, n: -1, time: -1, at: 0, pending: null, latencies: [], frames: [], beats: 0, seen: 0, first: 0, stalledAt: 0 };
          const read = (d, y) => {
            let value = 0;
            for (let bit = 0; bit < 16; bit++) {
              const i = (y * width + 60 + bit * 40) * 4;
              value |= d[i] + d[i + 1] + d[i + 2] < 384 ? 1 << bit : 0;
            }
            return value;
          };
          const surface = () => [...document.querySelectorAll('canvas')].find(c => c.width > 300 && c.height > 150);
          const grey = d => { const i = (3 * width + 10) * 4; return Math.abs(d[i] - 204) < 12 && Math.abs(d[i + 2] - 204) < 12; };
          const strip = c => {
            const across = c.naturalWidth ?? c.width;
            g.drawImage(c, 0, 0, across, top * across / width, 0, 0, width, top);
            return g.getImageData(0, 0, width, top).data;
          };
          P.mark = () => { P.time = read(strip(surface()), 80); };
          const look = () => {
            requestAnimationFrame(look);
            P.beats++;
            const image = P.seen ? null : document.querySelector('img.first-picture');
            if (image?.complete && image.naturalWidth > 0 && grey(strip(image))) {
              P.seen = performance.now();
            }
            const c = P.on ? surface() : null;
            if (!c) {
              return;
            }
            const d = strip(c), now = performance.now();
            if (!grey(d)) {
              return;
            }
            P.first ||= now;
            P.seen ||= now;
            const n = read(d, 25), time = read(d, 80);
            if (n !== P.n) {
              P.n = n;
              if (P.pending && n !== P.pending.n) {
                P.latencies.push(now - P.pending.t);
                P.pending = null;
              }
            }
            if (time !== P.time) {
              P.time = time;
              P.frames.push([now, (Math.round(performance.timeOrigin + now) - time) & 65535]);
            }
          };
          requestAnimationFrame(look);
          for (const kind of ['mousedown', 'keydown']) {
            addEventListener(kind, () => { P.pending = P.on ? { t: performance.now(), n: P.n } : null; }, true);
          }
        })();
        """;

    /// <summary>What a page that is watched shows of itself: begins, and forgets what was.</summary>
    public const string Begin = "() => Object.assign(probe, { on: true, latencies: [], frames: [], pending: null, beats: 0, began: performance.now() })";

    /// <summary>Ends the reading, which costs the operator's browser something.</summary>
    public const string End = "() => { probe.on = false; return { latencies: probe.latencies, frames: probe.frames, "
        + "beatsPerSecond: probe.beats * 1000 / (performance.now() - probe.began) }; }";

    /// <summary>The window does nothing for as many milliseconds. What it had drawn by then, but not shown yet, is not what comes first after it.</summary>
    public const string Stall = "ms => { probe.mark(); const end = performance.now() + ms; while (performance.now() < end); probe.stalledAt = performance.now(); probe.frames = []; }";
}

/// <summary>What the probe has read since it was begun.</summary>
internal sealed class Reading
{
    /// <summary>Milliseconds from each input to the picture that shows it.</summary>
    public double[] Latencies { get; set; } = [];

    /// <summary>When each new picture showed, in the operator's time, and how old it was; milliseconds. Only while the page tells the time.</summary>
    public double[][] Frames { get; set; } = [];

    /// <summary>Frames of the operator's own browser. Below 50 what was read says more of it than of the peer.</summary>
    public double BeatsPerSecond { get; set; }
}
