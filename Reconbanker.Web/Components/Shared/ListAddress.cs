using System.Globalization;

namespace Reconbanker.Web.Components.Shared;

/// <summary>Reads what a list's address says is shown; whatever means nothing narrows nothing.</summary>
internal static class ListAddress
{
    /// <param name="text">Name of a state.</param>
    public static TState? State<TState>(string? text)
        where TState : struct, Enum =>
        Enum.TryParse<TState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    /// <param name="text">Such as "2026-11-22T18:30".</param>
    public static DateTimeOffset? Moment(string? text, TimeZoneInfo zone) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1900 and < 9000
            ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local)).ToUniversalTime()
            : null;
}
