namespace Reconbanker.Web.Components.Layout;

/// <summary>How the pages look in a browser.</summary>
/// <param name="Choice">"light", "dark" or "system".</param>
/// <param name="IsDark">What that comes to there, now.</param>
public sealed record Look(string Choice, bool IsDark)
{
    /// <summary>Written by wwwroot/theme.js, so that a page need not ask the browser before it is drawn: the choice, a dot, "dark" or "light".</summary>
    public const string Cookie = "reconbanker.look";

    /// <returns>Null if it says nothing of use.</returns>
    public static Look? Parse(string? cookie) => cookie?.Split('.') is ["light" or "dark" or "system", "light" or "dark"] parts
        ? new Look(parts[0], parts[1] == "dark")
        : null;
}
