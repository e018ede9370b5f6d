namespace Reconbanker.Core.Browser;

/// <summary>What a browser's profile may hold on disk: the bank's own storage, and nothing that was typed.</summary>
/// <remarks>
/// A profile is a stolen session to whoever reads it, so it is as private as a credential. Its settings are written anew before every
/// start, and all that is not named here is removed after every end.
/// </remarks>
internal static class ProfileFolder
{
    /// <summary>Where Chromium is told to put images of crashed pages, which would hold what was typed into them: it may not.</summary>
    public const string CrashDumps = "dumps";

    // Chromium would save passwords and the values of fields, and keep the addresses of pages, which may hold what a form sent.
    private const string Preferences = """
        {
          "credentials_enable_service": false,
          "credentials_enable_autosignin": false,
          "autofill": { "enabled": false, "profile_enabled": false, "credit_card_enabled": false },
          "history": { "saving_disabled": true },
          "net": { "network_prediction_options": 2 },
          "profile": { "password_manager_enabled": false, "password_manager_leak_detection": false },
          "search": { "suggest_enabled": false },
          "session": { "restore_on_startup": 5 },
          "signin": { "allowed": false },
          "translate": { "enabled": false }
        }
        """;

    private const string UserFolder = "Default";

    // The texts of a page's fields go here for the sake of a restart, whatever the settings say; with a file in its place they do not.
    private static readonly string[] Forbidden = ["Sessions", "Sessions_Encrypted"];

    // Without these it says at length that it cannot make them.
    private static readonly string[] CrashFolders = ["new", "pending", "completed"];

    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private static readonly string[] Kept = ["Local State", "Last Version"];

    // The most important first.
    private static readonly string[] KeptOfUser =
        ["Cookies", "Cookies-journal", "Network", "Local Storage", "IndexedDB", "WebStorage", "TransportSecurity", "Service Worker"];

    /// <summary>What a profile keeps from one session to the next, the most important first.</summary>
    public static IEnumerable<string> KeptParts => Kept.Concat(KeptOfUser.Select(name => Path.Combine(UserFolder, name)));

    /// <summary>Makes a profile ready for a browser to start on; an existing one keeps the bank's storage.</summary>
    public static void Prepare(string profile, BrowserFolders folders)
    {
        folders.MakeForBrowser(profile);
        Scrub(profile);
        foreach (var kept in Directory.EnumerateFileSystemEntries(profile, "*", Everything))
        {
            // It may have been kept by a browser that ran as another user than the next one will.
            folders.GiveToBrowser(kept);
        }

        folders.MakeForBrowser(Path.Combine(profile, CrashDumps));
        foreach (var name in CrashFolders)
        {
            folders.MakeForBrowser(Path.Combine(profile, CrashDumps, name), writable: false);
        }

        var user = Path.Combine(profile, UserFolder);
        folders.MakeForBrowser(user);
        Write(Path.Combine(user, "Preferences"), Preferences, folders);
        foreach (var name in Forbidden)
        {
            Write(Path.Combine(user, name), "", folders);
        }
    }

    /// <summary>Removes all but the bank's storage. The browser must have ended.</summary>
    public static void Scrub(string profile)
    {
        RemoveAllBut([UserFolder, .. Kept], profile);
        RemoveAllBut(KeptOfUser, Path.Combine(profile, UserFolder));
    }

    // A link is never followed: the browser could have made it, and we may be root.
    private static void RemoveAllBut(IReadOnlyCollection<string> kept, string path)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.Exists)
        {
            return;
        }

        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } inner && !kept.Contains(entry.Name))
            {
                inner.Delete(recursive: true);
            }
            else if (entry.LinkTarget is not null || !kept.Contains(entry.Name))
            {
                entry.Delete();
            }
        }
    }

    private static void Write(string file, string text, BrowserFolders folders)
    {
        using (var stream = new FileStream(file, FileMode.CreateNew))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        folders.GiveToBrowser(file);
    }
}
