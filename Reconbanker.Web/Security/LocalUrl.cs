namespace Reconbanker.Web.Security;

public static class LocalUrl
{
    /// <summary>The address, if it is a path of this site; else the start page. Keeps a link to the sign-in page from leading elsewhere.</summary>
    public static string OrHome(string? address) =>
        address is ['/', ..] and not (['/', '/' or '\\', ..]) && !address.Any(char.IsControl)
            ? address
            : "/";
}
