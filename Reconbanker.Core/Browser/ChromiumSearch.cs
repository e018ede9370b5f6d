namespace Reconbanker.Core.Browser;

/// <summary>Where a Chromium may be, in the order in which we would rather have it.</summary>
public sealed class ChromiumSearch(Machine machine, BrowserFolders folders)
{
    private static readonly string[] Programs =
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge"];

    // Within "chromium-1248", by platform and by what Playwright called the folder over time.
    private static readonly string[] PlaywrightPrograms =
    [
        "chrome-linux64/chrome", "chrome-linux/chrome", "chrome-win64/chrome.exe", "chrome-win/chrome.exe",
        "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    ];

    /// <summary>Files that exist; whether they are browsers that start is for the probe to say.</summary>
    public IReadOnlyList<string> Find()
    {
        var installed = Programs.Select(machine.FindOnPath).OfType<string>();
        var applications = machine.Applications.Where(File.Exists);
        var managed = machine.PlaywrightFolders.Append(folders.Managed).SelectMany(ManagedByPlaywright);
        return [.. installed.Concat(applications).Concat(managed).Distinct()];
    }

    private static IEnumerable<string> ManagedByPlaywright(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateDirectories(folder, "chromium-*")
            .OrderByDescending(Revision)
            .SelectMany(_ => PlaywrightPrograms, Path.Combine)
            .Where(File.Exists);

    private static int Revision(string folder) => int.TryParse(folder[(folder.LastIndexOf('-') + 1)..], out var revision) ? revision : 0;
}
