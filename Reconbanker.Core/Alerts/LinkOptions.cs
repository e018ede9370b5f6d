namespace Reconbanker.Core.Alerts;

/// <summary>By which address links in notifications lead to the dashboard.</summary>
public sealed class LinkOptions
{
    /// <summary>E.g. "https://reconbanker.example.com"; null for the address by which each user saved their notifications.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Whether the address is one that links can begin with.</summary>
    public bool IsFine => PublicUrl is null
        || (PublicUrl.IsAbsoluteUri && PublicUrl.Scheme is "http" or "https" && PublicUrl is { Query: "", Fragment: "", UserInfo: "" });

    /// <param name="saved">The address that the user saved.</param>
    /// <returns>With the slash at its end; null when neither is known.</returns>
    public Uri? AddressOr(string? saved) => PublicUrl is { } set ? WithSlash(set.AbsoluteUri) : saved is null ? null : WithSlash(saved);

    private static Uri WithSlash(string address) => new(address.EndsWith('/') ? address : address + "/");
}
