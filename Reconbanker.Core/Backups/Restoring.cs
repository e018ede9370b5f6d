using Microsoft.Data.Sqlite;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Backups;

public abstract record RestoreOutcome
{
    private RestoreOutcome() { }

    /// <param name="Aside">Where the database that was there before lies now; null when there was none.</param>
    public sealed record Restored(RehearsalReport Report, string? Aside) : RestoreOutcome;

    /// <summary>There is a database already, and nobody said that it may be replaced.</summary>
    public sealed record InUse(string Database) : RestoreOutcome;

    /// <summary>The backup can be read, but what it holds would not work; nothing was changed.</summary>
    public sealed record WouldNotWork(RehearsalReport Report) : RestoreOutcome;
}

/// <summary>Puts a backup in the database's place, while Reconbanker does not run.</summary>
public sealed class Restoring(DataFolder folder, TimeProvider clock)
{
    /// <summary>Rehearses first, and takes what the rehearsal brought up to date. A database that is there is moved aside, whole.</summary>
    /// <exception cref="BackupException">It cannot be read; nothing was changed.</exception>
    /// <exception cref="InstanceInUseException">Reconbanker runs on the folder; nothing was changed.</exception>
    public async Task<RestoreOutcome> RunAsync(Stream backup, BackupSecret secret, bool replace, CancellationToken cancellationToken)
    {
        using var instance = new InstanceLock(folder);
        instance.Take();

        // Else what this process has worked with before would go on with the files that are moved away.
        SqliteConnection.ClearAllPools();
        var present = DatabaseFiles.Of(folder.DatabaseFile).Where(File.Exists).ToList();
        if (present.Count > 0 && !replace)
        {
            return new RestoreOutcome.InUse(folder.DatabaseFile);
        }

        using var scratch = new ScratchFolder(folder, "restore");
        var database = Path.Combine(scratch.Path, BackupMaker.DatabaseEntry);
        var report = await new Rehearsal(folder).RunAsync(backup, secret, database, cancellationToken);
        if (!report.WouldWork)
        {
            return new RestoreOutcome.WouldNotWork(report);
        }

        string? aside = null;
        if (present.Count > 0)
        {
            aside = Path.Combine(folder.Root, FormattableString.Invariant($"before-restore-{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}"));
            DataFolder.Make(aside);
            present.ForEach(file => File.Move(file, Path.Combine(aside, Path.GetFileName(file))));
        }

        PrivateFiles.Publish(database, folder.DatabaseFile, overwrite: false);
        return new RestoreOutcome.Restored(report, aside);
    }
}
