using Microsoft.Data.Sqlite;

namespace Reconbanker.Core.Data;

/// <summary>Looks at a database file before anything is done with it, and refuses what is no whole database of ours. Changes nothing.</summary>
/// <param name="file">The database.</param>
/// <param name="known">The versions that this release can read, oldest first.</param>
public sealed class DatabaseCheck(string file, IReadOnlyList<string> known)
{
    private const string Restore = "Nothing has been changed. Put the right file back, or restore a backup.";

    private static readonly byte[] Header = "SQLite format 3\0"u8.ToArray();

    /// <summary>Whether there is anything to look at: an empty file is what a first start leaves that was cut off.</summary>
    public bool Exists => File.Exists(file) && new FileInfo(file).Length > 0;

    /// <exception cref="StartRefusedException">It may not be used; says why.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        CheckFiles();
        try
        {
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            await connection.OpenAsync(cancellationToken);
            if (await ReadAsync(connection, "PRAGMA quick_check(1)", cancellationToken) is not "ok")
            {
                throw new StartRefusedException($"The database {file} is damaged. {Restore}");
            }

            await CheckVersionAsync(connection, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw Refused(file, e);
        }
    }

    /// <summary>What SQLite said, as a sentence for the person who started the app.</summary>
    public static StartRefusedException Refused(string file, SqliteException failure) => new(failure.SqliteErrorCode switch
    {
        SqliteFailure.Corrupt or SqliteFailure.NotADatabase => $"The database {file} is damaged, or is none. {Restore}",
        SqliteFailure.Full => $"The disk of {file} is full. Make room and start again; what was stored is kept.",
        SqliteFailure.Busy or SqliteFailure.Locked =>
            $"The database {file} is locked by another program. Close it and start again.",
        SqliteFailure.IoError => $"The disk of {file} fails ({failure.SqliteExtendedErrorCode}). Check the disk, then restore a backup.",
        _ => $"The database {file} cannot be opened: {failure.Message}",
    });

    private void CheckFiles()
    {
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            var start = new byte[Header.Length];
            if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan().SequenceEqual(Header))
            {
                throw new StartRefusedException($"{file} is not a database. {Restore}");
            }
        }

        // SQLite makes the -wal before the -shm and removes it after: the one without the other was lost, and the last commits with it.
        if (File.Exists(file + "-shm") && !File.Exists(file + "-wal"))
        {
            throw new StartRefusedException($"The file {file}-wal is missing, and with it what was stored last. {Restore} "
                + $"To go on with the older state that is left, remove {file}-shm.");
        }
    }

    private async Task CheckVersionAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        const string HasVersions = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if (await ReadAsync(connection, HasVersions, cancellationToken) is 0L)
        {
            if (await ReadAsync(connection, "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '\\_\\_EF%' ESCAPE '\\'", cancellationToken) is not 0L)
            {
                throw new StartRefusedException($"{file} is a database of another program. {Restore}");
            }

            return;
        }

        var version = (string?)await ReadAsync(connection, "SELECT max(MigrationId) FROM __EFMigrationsHistory", cancellationToken);
        if (version is not null && !known.Contains(version))
        {
            throw new StartRefusedException($"The database {file} has the version {version}, from a newer Reconbanker than this one, which knows "
                + $"versions up to {known[^1]}. Nothing has been changed. Start the newer release, or restore a backup that this one made.");
        }
    }

    private static async Task<object?> ReadAsync(SqliteConnection connection, string query, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = query;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken) is var value && value is DBNull ? null : value;
    }
}
