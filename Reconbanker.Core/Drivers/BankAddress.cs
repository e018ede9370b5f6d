namespace Reconbanker.Core.Drivers;

/// <summary>Which addresses we open in a bank's browser ourselves: nothing of the machine's own, and nothing that others can read.</summary>
public static class BankAddress
{
    /// <summary>Whether it is https, or http on this machine, for a demonstration; and names no user.</summary>
    public static bool MayBeOpened(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsHere(address)));

    private static bool IsHere(Uri address) => address.IsLoopback || address.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
