using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Reconbanker.Core.Data;

/// <summary>Creates the database, or brings it up to date. Registered before whatever reads it.</summary>
internal sealed class DatabaseStart(DataFolder folder, IDbContextFactory<ReconbankerDb> databases) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        DatabaseFiles.CheckVersion(db, folder.DatabaseFile);
        await db.Database.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
