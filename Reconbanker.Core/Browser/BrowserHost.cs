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
    ProfileStore profiles,
    EgressProxies proxies,
    IOptions<BrowserOptions> options,
    TimeProvider clock,
    ILogger<BrowserHost> logger) : IAsyncDisposable
{
    // By account; a temporary profile has a number of its own.
    private readonly ConcurrentDictionary<Guid, BrowserSession?> _inUse = new();

    /// <summary>Starts a browser with one empty page, waiting for Chromium to be there first.</summary>
    /// <exception cref="ChromiumUnavailableException">This machine has no Chromium that we may use.</exception>
    /// <exception cref="ProfileInUseException">The account's browser is running already.</exception>
    /// <exception cref="BrowserLaunchException">It did not start, or not with the sandbox that it should have.</exception>
    public async Task<BrowserSession> LaunchAsync(BrowserProfile profile, CancellationToken cancellationToken)
    {
        var chromium = await provider.GetAsync(cancellationToken);
        var user = profile.AccountId ?? Guid.CreateVersion7();
        if (!_inUse.TryAdd(user, null))
        {
            throw new ProfileInUseException(user);
        }

        try
        {
            return await LaunchAsync(chromium, profile, user, cancellationToken);
        }
        catch
        {
            _inUse.TryRemove(user, out _);
            throw;
        }
    }

    /// <summary>
    /// Forgets what an account's browser kept: its cookies and the bank's storage. While the browser runs it keeps them; they are forgotten
    /// when it ends, or at our next start if we end first.
    /// </summary>
    public void DeleteProfile(Guid accountId)
    {
        profiles.MarkForgotten(accountId);
        if (profiles.HasTakenUp && _inUse.TryAdd(accountId, null))
        {
            try
            {
                profiles.Forget(accountId);
            }
            finally
            {
                _inUse.TryRemove(accountId, out _);
            }
        }
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_inUse.Values.OfType<BrowserSession>().Select(session => session.DisposeAsync().AsTask()));

    private async Task<BrowserSession> LaunchAsync(Chromium chromium, BrowserProfile profile, Guid user, CancellationToken cancellationToken)
    {
        var folder = await OpenAsync(profile);
        var egress = proxies.Open(profile.Egress);
        try
        {
            var context = await launcher.LaunchAsync(chromium, profile, folder, egress.Address, cancellationToken);
            var page = context.Pages.Count > 0
                ? context.Pages[0]
                : await context.NewPageAsync().WaitAsync(options.Value.StepTimeout, clock, cancellationToken);
            var processes = BrowserProcesses.Of(folder);
            if (chromium.Sandbox != SandboxKind.None && !await processes.BecomeConfinedAsync(clock))
            {
                throw new BrowserLaunchException(ChromiumTexts.SandboxNotInForce);
            }

            var session = new BrowserSession(
                context, page, processes, egress, options.Value, clock, isGone => Release(profile, user, folder, isGone));
            _inUse[user] = session;
            return session;
        }
        catch
        {
            var isGone = await BrowserProcesses.Of(folder).EndAsync(TimeSpan.Zero, clock);
            await egress.DisposeAsync();
            Release(profile, user, folder, isGone);
            throw;
        }
    }

    private async Task<string> OpenAsync(BrowserProfile profile)
    {
        try
        {
            if (profile.AccountId is { } accountId)
            {
                foreach (var leftOpen in folders.OpenProfilesOf(accountId))
                {
                    // The data folder is ours alone: what runs on this profile is a browser of ours that would not end.
                    await BrowserProcesses.Of(leftOpen).EndAsync(TimeSpan.Zero, clock);
                }
            }

            return profiles.Open(profile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotOpened(e);
            throw new BrowserLaunchException(ChromiumTexts.ProfileNotReady);
        }
    }

    private void Release(BrowserProfile profile, Guid user, string folder, bool isGone)
    {
        try
        {
            if (isGone)
            {
                folders.RemoveScratch(folder);
                profiles.Close(profile, folder);
            }
            else
            {
                LogStillRunning(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start seals or removes it.
            LogNotClosed(folder, e);
        }
        finally
        {
            _inUse.TryRemove(user, out _);
        }
    }

    [LoggerMessage(LogLevel.Error, "The browser on {Profile} could not be ended.")]
    private partial void LogStillRunning(string profile);

    [LoggerMessage(LogLevel.Error, "A browser's profile could not be made ready.")]
    private partial void LogNotOpened(Exception exception);

    [LoggerMessage(LogLevel.Warning, "What the browser left in {Profile} could not be put away; the next start will.")]
    private partial void LogNotClosed(string profile, Exception exception);
}
