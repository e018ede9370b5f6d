using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Accounts;

/// <summary>Seals the webhook addresses that an earlier version stored as they were typed. Registered after the vault is unlocked.</summary>
/// <remarks>All of them in one commit, which an address survives as it was or sealed; a start that is interrupted begins again.</remarks>
internal sealed class WebhookUrlSealing(IDbContextFactory<ReconbankerDb> databases, Vault vault) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);

        // No sealed value holds these signs.
        var accounts = await db.Accounts
            .Where(a => a.SealedWebhookUrl != null && a.SealedWebhookUrl.Contains("://"))
            .ToListAsync(cancellationToken);
        if (accounts.Count == 0)
        {
            return;
        }

        accounts.ForEach(a => a.SealedWebhookUrl = vault.Seal(new SecretText(a.SealedWebhookUrl!), AccountSecrets.WebhookUrl(a.Id)));
        await db.SaveChangesAsync(cancellationToken);

        // SQLite leaves what was overwritten in its free pages and in its log until both are written anew.
        if (db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) is true)
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
