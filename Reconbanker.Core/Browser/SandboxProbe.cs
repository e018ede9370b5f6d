using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Reconbanker.Core.Browser.Egress;

namespace Reconbanker.Core.Browser;

/// <summary>What came of starting a browser once.</summary>
public abstract record ProbeOutcome
{
    private ProbeOutcome()
    {
    }

    /// <summary>It works, with its sandbox in force.</summary>
    public sealed record Works(Chromium Chromium) : ProbeOutcome;

    /// <param name="Reason">A sentence on why the sandbox is impossible.</param>
    public sealed record WithoutSandbox(Chromium Chromium, string Reason) : ProbeOutcome;

    /// <param name="Reason">Why it does not start at all.</param>
    public sealed record Broken(string Reason) : ProbeOutcome;
}

/// <summary>Starts a browser once, to know whether it works and whether its sandbox holds.</summary>
/// <param name="executable">Full path.</param>
public delegate Task<ProbeOutcome> ChromiumProbe(string executable, CancellationToken cancellationToken);

/// <summary>The probe that really starts it.</summary>
public sealed partial class SandboxProbe(
    ChromiumLauncher launcher, BrowserFolders folders, EgressProxies proxies, Commands commands, IOptions<BrowserOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="ChromiumProbe"/>
    public async Task<ProbeOutcome> ProbeAsync(string executable, CancellationToken cancellationToken)
    {
        var kind = folders.RunsAsNobody ? SandboxKind.AsNobody : SandboxKind.AsOurselves;
        var chromium = new Chromium(executable, Version: "", kind, folders.RunsAsNobody);
        var profile = folders.NewTemporaryProfile();
        try
        {
            ProfileFolder.Prepare(profile, folders);
            var (version, failure) = await ReadVersionAsync(chromium, profile, cancellationToken);
            if (version is null)
            {
                return new ProbeOutcome.Broken(Format(ChromiumTexts.NoVersion, failure));
            }

            chromium = chromium with { Version = version };
            var obstacle = folders.Obstacle ?? await TrySandboxAsync(chromium, profile, cancellationToken);
            if (obstacle is null)
            {
                return new ProbeOutcome.Works(chromium);
            }

            chromium = chromium with { Sandbox = SandboxKind.None };
            await LookAsync(chromium, profile, static _ => Task.FromResult(true), cancellationToken);
            return new ProbeOutcome.WithoutSandbox(chromium, obstacle);
        }
        catch (BrowserLaunchException e)
        {
            return new ProbeOutcome.Broken(e.Message);
        }
        finally
        {
            folders.RemoveScratch(profile);
            Directory.Delete(profile, recursive: true);
        }
    }

    /// <returns>What keeps the sandbox from working; null when it does.</returns>
    private async Task<string?> TrySandboxAsync(Chromium chromium, string profile, CancellationToken cancellationToken)
    {
        try
        {
            var confined = await LookAsync(chromium, profile, processes => processes.BecomeConfinedAsync(clock), cancellationToken);
            return confined ? null : ChromiumTexts.SandboxNotInForce;
        }
        catch (BrowserLaunchException e)
        {
            return Format(ChromiumTexts.SandboxDoesNotStart, e.Message);
        }
    }

    private async Task<bool> LookAsync(
        Chromium chromium, string profile, Func<BrowserProcesses, Task<bool>> look, CancellationToken cancellationToken)
    {
        await using var egress = proxies.Open(EgressRules.Nothing);
        var context = await launcher.LaunchAsync(chromium, BrowserProfile.Temporary(), profile, egress.Address, cancellationToken);
        var processes = BrowserProcesses.Of(profile);
        try
        {
            return await look(processes);
        }
        finally
        {
            await CloseAsync(context, processes);
        }
    }

    private async Task CloseAsync(IBrowserContext context, BrowserProcesses processes)
    {
        try
        {
            await context.CloseAsync().WaitAsync(Patience, clock);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // Ended below.
        }

        await processes.EndAsync(TimeSpan.FromSeconds(1), clock);
    }

    private async Task<(string? Version, string Failure)> ReadVersionAsync(
        Chromium chromium, string profile, CancellationToken cancellationToken)
    {
        // Chrome for Windows knows no such argument, and would open a window.
        if (OperatingSystem.IsWindows())
        {
            return (System.Diagnostics.FileVersionInfo.GetVersionInfo(chromium.ExecutablePath).ProductVersion, "");
        }

        var command = new CommandLine(launcher.Script(chromium), ["--version"])
        {
            Environment = launcher.ScriptEnvironment(profile) ?? [],
        };
        var timeout = options.Value.LaunchTimeout;
        string? version = null;
        var result = await commands.RunAsync(
            command,
            timeout,
            timeout,
            line => version = NameAndVersion().Match(line) is { Success: true } match ? match.Value : version,
            cancellationToken);
        return result.Succeeded && version is not null
            ? (version, "")
            : (null, result.LastLine is "" ? ChromiumTexts.SaidNothing : result.LastLine);
    }

    [GeneratedRegex(@"[A-Z][A-Za-z ]* \d+(\.\d+)+")]
    private static partial Regex NameAndVersion();

    private static string Format(string text, string value) => string.Format(CultureInfo.CurrentCulture, text, value);
}
