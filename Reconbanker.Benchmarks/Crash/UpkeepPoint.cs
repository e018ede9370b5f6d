using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>A place at which a backup, a restore or a change of the key is killed.</summary>
internal sealed record UpkeepPoint(UpkeepTask Task, CrashPoint Point)
{
    /// <summary>One line each.</summary>
    public static IReadOnlyList<UpkeepPoint> All { get; } =
    [
        new(UpkeepTask.Backup, new("backup: before the snapshot", Moment.Statement, "VACUUM INTO")),
        new(UpkeepTask.Backup, new("backup: after the snapshot", Moment.Statement, "FROM \"AspNetUsers\"")),
        new(UpkeepTask.Backup, new("backup: before it is encrypted", Moment.Statement, "FROM \"Deliveries\"")),
        new(UpkeepTask.Restore, new("restore: once it is unpacked", Moment.Statement, "pragma_quick_check")),
        new(UpkeepTask.Restore, new("restore: before it is brought up to date", Moment.Statement, "pragma_foreign_key_check")),
        new(UpkeepTask.Restore, new("restore: before its journal is set", Moment.Statement, "PRAGMA journal_mode")),
        new(UpkeepTask.Restore, new("restore: before it is taken", Moment.Statement, "FROM \"Deliveries\"")),
        new(UpkeepTask.ChangeKey, new("key: in the file, unknown to the database", Moment.KeyStep)),
        new(UpkeepTask.ChangeKey, new("key: before the database knows it", Moment.Statement, "INSERT INTO \"SealingKeys\"")),
        new(UpkeepTask.ChangeKey, new("key: before anything is sealed anew", Moment.Statement, "PRAGMA secure_delete")),
        new(UpkeepTask.ChangeKey, new("key: after a part is sealed anew", Moment.KeyStep, Nth: 3)),
        new(UpkeepTask.ChangeKey, new("key: after more is sealed anew", Moment.KeyStep, Nth: 5)),
        new(UpkeepTask.ChangeKey, new("key: before the old one is retired", Moment.Statement, "UPDATE \"SealingKeys\"")),
        new(UpkeepTask.ChangeKey, new("key: before its retirement commits", Moment.Committing, "UPDATE \"SealingKeys\"")),
        new(UpkeepTask.ChangeKey, new("key: retired, and still in the file", Moment.Committed, "UPDATE \"SealingKeys\"")),
        new(UpkeepTask.ChangeKey, new("key: out of the file", Moment.Statement, "PRAGMA wal_checkpoint")),
    ];
}
