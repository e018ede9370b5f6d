using NodaTime;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>The demo bank's own time.</summary>
public static class BankClock
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Montevideo"];

    /// <summary>The day at the bank.</summary>
    public static DateOnly Today(TimeProvider clock) => Local(clock.GetUtcNow()).Date.ToDateOnly();

    /// <summary>The bank's local time of an instant, e.g. "09:05:30".</summary>
    public static string TimeOfDay(DateTimeOffset at) => Local(at).ToString("HH':'mm':'ss", null);

    private static LocalDateTime Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).LocalDateTime;
}
