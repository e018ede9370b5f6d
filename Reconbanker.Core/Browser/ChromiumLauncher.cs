using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Reconbanker.Core.Browser;

/// <summary>Starts a Chromium on a profile: with which arguments, as whom, and for how long at most.</summary>
public sealed class ChromiumLauncher(PlaywrightDriver driver, BrowserFolders folders, IOptions<BrowserOptions> options, TimeProvider clock)
{
    private const int Width = 1280;
    private const int Height = 800;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly string[] Arguments =
    [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
        "--disable-auto-reload", // of pages that did not come: whether they are asked for again is decided by BankPage

        // The one way past the proxy; the switch has had two names, and each Chromium knows one of them.
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disk-cache-size=52428800",
        "--renderer-process-limit=4",
        ChromiumFeatures.Off,
    ];

    /// <summary>The program or script that runs this Chromium as the user it should run as.</summary>
    public string Script(Chromium chromium)
    {
        if (!OperatingSystem.IsLinux())
        {
            return chromium.ExecutablePath;
        }

        // Nothing of our own environment reaches the browser, and a browser that crashes leaves no image of its memory.
        var demote = $"setpriv --reuid={BrowserFolders.Nobody} --regid={BrowserFolders.Nobody} --clear-groups "
            + "--inh-caps=-all --bounding-set=-all --no-new-privs ";
        var script = $"""
            #!/bin/sh
            ulimit -c 0
            umask 077
            exec env -i HOME="$HOME" TMPDIR="$TMPDIR" BREAKPAD_DUMP_LOCATION="$HOME/{ProfileFolder.CrashDumps}" \
              PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 \
              $(test -z "$DISPLAY" || echo "DISPLAY=$DISPLAY XAUTHORITY=$XAUTHORITY") \
              {(chromium.RunsAsNobody ? demote : "")}'{chromium.ExecutablePath.Replace("'", "'\\''", StringComparison.Ordinal)}' "$@"

            """;
        if (!File.Exists(folders.Script) || File.ReadAllText(folders.Script) != script)
        {
            var draft = folders.Script + ".new";
            File.WriteAllText(draft, script);
            File.SetUnixFileMode(draft, (UnixFileMode)0b111_101_101);
            File.Move(draft, folders.Script, overwrite: true);
        }

        return folders.Script;
    }

    /// <summary>What the script needs to know of this profile; null where there is no script.</summary>
    public Dictionary<string, string>? ScriptEnvironment(string profile)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var environment = new Dictionary<string, string>
        {
            ["HOME"] = profile,
            ["TMPDIR"] = folders.MakeScratch(profile),
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
        };
        if (!options.Value.Headless && Environment.GetEnvironmentVariable("DISPLAY") is { } display)
        {
            environment["DISPLAY"] = display;
            environment["XAUTHORITY"] = Environment.GetEnvironmentVariable("XAUTHORITY")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".Xauthority");
        }

        return environment;
    }

    /// <param name="folder">The profile's folder, made ready.</param>
    /// <param name="wayOut">The proxy that the browser uses for everything.</param>
    /// <exception cref="BrowserLaunchException">It did not start in time, or ended while it started; nothing of it runs on.</exception>
    public async Task<IBrowserContext> LaunchAsync(
        Chromium chromium, BrowserProfile profile, string folder, Uri wayOut, CancellationToken cancellationToken)
    {
        var playwright = await driver.GetAsync(cancellationToken);
        var launch = playwright.Chromium.LaunchPersistentContextAsync(folder, Describe(chromium, profile, folder, wayOut));
        try
        {
            var context = await launch.WaitAsync(options.Value.LaunchTimeout + Grace, clock, cancellationToken);
            context.SetDefaultTimeout((float)options.Value.StepTimeout.TotalMilliseconds);
            return context;
        }
        catch (Exception e)
        {
            await AbandonAsync(launch, folder);
            throw e switch
            {
                OperationCanceledException => e,
                TimeoutException => new BrowserLaunchException(Format(ChromiumTexts.LaunchTimedOut, options.Value.LaunchTimeout)),
                PlaywrightException => new BrowserLaunchException(Format(ChromiumTexts.LaunchFailed, Summary(e.Message))),
                _ => e,
            };
        }
    }

    private BrowserTypeLaunchPersistentContextOptions Describe(Chromium chromium, BrowserProfile profile, string folder, Uri wayOut) => new()
    {
        AcceptDownloads = false,
        Args = Arguments,
        ChromiumSandbox = chromium.Sandbox != SandboxKind.None,
        Env = ScriptEnvironment(folder),
        ExecutablePath = Script(chromium),
        HandleSIGHUP = false,
        HandleSIGINT = false,
        HandleSIGTERM = false,
        Headless = options.Value.Headless,

        // Playwright's default; without it a page opens a window only when it was clicked.
        IgnoreDefaultArgs = ["--disable-popup-blocking"],
        Locale = profile.Locale,
        Permissions = [],

        // Chromium would go to loopback by itself; Playwright says this too, unless the environment tells it not to.
        Proxy = new() { Server = wayOut.GetLeftPart(UriPartial.Authority), Bypass = "<-loopback>" },
        ServiceWorkers = ServiceWorkerPolicy.Allow,
        Timeout = (float)options.Value.LaunchTimeout.TotalMilliseconds,
        TimezoneId = profile.TimeZone,
        ViewportSize = new() { Width = Width, Height = Height },
    };

    // Playwright cannot call off a launch, but it gives up once the browser is gone; one that is only just being started is waited for.
    private async Task AbandonAsync(Task<IBrowserContext> launch, string folder)
    {
        var began = clock.GetTimestamp();
        while (!launch.IsCompleted && clock.GetElapsedTime(began) < Grace + Grace)
        {
            BrowserProcesses.Of(folder).Kill();
            await Task.WhenAny(launch, Task.Delay(TimeSpan.FromMilliseconds(100), clock, CancellationToken.None));
        }

        BrowserProcesses.Of(folder).Kill();
        _ = launch.Exception;
    }

    // The first line says what failed; what Chromium itself said follows, among much else.
    private static string Summary(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var said = lines.Select(line => line.Split("[err]", 2)).LastOrDefault(parts => parts.Length == 2)?[1].Trim();
        return said is null ? lines.FirstOrDefault(ChromiumTexts.SaidNothing) : $"{lines[0]} {said}";
    }

    private static string Format(string text, object value) => string.Format(CultureInfo.CurrentCulture, text, value);
}
