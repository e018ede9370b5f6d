using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <summary>Unlocks the vault before anything uses it, and has the database know the keys that it needs.</summary>
/// <remarks>A missing or wrong key never comes this far where the start was checked: see <see cref="StartCheck"/>.</remarks>
internal sealed class VaultUnlocking(Vault vault, IDbContextFactory<ReconbankerDb> databases, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        vault.Unlock();
        await RegisterAsync(vault.Ring, databases, clock, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static async Task RegisterAsync(
        VaultKeyRing ring, IDbContextFactory<ReconbankerDb> databases, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await db.SealingKeys.Select(key => key.Id).ToListAsync(cancellationToken);
        db.SealingKeys.AddRange(ring.Ids.Except(known).Select(id => new SealingKey { Id = id, MadeAt = clock.GetUtcNow() }));
        await db.SaveChangesAsync(cancellationToken);
    }
}
