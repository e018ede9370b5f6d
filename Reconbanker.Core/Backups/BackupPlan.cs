namespace Reconbanker.Core.Backups;

/// <summary>The one row that says when backups are made by themselves, and how the last one went. Without it none are.</summary>
public sealed class BackupPlan
{
    public const int MostKept = 365;

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>In the time zone of the machine.</summary>
    public required TimeOnly At { get; set; }

    /// <summary>How many files stay; the oldest go when a new one is whole.</summary>
    public required int Keep { get; set; }

    /// <summary>Absolute.</summary>
    public required string Folder { get; set; }

    public required string SealedPassphrase { get; set; }

    /// <summary>When one was last begun, whatever became of it.</summary>
    public DateTimeOffset? TriedAt { get; set; }

    /// <summary>When the last one that would work was begun, and its file.</summary>
    public DateTimeOffset? MadeAt { get; set; }
    public string? MadeFile { get; set; }
    public long? MadeLength { get; set; }

    /// <summary>Why the last try failed, for people; null when it did not.</summary>
    public string? Problem { get; set; }

    /// <summary>The last moment, not after now, at which one was to be made.</summary>
    public DateTimeOffset LastDue(TimeProvider clock)
    {
        var now = clock.GetLocalNow();
        var today = Moment(DateOnly.FromDateTime(now.DateTime), clock.LocalTimeZone);
        return today <= now ? today : Moment(DateOnly.FromDateTime(now.DateTime).AddDays(-1), clock.LocalTimeZone);
    }

    /// <remarks>On a night on which the clocks skip that time, an hour later.</remarks>
    private DateTimeOffset Moment(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(At);
        local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
