using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Reconbanker.Core.Data;

/// <summary>The database cannot be worked with: it is missing, damaged, locked, or of a newer version. Nothing was changed.</summary>
public sealed class DatabaseUnusableException(string message) : StartRefusedException(message);

/// <summary>Looks at a database before anything is done with it, and refuses what is no whole database of ours. Changes nothing.</summary>
public static class DatabaseCheck
{
    private const string Restore =
        "Nothing has been changed. Put the right file back, or restore a backup: dotnet run --project Reconbanker.Web -- restore FILE --replace";

    private static readonly byte[] Header = "SQLite format 3\0"u8.ToArray();

    /// <param name="heldVersion">The version of the database that the folder is known to have held; null when it never held one.</param>
    /// <exception cref="DatabaseUnusableException">Says what is wrong and what to do. A database that is still to be made is fine.</exception>
    public static void Run(DataFolder folder, string? heldVersion)
    {
        var file = folder.DatabaseFile;
        if (File.Exists(file) && new FileInfo(file).Length > 0)
        {
            Run(file);
        }
        else if (heldVersion is not null)
        {
            throw new DatabaseUnusableException($"The database {file} is gone; it was there, with the version {heldVersion}. {Restore}. "
                + $"To begin anew, choose another folder with Reconbanker:DataDirectory, or empty {folder.Root}.");
        }
        else if (!File.Exists(file) && DatabaseFiles.Of(file).Skip(1).Append(Path.Combine(folder.KeysFolder, "vault.key")).FirstOrDefault(File.Exists) is { } rest)
        {
            throw new DatabaseUnusableException($"The database {file} is missing, though this data folder was in use: {rest} is there. {Restore}. "
                + $"To begin anew, choose another folder with Reconbanker:DataDirectory, or empty {folder.Root}.");
        }
    }

    /// <exception cref="DatabaseUnusableException">Says what is wrong and what to do.</exception>
    public static void Run(string file)
    {
        CheckFiles(file);
        try
        {
            using var db = DatabaseFiles.OpenToRead(file);
            var verdict = db.Database.SqlQueryRaw<string>("SELECT quick_check AS Value FROM pragma_quick_check").AsEnumerable().First();
            if (verdict != "ok")
            {
                throw new DatabaseUnusableException($"The database {file} is damaged ({verdict}). {Restore}");
            }

            CheckVersion(db, file);
        }
        catch (SqliteException e)
        {
            throw Refused(file, e);
        }
    }

    /// <summary>What SQLite said, as a sentence for the person who started the app.</summary>
    public static DatabaseUnusableException Refused(string file, SqliteException failure) => new(failure.SqliteErrorCode switch
    {
        SqliteFailure.Corrupt or SqliteFailure.NotADatabase => $"The database {file} is damaged, or is none. {Restore}",
        SqliteFailure.Full => $"The disk of {file} is full. Make room and start again; what was stored is kept.",
        SqliteFailure.Busy or SqliteFailure.Locked =>
            $"The database {file} is locked by another program. Close it and start again.",
        SqliteFailure.IoError => $"The disk of {file} fails ({failure.SqliteExtendedErrorCode}). Check the disk, then restore a backup.",
        _ => $"The database {file} cannot be opened: {failure.Message}",
    });

    private static void CheckFiles(string file)
    {
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            var start = new byte[Header.Length];
            if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan().SequenceEqual(Header))
            {
                throw new DatabaseUnusableException($"{file} is not a database. {Restore}");
            }
        }

        // SQLite makes the -wal before the -shm and removes it after: the one without the other was lost, and the last commits with it.
        if (File.Exists(file + "-shm") && !File.Exists(file + "-wal"))
        {
            throw new DatabaseUnusableException($"The file {file}-wal is missing, and with it what was stored last. {Restore}. "
                + $"To go on with the older state that is left, remove {file}-shm.");
        }
    }

    private static void CheckVersion(ReconbankerDb db, string file)
    {
        var applied = db.Database.GetAppliedMigrations().ToList();
        var known = db.Database.GetMigrations().ToList();
        if (applied.Except(known).LastOrDefault() is { } newer)
        {
            throw new DatabaseUnusableException($"The database {file} has the version {newer}, from a newer Reconbanker than this one, which knows "
                + $"versions up to {known[^1]}. Nothing has been changed. Start the newer release, or restore a backup that this one made.");
        }

        // A first start that was cut off leaves the table of versions, with nothing in it.
        const string Others = "SELECT count(*) AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\'";
        if (applied.Count == 0 && db.Database.SqlQueryRaw<int>(Others).AsEnumerable().First() > 0)
        {
            throw new DatabaseUnusableException($"{file} is a database of another program. {Restore}");
        }
    }
}
