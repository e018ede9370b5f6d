using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconbanker.Core;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Data;
using Reconbanker.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace Reconbanker.Tests.Support;

/// <summary>
/// A browser for any test that asks for one, found or installed by the product itself on the first asking. Take it in the test class's
/// constructor; it costs nothing until then.
/// </summary>
public sealed class ChromiumFixture : IAsyncDisposable
{
    private readonly Lazy<Task<BrowserRig>> _rig = new(async () =>
    {
        var rig = new BrowserRig(BrowserRig.Loopback);
        await rig.Get<ChromiumProvider>().GetAsync(CancellationToken.None);
        return rig;
    });

    /// <summary>Ready to launch, on a data folder of its own that ends with the tests.</summary>
    public async Task<BrowserHost> HostAsync(CancellationToken cancellationToken) =>
        (await _rig.Value.WaitAsync(cancellationToken)).Get<BrowserHost>();

    /// <summary>The browser that works here. Apps that tests start take its path as Browser:ExecutablePath, and need not search.</summary>
    public async Task<Chromium> ChromiumAsync(CancellationToken cancellationToken) =>
        await (await _rig.Value.WaitAsync(cancellationToken)).Get<ChromiumProvider>().GetAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_rig.IsValueCreated)
        {
            await (await _rig.Value).DisposeAsync();
        }
    }
}

/// <summary>Core on a new data folder, which the browser's unprivileged user can reach; both end with it.</summary>
public sealed class BrowserRig : IAsyncDisposable
{
    /// <summary>Lets browsers reach sites of the tests, if their profiles name the host besides.</summary>
    public static readonly KeyValuePair<string, string?>[] Loopback = [KeyValuePair.Create("Outbound:Allow:0", (string?)"127.0.0.1")];

    private readonly IHost _host;
    private bool _stopped;

    /// <param name="settings">Of the configuration, e.g. "Browser:ExecutablePath".</param>
    /// <param name="replace">Registrations that take the place of Core's own.</param>
    public BrowserRig(
        IEnumerable<KeyValuePair<string, string?>>? settings = null, Action<IServiceCollection>? replace = null, string? folder = null,
        string environment = "Development")
    {
        Folder = folder ?? NewFolder();
        Data = new DataFolder(Path.Combine(Folder, "data"));
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddReconbankerCore(Data);
        replace?.Invoke(builder.Services);
        _host = builder.Build();
    }

    /// <summary>Holds the data folder, and whatever else a test puts there.</summary>
    public string Folder { get; }

    public DataFolder Data { get; }

    /// <summary>Where profiles can lie: on the disk and, if the system has such a place, in memory.</summary>
    public IEnumerable<string> Rooms => Get<BrowserFolders>().Memory is { } memory ? [Data.BrowserFolder, memory] : [Data.BrowserFolder];

    /// <summary>A new folder that the browser's unprivileged user may pass through, for a data folder to be made in.</summary>
    public static string NewFolder()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"reconbanker-tests-{Guid.NewGuid():N}"[..30]);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            // Whatever the mask of new files is by now.
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        }

        return folder;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Ends the browsers and lets go of the folder, which stays.</summary>
    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await Get<ChromiumProvider>().StopAsync(CancellationToken.None);
            await ((IAsyncDisposable)_host).DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
