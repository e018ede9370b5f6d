using System.Globalization;
using Microsoft.Data.Sqlite;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Backups;

/// <summary>
/// A restored database on its way to the database's place. From the moment at which its folder has the name "restored-…" it is what counts, and
/// whoever starts next finishes the way: a process that is killed leaves the old database or the new one, and never half of either.
/// </summary>
internal static class PendingRestore
{
    private const string Prefix = "restored-";

    /// <summary>Decides for the restored database, which is on the disk.</summary>
    /// <param name="database">Anywhere in the data folder, closed.</param>
    public static void Commit(DataFolder folder, string database, DateTimeOffset now)
    {
        var ready = Path.Combine(folder.Root, Prefix + now.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture));
        var draft = Path.Combine(Path.GetDirectoryName(database)!, "ready");
        DataFolder.Make(draft);
        PrivateFiles.Publish(database, Path.Combine(draft, BackupMaker.DatabaseEntry), overwrite: false);
        Directory.Move(draft, ready);
    }

    /// <summary>Moves what is in the restored database's place aside, and the restored one there. To be called before anything reads a database.</summary>
    /// <returns>Where what was there before lies now; null when there was none, or nothing is pending.</returns>
    public static string? Finish(DataFolder folder)
    {
        string? aside = null;
        foreach (var ready in Directory.GetDirectories(folder.Root, Prefix + "*").Order(StringComparer.Ordinal))
        {
            var restored = Path.Combine(ready, BackupMaker.DatabaseEntry);
            if (File.Exists(restored))
            {
                // Else what this process has worked with before would go on with the files that are moved away.
                SqliteConnection.ClearAllPools();
                aside = MoveAside(folder, "before-restore-" + Path.GetFileName(ready)[Prefix.Length..]);
                PrivateFiles.Publish(restored, folder.DatabaseFile, overwrite: false);
            }

            Directory.Delete(ready, recursive: true);
        }

        return aside;
    }

    private static string? MoveAside(DataFolder folder, string name)
    {
        var aside = Path.Combine(folder.Root, name);
        foreach (var file in DatabaseFiles.Of(folder.DatabaseFile).Where(File.Exists))
        {
            DataFolder.Make(aside);
            File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
        }

        return Directory.Exists(aside) ? aside : null;
    }
}
