using Reconbanker.Core.Data;

namespace Reconbanker.Core.Backups;

public abstract record RestoreOutcome
{
    private RestoreOutcome() { }

    /// <param name="Aside">Where the database that was there before lies now; null when there was none.</param>
    public sealed record Restored(RehearsalReport Report, string? Aside) : RestoreOutcome;

    /// <summary>The next start takes the restored database, and moves aside what is there now.</summary>
    public sealed record Pending(RehearsalReport Report) : RestoreOutcome;

    /// <summary>There is a database already, and nobody said that it may be replaced.</summary>
    public sealed record InUse(string Database) : RestoreOutcome;

    /// <summary>The backup can be read, but what it holds would not work; nothing was changed.</summary>
    public sealed record WouldNotWork(RehearsalReport Report) : RestoreOutcome;
}

/// <summary>Puts a backup in the database's place: at once while Reconbanker does not run, or with its next start.</summary>
public sealed class Restoring(DataFolder folder, TimeProvider clock)
{
    /// <summary>Rehearses first, and takes what the rehearsal brought up to date. A database that is there is moved aside, whole.</summary>
    /// <exception cref="BackupException">It cannot be read; nothing was changed.</exception>
    /// <exception cref="InstanceInUseException">Reconbanker runs on the folder; nothing was changed.</exception>
    public async Task<RestoreOutcome> RunAsync(Stream backup, BackupSecret secret, bool replace, CancellationToken cancellationToken)
    {
        using var instance = new InstanceLock(folder);
        instance.Take();
        PendingRestore.Finish(folder);
        if (!replace && DatabaseFiles.Of(folder.DatabaseFile).Any(File.Exists))
        {
            return new RestoreOutcome.InUse(folder.DatabaseFile);
        }

        return await PrepareAsync(backup, secret, cancellationToken) is var outcome && outcome is RestoreOutcome.Pending pending
            ? new RestoreOutcome.Restored(pending.Report, PendingRestore.Finish(folder))
            : outcome;
    }

    /// <summary>Rehearses, and leaves what it brought up to date for the next start of Reconbanker, which may run meanwhile.</summary>
    /// <returns><see cref="RestoreOutcome.Pending"/> or <see cref="RestoreOutcome.WouldNotWork"/>.</returns>
    /// <exception cref="BackupException">It cannot be read; nothing was changed.</exception>
    public async Task<RestoreOutcome> PrepareAsync(Stream backup, BackupSecret secret, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(folder);
        var database = Path.Combine(scratch.Path, BackupMaker.DatabaseEntry);
        var report = await new Rehearsal(folder).RunAsync(backup, secret, database, cancellationToken);
        if (!report.WouldWork)
        {
            return new RestoreOutcome.WouldNotWork(report);
        }

        PendingRestore.Commit(folder, database, clock.GetUtcNow());
        return new RestoreOutcome.Pending(report);
    }
}
