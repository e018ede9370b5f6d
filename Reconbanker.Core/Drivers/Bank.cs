namespace Reconbanker.Core.Drivers;

/// <summary>Facts about an institution that a driver knows how to log into.</summary>
/// <param name="Code">Lower-case words with hyphens, stored with every account: never changed, e.g. "demo-bank".</param>
/// <param name="Name">As its customers know it.</param>
/// <param name="TimeZone">IANA zone in which the bank books, e.g. "America/Montevideo".</param>
public sealed record Bank(string Code, string Name, string TimeZone)
{
    /// <summary>Where signing in begins.</summary>
    public required Uri LoginPage { get; init; }

    /// <summary>Hosts that the bank's pages need, as names and as <c>*.name</c> for all below a name; the browser reaches no others.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>How far the bank's own ids identify a transaction.</summary>
    public required IdStrength Identity { get; init; }

    /// <summary>Whether every booked row shows the balance after it; what is read then has to add up, or it is refused.</summary>
    public bool HasRunningBalance { get; init; }

    /// <summary>Whether the list is spread over pages, so that a row may stand on two of them, or on none, while they are turned.</summary>
    public bool IsPaged { get; init; } = true;

    /// <summary>Wrong passwords after which the bank locks the user, so that we stop before; 3 is common.</summary>
    public int RefusalsUntilLocked { get; init; } = 3;

    /// <summary>Only shown where demonstrations are switched on.</summary>
    public bool IsDemo { get; init; }
}

/// <summary>Whether one bank id means one transaction: always, within a day, rarely, or the bank gives none.</summary>
public enum IdStrength { Unique, UniquePerDay, Weak, None }
