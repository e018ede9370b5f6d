using Microsoft.Extensions.Options;

namespace Reconbanker.Core.Browser;

/// <summary>One way of installing Chromium.</summary>
/// <param name="What">For people, e.g. "Playwright's Chromium".</param>
/// <param name="Commands">Run in order; the last one's success counts.</param>
public sealed record Installation(string What, IReadOnlyList<CommandLine> Commands);

/// <summary>How Chromium can be installed on this machine, by us or by a person.</summary>
public sealed class ChromiumInstaller(Machine machine, BrowserFolders folders, Commands commands, IOptions<BrowserOptions> options)
{
    // The fonts are for the bank's pages, which would otherwise be drawn in boxes.
    private static readonly string[] DebianPackages = ["chromium", "fonts-liberation", "fonts-dejavu-core"];
    private static readonly string[] FedoraPackages = ["chromium", "liberation-fonts", "dejavu-sans-fonts"];

    /// <summary>What we can do ourselves, first to last.</summary>
    public IReadOnlyList<Installation> Installations()
    {
        var all = new List<Installation>();
        if (machine.PlaywrightInstaller is { } playwright)
        {
            all.Add(new(ChromiumTexts.PlaywrightInstaller, [playwright with
            {
                Environment = new Dictionary<string, string> { ["PLAYWRIGHT_BROWSERS_PATH"] = folders.Managed },
            }]));
        }

        if (machine.IsRoot && machine.FindOnPath("apt-get") is { } apt)
        {
            var install = Apt(apt, ["install", "-y", "--no-install-recommends", .. DebianPackages]);
            all.Add(new("apt-get install chromium", [Apt(apt, "update"), install]));
        }
        else if (machine.IsRoot && machine.FindOnPath("dnf") is { } dnf)
        {
            all.Add(new("dnf install chromium", [new(dnf, ["install", "-y", .. FedoraPackages])]));
        }

        return all;
    }

    /// <param name="onLine">Called for every line that an installer prints.</param>
    /// <returns>Of the last command; if it failed, with the line that says why.</returns>
    public async Task<CommandResult> RunAsync(Installation installation, Action<string> onLine, CancellationToken cancellationToken)
    {
        var result = new CommandResult(null, "");
        string? complaint = null;
        foreach (var command in installation.Commands)
        {
            result = await commands.RunAsync(command, options.Value.InstallTimeout, options.Value.InstallSilence, Note, cancellationToken);
        }

        // What it says last is often where in its code it failed, not why.
        return result.Succeeded ? result : result with { LastLine = complaint ?? result.LastLine };

        void Note(string line)
        {
            var complains = line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.StartsWith("E:", StringComparison.Ordinal);
            complaint = complains ? line : complaint;
            onLine(line);
        }
    }

    /// <summary>What a person should type; null when we know of nothing for this machine.</summary>
    public string? CommandForPeople()
    {
        var sudo = machine.IsRoot ? "" : "sudo ";
        return machine.FindOnPath("apt-get") is not null ? $"{sudo}apt-get install -y chromium"
            : machine.FindOnPath("dnf") is not null ? $"{sudo}dnf install -y chromium"
            : machine.FindOnPath("pacman") is not null ? $"{sudo}pacman -S chromium"
            : machine.FindOnPath("zypper") is not null ? $"{sudo}zypper install chromium"
            : machine.FindOnPath("brew") is not null ? "brew install --cask google-chrome"
            : machine.FindOnPath("winget") is not null ? "winget install Google.Chrome"
            : null;
    }

    private static CommandLine Apt(string apt, params string[] arguments) =>
        new(apt, ["-o", "DPkg::Lock::Timeout=300", .. arguments])
        {
            Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
}
