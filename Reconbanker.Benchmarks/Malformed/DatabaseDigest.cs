using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>One value for everything that a database holds.</summary>
internal static class DatabaseDigest
{
    public static async Task<string> OfAsync(string file, CancellationToken stop)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(stop);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var tables = await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", stop);
        foreach (var table in tables)
        {
            foreach (var row in await RowsAsync(connection, $"SELECT * FROM \"{table}\" ORDER BY 1, 2", stop))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(row));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<List<string>> RowsAsync(SqliteConnection connection, string query, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are the schema's own.
        command.CommandText = query;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(stop))
        {
            var values = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(i)}");
            rows.Add(string.Join('\u001f', values));
        }

        return rows;
    }
}
