using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Activity;

namespace Reconbanker.Core.Browser;

/// <summary>Sees to it, from the start of the app, that there is a Chromium: found, or else installed.</summary>
public sealed partial class ChromiumProvider(
    ChromiumSearch search,
    ChromiumInstaller installer,
    ChromiumProbe probe,
    BrowserFolders folders,
    ProfileStore profiles,
    IOptions<BrowserOptions> options,
    IHostEnvironment environment,
    ActivityFeed feed,
    TimeProvider clock,
    ILogger<ChromiumProvider> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _one = new();
    private volatile ChromiumState _state = new ChromiumState.Searching();
    private Task<ChromiumState>? _provision;

    /// <summary>Now. Every change of it is told to the <see cref="ActivityFeed"/>, topic <see cref="ActivityTopic.Browser"/>.</summary>
    public ChromiumState State => _state;

    /// <summary>Waits until there is one.</summary>
    /// <exception cref="ChromiumUnavailableException">There is none, and it says what a person can do.</exception>
    public async Task<Chromium> GetAsync(CancellationToken cancellationToken) =>
        await Provision(again: false).WaitAsync(cancellationToken) switch
        {
            ChromiumState.Ready ready => ready.Chromium,
            ChromiumState.Unavailable none => throw new ChromiumUnavailableException(none.Reason, none.Command),
            var state => throw new InvalidOperationException($"Looking for Chromium ended as {state}."),
        };

    /// <summary>Looks again after it was unavailable; joins a search that is under way.</summary>
    /// <returns>What came of it: ready or unavailable.</returns>
    public Task<ChromiumState> RetryAsync(CancellationToken cancellationToken) => Provision(again: true).WaitAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Provision(again: false);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        if (_provision is { } provision)
        {
            await Task.WhenAny(provision, Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken));
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Makes a state the present one.</summary>
    internal void Enter(ChromiumState state)
    {
        _state = state;
        feed.Publish(Guid.Empty, Guid.Empty, ActivityTopic.Browser);
    }

    private Task<ChromiumState> Provision(bool again)
    {
        lock (_one)
        {
            if (_provision is null || (again && _provision.IsCompleted && _state is not ChromiumState.Ready))
            {
                _provision = Task.Run(() => ProvisionAsync(_stop.Token), _stop.Token);
            }

            return _provision;
        }
    }

    private async Task<ChromiumState> ProvisionAsync(CancellationToken stop)
    {
        Enter(new ChromiumState.Searching());
        var state = await ConcludeAsync(stop);
        switch (state)
        {
            case ChromiumState.Ready { Warning: null } ready:
                LogReady(ready.Chromium.Version, ready.Chromium.ExecutablePath, ready.Chromium.Sandbox);
                break;
            case ChromiumState.Ready ready:
                LogWithoutSandbox(ready.Chromium.Version, ready.Chromium.ExecutablePath, ready.Warning);
                break;
            case ChromiumState.Unavailable none:
                LogUnavailable(none.Command is null ? none.Reason : $"{none.Reason} {Format(ChromiumTexts.RunThis, none.Command)}");
                break;
        }

        Enter(state);
        return state;
    }

    private async Task<ChromiumState> ConcludeAsync(CancellationToken stop)
    {
        try
        {
            folders.Prepare();
            profiles.TakeUp();
            return options.Value.ExecutablePath is { Length: > 0 } configured
                ? await UseConfiguredAsync(Path.GetFullPath(configured), stop)
                : await FindAsync(stop) ?? await InstallAsync(stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogFailed(e);
            return new ChromiumState.Unavailable(Format(ChromiumTexts.Failed, e.Message), null);
        }
    }

    private async Task<ChromiumState> UseConfiguredAsync(string path, CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            return new ChromiumState.Unavailable(Format(ChromiumTexts.ConfiguredPathMissing, path), null);
        }

        var outcome = await probe(path, stop);
        return outcome is ProbeOutcome.Broken broken
            ? new ChromiumState.Unavailable(Format(ChromiumTexts.ConfiguredPathDoesNotStart, path, broken.Reason), null)
            : Accept(outcome);
    }

    /// <returns>Null when no browser was found that starts.</returns>
    private async Task<ChromiumState?> FindAsync(CancellationToken stop)
    {
        ProbeOutcome? unconfined = null;
        foreach (var path in search.Find())
        {
            switch (await probe(path, stop))
            {
                case ProbeOutcome.Works works:
                    return Accept(works);
                case ProbeOutcome.WithoutSandbox without:
                    unconfined ??= without;
                    break;
                case ProbeOutcome.Broken broken:
                    LogBroken(path, broken.Reason);
                    break;
            }
        }

        return unconfined is null ? null : Accept(unconfined);
    }

    private async Task<ChromiumState> InstallAsync(CancellationToken stop)
    {
        var failures = new List<string>();
        foreach (var installation in installer.Installations())
        {
            var before = search.Find();
            var result = await RunAsync(installation, stop);
            if (result.Succeeded)
            {
                if (await FindAsync(stop) is { } state)
                {
                    return state;
                }

                var installed = string.Join(", ", search.Find().Except(before).DefaultIfEmpty(installation.What));
                failures.Add(Format(ChromiumTexts.InstalledDoesNotStart, installed, result.LastLine));
            }
            else
            {
                var text = result.ExitCode is null ? ChromiumTexts.InstallerGivenUp : ChromiumTexts.InstallerFailed;
                failures.Add(Format(text, installation.What, result.LastLine is "" ? ChromiumTexts.SaidNothing : result.LastLine));
            }

            LogInstallationFailed(installation.What, failures[^1]);
        }

        var reason = failures.Count == 0
            ? ChromiumTexts.NotInstalled
            : Format(ChromiumTexts.NotInstalledBecause, string.Join(' ', failures));
        return new ChromiumState.Unavailable(reason, installer.CommandForPeople());
    }

    private Task<CommandResult> RunAsync(Installation installation, CancellationToken stop)
    {
        LogInstalling(installation.What);
        Enter(new ChromiumState.Installing(installation.What, ""));
        return installer.RunAsync(
            installation,
            line =>
            {
                LogInstallerSaid(installation.What, line);
                Enter(new ChromiumState.Installing(installation.What, line));
            },
            stop);
    }

    private ChromiumState Accept(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Works works => new ChromiumState.Ready(works.Chromium, null),
        ProbeOutcome.WithoutSandbox without when options.Value.AllowWithoutSandbox || environment.IsDevelopment() =>
            new ChromiumState.Ready(without.Chromium, Format(ChromiumTexts.SandboxMissing, without.Reason)),
        ProbeOutcome.WithoutSandbox without => new ChromiumState.Unavailable(Format(ChromiumTexts.SandboxRequired, without.Reason), null),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    [LoggerMessage(LogLevel.Information, "The browser is {Version} at {Path}, its sandbox {Sandbox}.")]
    private partial void LogReady(string version, string path, SandboxKind sandbox);

    [LoggerMessage(LogLevel.Warning, "The browser is {Version} at {Path}. {Warning}")]
    private partial void LogWithoutSandbox(string version, string path, string warning);

    [LoggerMessage(LogLevel.Error, "There is no browser. {Reason}")]
    private partial void LogUnavailable(string reason);

    [LoggerMessage(LogLevel.Warning, "The browser at {Path} is not usable: {Reason}")]
    private partial void LogBroken(string path, string reason);

    [LoggerMessage(LogLevel.Information, "No browser was found; installing one: {What}.")]
    private partial void LogInstalling(string what);

    [LoggerMessage(LogLevel.Debug, "{What}: {Line}")]
    private partial void LogInstallerSaid(string what, string line);

    [LoggerMessage(LogLevel.Warning, "{What} gave no browser: {Reason}")]
    private partial void LogInstallationFailed(string what, string reason);

    [LoggerMessage(LogLevel.Error, "The browser could not be prepared.")]
    private partial void LogFailed(Exception exception);
}
