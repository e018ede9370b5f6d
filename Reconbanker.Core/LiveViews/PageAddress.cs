namespace Reconbanker.Core.LiveViews;

/// <summary>What is wrong with where a page is.</summary>
public enum PageTrouble
{
    None,

    /// <summary>The host's certificate is not valid, so the page was not loaded.</summary>
    Certificate,

    /// <summary>The page was not loaded: no answer, or the sign-in that its host asks for was not given.</summary>
    NotLoaded,

    /// <summary>The page is encrypted, but parts of it are not.</summary>
    PartlyPlain,

    /// <summary>The host is not one of the bank's: nothing that people do reaches the page.</summary>
    NotTheBank,
}

/// <summary>Where the page really is. Path and query stay out: they may hold personal data.</summary>
/// <param name="Host">
/// Host in its ASCII form, so that look-alike letters show, with the port unless it is the usual one; empty for a page without an address.
/// </param>
/// <param name="IsSecure">Whether it was loaded over HTTPS.</param>
/// <param name="CertificateBy">Who says that the host is what it is; empty without a certificate, or before it is known.</param>
public sealed record PageAddress(string Host, bool IsSecure, PageTrouble Trouble = PageTrouble.None, string CertificateBy = "")
{
    internal static string HostOf(Uri address) => address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";

    /// <summary>The host's address, also of what a page has made itself; null for a page without one.</summary>
    internal static Uri? Read(string url) =>
        Uri.TryCreate(url.StartsWith("blob:", StringComparison.Ordinal) ? url["blob:".Length..] : url, UriKind.Absolute, out var address)
        && address.Scheme is ("https" or "http")
            ? address
            : null;

    internal static string HostOf(string url) => Read(url) is { } address ? HostOf(address) : "";
}
