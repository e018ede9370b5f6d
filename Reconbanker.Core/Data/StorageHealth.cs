using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Reconbanker.Core.Data;

/// <summary>Why nothing can be stored now, or nothing new should begin. The pages stay up meanwhile.</summary>
public enum StorageProblem { DiskFull, LittleRoom, DiskFails, DatabaseDamaged, DatabaseLocked, DatabaseUnavailable }

/// <summary>Knows whether the database takes what is given to it. What failed is tried anew at every question, so that it heals by itself.</summary>
public sealed class StorageHealth(DataFolder folder, IOptions<StorageOptions> options)
{
    private volatile SqliteException? _lastFailure;

    /// <summary>What <see cref="ProblemAsync"/> finds is worth a probe that writes only after something failed.</summary>
    internal void Note(SqliteException failure) => _lastFailure = failure;

    /// <summary>Null when all is well.</summary>
    public async Task<StorageProblem?> ProblemAsync(ReconbankerDb db, CancellationToken cancellationToken)
    {
        try
        {
            if (_lastFailure is { } failure)
            {
                await ProbeAsync(db, cancellationToken);
                Interlocked.CompareExchange(ref _lastFailure, null, failure);
            }

            return HasRoom() ? null : StorageProblem.LittleRoom;
        }
        catch (SqliteException e)
        {
            return Judge(e);
        }
    }

    /// <summary>What a failure of the database means for the person who runs the app.</summary>
    public static StorageProblem Judge(SqliteException failure) => failure.SqliteErrorCode switch
    {
        SqliteFailure.Full => StorageProblem.DiskFull,
        SqliteFailure.IoError => StorageProblem.DiskFails,
        SqliteFailure.Corrupt or SqliteFailure.NotADatabase => StorageProblem.DatabaseDamaged,
        SqliteFailure.Busy or SqliteFailure.Locked => StorageProblem.DatabaseLocked,
        _ => StorageProblem.DatabaseUnavailable,
    };

    /// <summary>On files that were closed and opened again: after a failed fsync nobody knows what an open one holds.</summary>
    private static async Task ProbeAsync(ReconbankerDb db, CancellationToken cancellationToken)
    {
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE \"__Probe\" (\"Room\" BLOB); INSERT INTO \"__Probe\" VALUES (zeroblob(20000)); DROP TABLE \"__Probe\"", cancellationToken);
        await commit.CommitAsync(cancellationToken);
    }

    private bool HasRoom()
    {
        try
        {
            return new DriveInfo(folder.Root).AvailableFreeSpace >= options.Value.LeastFreeMegabytes * 1024L * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // a disk that says nothing is not known to be full
        }
    }
}
