using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Backups;

/// <param name="Found">What the restored database holds, brought up to date.</param>
/// <param name="MissingKeyIds">Vault keys that it needs and that are not here: its recovery sheet is asked for when it starts.</param>
/// <param name="SecretsThatOpen">Of the secrets, those that the vault key here opens.</param>
/// <param name="Problems">Why it would not work, one sentence each; none when it would.</param>
public sealed record RehearsalReport(
    BackupManifest Manifest, BackupFacts? Found, IReadOnlyList<string> MissingKeyIds, int SecretsThatOpen, IReadOnlyList<string> Problems)
{
    public bool WouldWork => Problems.Count == 0;
}

/// <summary>Restores a backup into a scratch folder, and tells whether it would work in earnest.</summary>
public sealed class Rehearsal(DataFolder folder)
{
    /// <exception cref="BackupException">It cannot even be read.</exception>
    public async Task<RehearsalReport> RunAsync(Stream backup, BackupSecret secret, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(folder);
        return await RunAsync(backup, secret, Path.Combine(scratch.Path, BackupMaker.DatabaseEntry), cancellationToken);
    }

    /// <param name="database">Where the restored database is to lie, and stays.</param>
    internal async Task<RehearsalReport> RunAsync(Stream backup, BackupSecret secret, string database, CancellationToken cancellationToken)
    {
        var manifest = await BackupReader.UnpackAsync(backup, secret, database, cancellationToken);
        try
        {
            DatabaseCheck.Run(database);
            await using var db = DatabaseFiles.Open(database, SqliteOpenMode.ReadWrite);
            var problems = new List<string>();
            problems.AddRange(await ProblemsAsync(db, "SELECT integrity_check AS Value FROM pragma_integrity_check WHERE integrity_check <> 'ok'", cancellationToken));
            problems.AddRange(await ProblemsAsync(
                db, "SELECT 'A row of ' || \"table\" || ' belongs to a row of ' || \"parent\" || ' that is missing.' AS Value FROM pragma_foreign_key_check", cancellationToken));
            await db.Database.MigrateAsync(cancellationToken);

            // A snapshot does not keep it, and without it readers and writers wait for each other.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            var found = await BackupFacts.ReadAsync(db, cancellationToken);
            if (!found.HoldsAsMuchAs(manifest.Facts))
            {
                problems.Add($"It does not hold what was backed up: {found} instead of {manifest.Facts}.");
            }

            var (ring, missing) = Keys(found);
            var opened = ring is null ? 0 : await CountOpenAsync(db, ring, cancellationToken);
            if (missing.Count == 0 && opened < found.Secrets)
            {
                problems.Add($"Of {found.Secrets} secrets only {opened} open.");
            }

            return new RehearsalReport(manifest, found, missing, opened, problems);
        }
        catch (DatabaseUnusableException e)
        {
            return new RehearsalReport(manifest, null, [], 0, [e.Message]);
        }
    }

    private (VaultKeyRing? Ring, IReadOnlyList<string> Missing) Keys(BackupFacts found)
    {
        try
        {
            var ring = VaultKeyFile.Read(folder.VaultKeyFile);
            return (ring, [.. found.KeyIds.Except(ring?.Ids ?? [])]);
        }
        catch (VaultKeyException)
        {
            return (null, found.KeyIds);
        }
    }

    private static async Task<int> CountOpenAsync(ReconbankerDb db, VaultKeyRing ring, CancellationToken cancellationToken)
    {
        var opened = 0;
        foreach (var column in SealedColumns.Of(db.Model))
        {
            var after = Guid.Empty;
            while (await column.ReadAsync(db, after, null, cancellationToken) is { Count: > 0 } values)
            {
                opened += values.Count(value => Opens(column, ring, value));
                after = values[^1].RowId;
            }
        }

        return opened;
    }

    private static bool Opens(SealedColumn column, VaultKeyRing ring, (Guid RowId, object Value) value)
    {
        try
        {
            column.Open(ring, value.RowId, value.Value);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static Task<List<string>> ProblemsAsync(ReconbankerDb db, string question, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<string>(question).Take(10).ToListAsync(cancellationToken);
}
