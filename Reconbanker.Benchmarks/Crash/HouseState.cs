using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>One value for all that a data folder must not lose: its rows, and its secrets as they open with the key file.</summary>
internal static class HouseState
{
    /// <exception cref="InvalidDataException">The database is missing or damaged, or a secret does not open.</exception>
    public static async Task<string> OfAsync(string database, string keyFile, CancellationToken stop)
    {
        try
        {
            return await ReadAsync(database, keyFile, stop);
        }
        catch (Exception e) when (e is SqliteException or CryptographicException or VaultKeyException)
        {
            throw new InvalidDataException($"{database} does not open: {e.Message}", e);
        }
    }

    private static async Task<string> ReadAsync(string database, string keyFile, CancellationToken stop)
    {
        var options = new DbContextOptionsBuilder<ReconbankerDb>().UseSqlite($"Data Source={database};Pooling=False;Mode=ReadWrite").Options;
        await using var db = new ReconbankerDb(options);
        if (await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").FirstAsync(stop) is var verdict && verdict != "ok")
        {
            throw new InvalidDataException($"{database} is damaged: {verdict}");
        }

        var rows = new List<string>();
        rows.AddRange(await db.Users.OrderBy(u => u.Id).Select(u => $"{u.Id} {u.Email}").ToListAsync(stop));
        rows.AddRange(await db.Accounts.OrderBy(a => a.Id).Select(a => $"{a.Id} {a.Name}").ToListAsync(stop));
        rows.AddRange((await db.Transactions.AsNoTracking().OrderBy(t => t.Id).ToListAsync(stop)).Select(t => $"{t.Id} {t.Amount} {t.State}"));
        rows.AddRange(await db.Deliveries.OrderBy(d => d.Id).Select(d => $"{d.Id} {d.EventId} {d.State}").ToListAsync(stop));
        rows.AddRange(await SecretsAsync(db, keyFile, stop));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))));
    }

    private static async Task<List<string>> SecretsAsync(ReconbankerDb db, string keyFile, CancellationToken stop)
    {
        var ring = VaultKeyFile.Read(keyFile) ?? throw new InvalidDataException($"{keyFile} is missing.");
        var secrets = new List<string>();
        foreach (var column in SealedColumns.Of(db.Model))
        {
            var after = Guid.Empty;
            while (await column.ReadAsync(db, after, exceptKeyId: null, stop) is { Count: > 0 } values)
            {
                secrets.AddRange(values.Select(value => $"{column} {value.RowId} {Open(ring, column.Context(value.RowId), value.Value)}"));
                after = values[^1].RowId;
            }
        }

        return secrets;
    }

    private static string Open(VaultKeyRing ring, SealContext context, object value) =>
        value is string text ? ring.Open(text, context).Reveal() : Convert.ToHexString(ring.Open((byte[])value, context));
}
