namespace Reconbanker.Core.Data;

/// <summary>The one folder below which everything is that Reconbanker writes.</summary>
/// <remarks>Folders are 0700, but for the root's own and the browser's when the browser runs as another user than we do.</remarks>
public sealed class DataFolder
{
    /// <param name="path">Absolute, or relative to the working directory; made when it does not exist.</param>
    /// <param name="vaultKeyFile">Absolute, or relative to the working directory; null is the usual place, among the keys.</param>
    public DataFolder(string path, string? vaultKeyFile = null)
    {
        Root = Path.GetFullPath(path);
        VaultKeyFile = string.IsNullOrEmpty(vaultKeyFile) ? Path.Combine(KeysFolder, "vault.key") : Path.GetFullPath(vaultKeyFile);
        Make(Root);
        Make(KeysFolder);
    }

    public string Root { get; }
    public string DatabaseFile => Path.Combine(Root, "reconbanker.db");

    /// <summary>The vault key and the cookie key ring: never in one archive with the database.</summary>
    public string KeysFolder => Path.Combine(Root, "keys");

    /// <summary>The vault key, which may lie outside this folder, such as among a service's credentials.</summary>
    public string VaultKeyFile { get; }

    /// <summary>Profiles, downloads and the managed browser. Made by the browser's host, for the user that the browser runs as.</summary>
    public string BrowserFolder => Path.Combine(Root, "browser");

    /// <summary>Per user: for root below /var/lib, where the unprivileged user that runs the browser can reach it; else the usual place.</summary>
    public static string DefaultPath => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
        ? "/var/lib/reconbanker"
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "reconbanker");

    /// <summary>Makes a folder for its owner alone.</summary>
    internal static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
