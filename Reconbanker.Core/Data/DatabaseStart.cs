using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Reconbanker.Core.Backups;

namespace Reconbanker.Core.Data;

/// <summary>Looks whether the data folder's database may be used, and creates it or brings it up to date. Registered before whatever reads it.</summary>
internal sealed class DatabaseStart(DataFolder folder, InstanceLock instance, IDbContextFactory<ReconbankerDb> databases) : IHostedService
{
    /// <exception cref="StartRefusedException">It may not be used; says why, and nothing has been changed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var held = instance.Take();
        PendingRestore.Finish(folder);
        ScratchFolder.RemoveLeftovers(folder);
        DatabaseCheck.Run(folder, held.HeldVersion);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            await PrepareAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException e)
        {
            throw DatabaseCheck.Refused(folder.DatabaseFile, e);
        }

        held.Remember(db.Database.GetMigrations().Last());
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <remarks>
    /// The journal is a property of the file, which a backup that is put back may have lost. A process that was killed in a migration leaves
    /// EF's own lock behind, which every later start would wait for without end; nobody else migrates now: we hold the folder.
    /// </remarks>
    private static async Task PrepareAsync(ReconbankerDb db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
    }
}
