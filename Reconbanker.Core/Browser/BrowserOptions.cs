using System.ComponentModel.DataAnnotations;

namespace Reconbanker.Core.Browser;

/// <summary>The section "Browser" of the configuration.</summary>
public sealed class BrowserOptions
{
    /// <summary>The Chromium to use, and no other; one is found or installed when this is empty.</summary>
    public string? ExecutablePath { get; set; }

    /// <summary>Time allowed for a browser to start.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan LaunchTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time allowed for one step in a page; a browser that is silent for longer is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StepTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time allowed for one way of installing Chromium, download included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "02:00:00")]
    public TimeSpan InstallTimeout { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>An installer that prints nothing for this long is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan InstallSilence { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>What one session may load and send within an hour; a page that never ends is cut there.</summary>
    [Range(1, 1_000_000)]
    public int TrafficPerHourMegabytes { get; set; } = 512;

    /// <summary>Memory that one browser may take for itself; a page that eats more ends its session. Looked at where the system is Linux.</summary>
    [Range(256, 1_000_000)]
    public int MemoryMegabytes { get; set; } = 1024;

    /// <summary>Whether a production machine that cannot give Chromium its sandbox may go on without it.</summary>
    public bool AllowWithoutSandbox { get; set; }

    /// <summary>Without a window; one is only of use to a developer who wants to watch.</summary>
    public bool Headless { get; set; } = true;

    internal long MemoryBytes => MemoryMegabytes * 1024L * 1024;

    internal long TrafficPerHourBytes => TrafficPerHourMegabytes * 1024L * 1024;
}
