using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Browser.Egress;

namespace Reconbanker.Core.Browser;

/// <summary>Starts browsers, each on a profile of its own, and ends those that are left when the app stops.</summary>
public sealed partial class BrowserHost(
    ChromiumProvider provider,
    ChromiumLauncher launcher,
    BrowserFolders folders,
    EgressProxies proxies,
    IOptions<BrowserOptions> options,
    TimeProvider clock,
    ILogger<BrowserHost> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, BrowserSession?> _inUse = new();

    /// <summary>Starts a browser with one empty page, waiting for Chromium to be there first.</summary>
    /// <exception cref="ChromiumUnavailableException">This machine has no Chromium that we may use.</exception>
    /// <exception cref="ProfileInUseException">The account's browser is running already.</exception>
    /// <exception cref="BrowserLaunchException">It did not start.</exception>
    public async Task<BrowserSession> LaunchAsync(BrowserProfile profile, CancellationToken cancellationToken)
    {
        var chromium = await provider.GetAsync(cancellationToken);
        var folder = profile.AccountId is { } accountId ? folders.KeptProfile(accountId) : folders.NewTemporaryProfile();
        if (!_inUse.TryAdd(folder, null))
        {
            throw new ProfileInUseException(profile.AccountId.GetValueOrDefault());
        }

        var egress = proxies.Open(profile.Egress);
        try
        {
            // The data folder is ours alone: what runs on this profile is a browser of ours that would not end.
            BrowserProcesses.Of(folder).Kill();
            ProfileFolder.Prepare(folder, folders);
            var context = await launcher.LaunchAsync(chromium, profile, folder, egress.Address, cancellationToken);
            var page = context.Pages.Count > 0
                ? context.Pages[0]
                : await context.NewPageAsync().WaitAsync(options.Value.StepTimeout, clock, cancellationToken);
            var session = new BrowserSession(
                context, page, BrowserProcesses.Of(folder), egress, options.Value.StepTimeout, clock, gone => ReleaseAsync(profile, folder, gone));
            _inUse[folder] = session;
            return session;
        }
        catch
        {
            await BrowserProcesses.Of(folder).EndAsync(TimeSpan.Zero, clock);
            await egress.DisposeAsync();
            await ReleaseAsync(profile, folder, gone: true);
            throw;
        }
    }

    /// <summary>Forgets what an account's browser kept: its cookies and the bank's storage.</summary>
    /// <exception cref="ProfileInUseException">The account's browser is running.</exception>
    public void DeleteProfile(Guid accountId)
    {
        var folder = folders.KeptProfile(accountId);
        if (!_inUse.TryAdd(folder, null))
        {
            throw new ProfileInUseException(accountId);
        }

        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        finally
        {
            _inUse.TryRemove(folder, out _);
        }
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_inUse.Values.OfType<BrowserSession>().Select(session => session.DisposeAsync().AsTask()));

    private Task ReleaseAsync(BrowserProfile profile, string folder, bool gone)
    {
        if (!gone)
        {
            LogStillRunning(folder);
        }

        try
        {
            if (profile.AccountId is null)
            {
                Directory.Delete(folder, recursive: true);
            }
            else
            {
                ProfileFolder.Scrub(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start removes it.
            LogNotRemoved(folder, e);
        }

        _inUse.TryRemove(folder, out _);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "The browser on {Profile} could not be ended.")]
    private partial void LogStillRunning(string profile);

    [LoggerMessage(LogLevel.Warning, "What the browser left in {Profile} could not be removed; the next start will.")]
    private partial void LogNotRemoved(string profile, Exception exception);
}
