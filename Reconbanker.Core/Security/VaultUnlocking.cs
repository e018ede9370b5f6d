using Microsoft.Extensions.Hosting;

namespace Reconbanker.Core.Security;

/// <summary>Unlocks the vault before anything else starts: a missing or wrong key stops the app, with a sentence, at once.</summary>
internal sealed class VaultUnlocking(Vault vault) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        vault.Unlock();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
