namespace Reconbanker.Core.LiveViews;

/// <summary>Where the page really is. Path and query stay out: they may hold personal data.</summary>
/// <param name="Host">
/// Host in its ASCII form, so that look-alike letters show, with the port unless it is the usual one; empty for a page without an address.
/// </param>
/// <param name="IsSecure">Whether it was loaded over HTTPS.</param>
public sealed record PageAddress(string Host, bool IsSecure)
{
    internal static PageAddress From(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http")
            ? new(address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}", address.Scheme == "https")
            : new("", false);
}
