using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reconbanker.Core.Data;

/// <summary>What holds for every connection to SQLite. The write-ahead log is a property of the file: <see cref="DatabaseStart"/>.</summary>
internal sealed class ConnectionSettings : DbConnectionInterceptor
{
    // What is committed survives a power cut; what is deleted is overwritten; what a file brings along as its schema runs no functions.
    private const string Pragmas =
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
