using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Reconbanker.Core.Data;

/// <summary>A database as files, opened beside the app's own connections.</summary>
public static class DatabaseFiles
{
    /// <summary>The file and those that belong to it while it is open or was not closed well.</summary>
    public static IEnumerable<string> Of(string database) => [database, database + "-wal", database + "-shm"];

    /// <summary>For reading alone; the file is not changed, not even tidied up.</summary>
    public static ReconbankerDb OpenToRead(string file) => Open(file, SqliteOpenMode.ReadOnly);

    internal static ReconbankerDb Open(string file, SqliteOpenMode mode) => new(new DbContextOptionsBuilder<ReconbankerDb>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString()).Options);
}
