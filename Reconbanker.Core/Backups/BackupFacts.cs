using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Backups;

/// <summary>What a database holds, by which a restored one is compared with the one that was backed up.</summary>
/// <param name="Migration">The last change of its form.</param>
/// <param name="KeyIds">The vault keys that open its secrets.</param>
/// <param name="Secrets">Sealed values.</param>
public sealed record BackupFacts(
    string Migration, IReadOnlyList<string> KeyIds, int Users, int Accounts, int Transactions, int Deliveries, int Secrets)
{
    internal static async Task<BackupFacts> ReadAsync(ReconbankerDb db, CancellationToken cancellationToken)
    {
        var secrets = 0;
        foreach (var column in SealedColumns.Of(db.Model))
        {
            secrets += await CountAsync(column, db, cancellationToken);
        }

        return new BackupFacts(
            (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault() ?? "",
            NeededKeys.Of(db),
            await db.Users.CountAsync(cancellationToken),
            await db.Accounts.CountAsync(cancellationToken),
            await db.Transactions.CountAsync(cancellationToken),
            await db.Deliveries.CountAsync(cancellationToken),
            secrets);
    }

    /// <summary>Whether it holds as much, whatever became of its form meanwhile.</summary>
    internal bool HoldsAsMuchAs(BackupFacts other) =>
        (Users, Accounts, Transactions, Deliveries, Secrets) == (other.Users, other.Accounts, other.Transactions, other.Deliveries, other.Secrets);

    private static async Task<int> CountAsync(SealedColumn column, ReconbankerDb db, CancellationToken cancellationToken)
    {
        try
        {
            return await column.CountOthersAsync(db, "", cancellationToken);
        }
        catch (DbException e) when (e.Message.Contains("no such", StringComparison.Ordinal))
        {
            // A database of an earlier version.
            return 0;
        }
    }
}

/// <summary>What stands first in a backup.</summary>
/// <param name="DatabaseHash">SHA-256 of the database in it, in hexadecimal.</param>
public sealed record BackupManifest(DateTimeOffset MadeAt, string DatabaseHash, long DatabaseLength, BackupFacts Facts);
