using NodaTime;
using NodaTime.Extensions;

namespace Reconbanker.Core.Drivers;

/// <summary>Days as a bank counts them: in its own time zone.</summary>
public static class BankDay
{
    /// <summary>The day that it is at the bank now.</summary>
    public static DateOnly Today(Bank bank, TimeProvider clock) => On(bank, clock.GetUtcNow());

    /// <summary>The day that it is at the bank at an instant.</summary>
    public static DateOnly On(Bank bank, DateTimeOffset instant) => instant.ToInstant().InZone(Zone(bank)).Date.ToDateOnly();

    /// <summary>The instant at which a day begins at the bank, in UTC.</summary>
    public static DateTimeOffset StartsAt(Bank bank, DateOnly day) =>
        Zone(bank).AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset().ToUniversalTime();

    private static DateTimeZone Zone(Bank bank) => DateTimeZoneProviders.Tzdb[bank.TimeZone];
}
