namespace Reconbanker.Core.Browser;

/// <summary>The computer, as far as the search for Chromium looks at it. Tests describe another one.</summary>
public sealed record Machine
{
    public required bool IsRoot { get; init; }

    /// <summary>The folders of PATH, in order.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>Full paths at which browsers are installed that no PATH names.</summary>
    public required IReadOnlyList<string> Applications { get; init; }

    /// <summary>Folders in which Playwright keeps browsers that it installed.</summary>
    public required IReadOnlyList<string> PlaywrightFolders { get; init; }

    /// <summary>Installs Playwright's Chromium below PLAYWRIGHT_BROWSERS_PATH; null where its driver is missing.</summary>
    public required CommandLine? PlaywrightInstaller { get; init; }

    /// <summary>A folder whose files are in memory, open to every user; null where the system has none.</summary>
    public required string? MemoryFolder { get; init; }

    /// <summary>The environment variable that would make Playwright print what is typed; null when there is none.</summary>
    public required string? RevealingVariable { get; init; }

    public static Machine Here() => new()
    {
        IsRoot = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(),
        Path = Variable("PATH").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        Applications = OperatingSystem.IsWindows() ? WindowsApplications() : OperatingSystem.IsMacOS() ? MacApplications() : [],
        PlaywrightFolders = PlaywrightCaches(),
        PlaywrightInstaller = FindPlaywrightInstaller(),
        MemoryFolder = OperatingSystem.IsLinux() && Directory.Exists("/dev/shm") ? "/dev/shm" : null,
        RevealingVariable = FindRevealingVariable(),
    };

    /// <summary>The full path of a program; null when no folder of PATH has it.</summary>
    public string? FindOnPath(string program)
    {
        var file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return Path.Select(folder => System.IO.Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string[] MacApplications() =>
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    private static string[] WindowsApplications()
    {
        string[] roots = [Variable("ProgramFiles"), Variable("ProgramFiles(x86)"), Variable("LocalAppData")];
        string[] browsers = [@"Google\Chrome\Application\chrome", @"Chromium\Application\chrome", @"Microsoft\Edge\Application\msedge"];
        return [.. browsers.SelectMany(_ => roots, (browser, root) => System.IO.Path.Combine(root, browser + ".exe"))];
    }

    private static string[] PlaywrightCaches()
    {
        var cache = OperatingSystem.IsWindows() ? System.IO.Path.Combine(Variable("LocalAppData"), "ms-playwright")
            : OperatingSystem.IsMacOS() ? System.IO.Path.Combine(Home, "Library", "Caches", "ms-playwright")
            : System.IO.Path.Combine(Home, ".cache", "ms-playwright");
        return Variable("PLAYWRIGHT_BROWSERS_PATH") is { Length: > 1 } configured ? [configured, cache] : [cache];
    }

    // The driver comes with Playwright's package; run as a process of its own it can be given up, which in our process it could not.
    private static CommandLine? FindPlaywrightInstaller()
    {
        var driver = System.IO.Path.Combine(AppContext.BaseDirectory, ".playwright");
        var script = System.IO.Path.Combine(driver, "package", "cli.js");
        var program = OperatingSystem.IsWindows() ? "node.exe" : "node";
        var node = Directory.Exists(driver)
            ? Directory.EnumerateFiles(driver, program, SearchOption.AllDirectories).FirstOrDefault()
            : null;
        return node is null || !File.Exists(script) ? null : new CommandLine(node, [script, "install", "--no-shell", "chromium"]);
    }

    private static string? FindRevealingVariable()
    {
        var debug = Variable("DEBUG");
        return debug.Contains("pw:", StringComparison.OrdinalIgnoreCase) || debug.Contains('*') ? "DEBUG"
            : Variable("PWDEBUG") is { Length: > 0 } and not "0" ? "PWDEBUG"
            : null;
    }
}
