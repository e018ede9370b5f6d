using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Reconbanker.Core.Data;

/// <summary>The database cannot be worked with: it is missing, damaged, or of a newer version. Nothing was changed.</summary>
public sealed class DatabaseUnusableException(string message) : StartRefusedException(message);

/// <summary>Looks at a database file before anything is written to it.</summary>
public static class DatabaseFiles
{
    /// <summary>The file and those that belong to it while it is open or was not closed well.</summary>
    public static IEnumerable<string> Of(string database) => [database, database + "-wal", database + "-shm"];

    /// <summary>For reading alone; the file is not changed, not even tidied up.</summary>
    public static ReconbankerDb OpenToRead(string file) => Open(file, SqliteOpenMode.ReadOnly);

    internal static ReconbankerDb Open(string file, SqliteOpenMode mode) => new(new DbContextOptionsBuilder<ReconbankerDb>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString()).Options);

    /// <summary>Whether the data folder's database can be worked with; one that is still to be made can.</summary>
    /// <exception cref="DatabaseUnusableException">Says what is wrong and what to do.</exception>
    public static void Check(DataFolder folder)
    {
        var file = folder.DatabaseFile;
        if (File.Exists(file))
        {
            Check(file);
        }
        else if (Of(file).FirstOrDefault(File.Exists) is { } rest)
        {
            throw new DatabaseUnusableException($"The database {file} is missing, though {rest} is there. {Advice}");
        }
        else if (File.Exists(Path.Combine(folder.KeysFolder, "vault.key")))
        {
            throw new DatabaseUnusableException($"The database {file} is missing, though this data folder was in use: its vault key is there. {Advice} "
                + $"To begin anew instead, move the folder {folder.KeysFolder} away.");
        }
    }

    /// <exception cref="DatabaseUnusableException">Says what is wrong and what to do.</exception>
    public static void Check(string file)
    {
        try
        {
            using var db = OpenToRead(file);
            var verdict = db.Database.SqlQueryRaw<string>("SELECT quick_check AS Value FROM pragma_quick_check").AsEnumerable().First();
            if (verdict != "ok")
            {
                throw new DatabaseUnusableException($"The database {file} is damaged ({verdict}). {Advice}");
            }

            CheckVersion(db, file);
        }
        catch (SqliteException e)
        {
            throw new DatabaseUnusableException($"The database {file} cannot be read ({e.Message.TrimEnd('.')}). {Advice}");
        }
    }

    /// <exception cref="DatabaseUnusableException">A newer version wrote it. Names both.</exception>
    internal static void CheckVersion(ReconbankerDb db, string file)
    {
        var known = db.Database.GetMigrations().ToList();
        if (db.Database.GetAppliedMigrations().Except(known).LastOrDefault() is { } newer)
        {
            throw new DatabaseUnusableException($"The database {file} was written by a newer Reconbanker (its last change is {newer}, this one knows "
                + $"changes up to {known[^1]}). Start that version, or restore a backup of this one; nothing has been changed.");
        }
    }

    private const string Advice =
        "Nothing was changed and no empty database was made. Restore a backup: dotnet run --project Reconbanker.Web -- restore FILE --replace";
}
