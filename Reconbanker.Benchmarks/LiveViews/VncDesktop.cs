using System.Globalization;
using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>The other product: a browser on TigerVNC's screen, shown by noVNC, as Debian packages them.</summary>
internal sealed class VncDesktop : IDisposable
{
    public const string Name = "noVNC over TigerVNC";
    public const string HowToInstall = "apt-get install tigervnc-standalone-server novnc websockify";

    private const string Pages = "/usr/share/novnc";

    private readonly List<BenchProcess> _processes = [];
    private readonly ScratchFolder _folder = new();

    private VncDesktop()
    {
    }

    public Uri Address { get; private set; } = null!;

    /// <returns>Null if this machine has not got it.</returns>
    public static async Task<VncDesktop?> StartAsync(string browser, Uri target, CancellationToken stop)
    {
        if (Find("Xvnc") is not { } server || Find("websockify") is not { } socket || !File.Exists($"{Pages}/vnc_lite.html"))
        {
            return null;
        }

        var desktop = new VncDesktop();
        try
        {
            await desktop.StartAsync(server, socket, browser, target, stop);
            return desktop;
        }
        catch
        {
            desktop.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.Dispose();
        }

        _folder.Dispose();
    }

    private async Task StartAsync(string server, string socket, string browser, Uri target, CancellationToken stop)
    {
        var display = Enumerable.Range(60, 100).First(number => !File.Exists($"/tmp/.X11-unix/X{number}") && !File.Exists($"/tmp/.X{number}-lock"));
        var (screenPort, socketPort) = (TargetSite.FreePort(), TargetSite.FreePort());
        string[] screen =
        [
            $":{display}", "-geometry", $"{TargetPage.Width}x{TargetPage.Height}", "-depth", "24", "-SecurityTypes", "None", "-rfbport",
            screenPort.ToString(CultureInfo.InvariantCulture), "-localhost", "-AlwaysShared", "-nolisten", "tcp",
        ];
        _processes.Add(BenchProcess.Start(server, screen));
        await BenchProcess.ListensAsync(screenPort, stop);
        string[] window =
        [
            .. OperatorBrowser.Arguments, "--disable-gpu", "--kiosk", $"--window-size={TargetPage.Width},{TargetPage.Height}", "--window-position=0,0",
            $"--user-data-dir={_folder.Path}", target.AbsoluteUri,
        ];
        _processes.Add(BenchProcess.Start(browser, window, ("DISPLAY", $":{display}")));
        _processes.Add(BenchProcess.Start(socket, ["--web", Pages, $"127.0.0.1:{socketPort}", $"127.0.0.1:{screenPort}"]));
        await BenchProcess.ListensAsync(socketPort, stop);
        Address = new Uri($"http://127.0.0.1:{socketPort}/vnc_lite.html?host=127.0.0.1&port={socketPort}&path=websockify");
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin")
        .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
