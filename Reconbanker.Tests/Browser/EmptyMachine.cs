using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Support;

namespace Reconbanker.Tests.Browser;

/// <summary>A machine with an empty home and nothing on its PATH, on which tests put browsers and installers.</summary>
public sealed class EmptyMachine : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings = [];
    private BrowserRig? _rig;

    public EmptyMachine()
    {
        Machine = new()
        {
            IsRoot = false,
            Path = [Bin],
            Applications = [],
            PlaywrightFolders = [PlaywrightCache],
            PlaywrightInstaller = null,
            RevealingVariable = null,
            MemoryFolder = null,
        };
    }

    public string Folder { get; } = BrowserRig.NewFolder();

    public string Bin => Path.Combine(Folder, "bin");

    public string PlaywrightCache => Path.Combine(Folder, "home", ".cache", "ms-playwright");

    public Machine Machine { get; set; }

    public string Environment { get; set; } = "Production";

    /// <summary>What starting a browser comes to; by default it works.</summary>
    public Func<Chromium, ProbeOutcome> Probe { get; set; } = static chromium => new ProbeOutcome.Works(chromium);

    /// <summary>Whether browsers are really started.</summary>
    public bool ProbesForReal { get; set; }

    /// <summary>Every state entered, in order.</summary>
    public List<ChromiumState> States { get; } = [];

    public BrowserRig Rig => _rig ??= new(_settings, Replace, Folder, Environment);

    public ChromiumProvider Provider => Rig.Get<ChromiumProvider>();

    public string this[string setting]
    {
        set => _settings[setting] = value;
    }

    /// <summary>Puts a shell script on the PATH.</summary>
    public string AddProgram(string name, string script = "exit 0") => AddFile(Path.Combine(Bin, name), script);

    public string AddFile(string path, string script = "exit 0")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
            var inside = (DirectoryInfo folder) => folder.FullName.StartsWith(Folder, StringComparison.Ordinal);
            for (var folder = Directory.GetParent(path)!; inside(folder); folder = folder.Parent!)
            {
                folder.UnixFileMode = (UnixFileMode)0b111_101_101;
            }
        }

        return path;
    }

    public void AddPlaywrightInstaller(string script) =>
        Machine = Machine with { PlaywrightInstaller = new(AddFile(Path.Combine(Folder, "playwright"), script), ["install", "chromium"]) };

    /// <summary>No other user may pass through the machine's folder any more.</summary>
    public void CloseToOthers()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public async Task<ChromiumState> ProvisionAsync()
    {
        Rig.Get<Core.Activity.ActivityFeed>().Listen(_ => States.Add(Provider.State));
        return await Provider.RetryAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await Rig.DisposeAsync();

    private void Replace(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(Machine));
        if (!ProbesForReal)
        {
            services.Replace(ServiceDescriptor.Singleton<ChromiumProbe>(
                (path, _) => Task.FromResult(Probe(new(path, "Chromium 1.2.3.4", SandboxKind.AsOurselves, false)))));
        }
    }
}
