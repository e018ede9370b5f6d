using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>Everything that is measured, side by side: the app, the plain peers and the other product, each with the target page in a browser of its own.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly TargetSite _target;
    private readonly List<Guid> _accounts = [];
    private BenchProcess? _plain;
    private VncDesktop? _desktop;
    private Uri _plainAddress = null!;

    private Scene(TargetSite target)
    {
        _target = target;
        App = BenchProcess.StartChild("app", _folder.Data, target.Address.AbsoluteUri);
    }

    public BenchProcess App { get; }

    public BenchProcess Plain => _plain!;

    public Uri Dashboard { get; private set; } = null!;

    public OperatorBrowser Operator { get; private set; } = null!;

    public bool HasDesktop => _desktop is not null;

    /// <param name="withPeers">Whether there is something to compare with, or only ours.</param>
    public static async Task<Scene> OpenAsync(bool withPeers, TextWriter output, CancellationToken stop)
    {
        var scene = new Scene(await TargetSite.StartAsync(stop));
        try
        {
            await scene.StartAsync(withPeers, output, stop);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts sessions until there are as many.</summary>
    public async Task NeedSessionsAsync(int count, CancellationToken stop)
    {
        if (count > _accounts.Count)
        {
            App.Ask($"{count - _accounts.Count}");
            while (_accounts.Count < count)
            {
                _accounts.Add(Guid.Parse(await App.HearAsync("account", stop)));
            }
        }
    }

    /// <summary>The live view of a session in the dashboard.</summary>
    /// <param name="way">Of the app, or of a proxy before it.</param>
    public Uri OursAt(Uri way, int session = 0) => new(way, $"/accounts/{_accounts[session]}/live");

    /// <summary>A window that shows the first session, in control of it.</summary>
    public async Task<OperatorWindow> OpenOursAsync(Uri way, CancellationToken stop)
    {
        var window = await Operator.OpenAsync(OursAt(way));
        await window.SeeAsync();
        for (var tries = 0; tries < 100 && !await window.Page.Locator(".state.mine").IsVisibleAsync(); tries++)
        {
            var take = window.Page.Locator("header .control");
            if (await take.IsVisibleAsync())
            {
                await take.ClickAsync();
            }

            await OperatorWindow.PauseAsync(200, stop);
        }

        await window.LocateAsync();
        return window;
    }

    /// <param name="peer">"ours", "relay", "poll" or "vnc".</param>
    public async Task<OperatorWindow> OpenAsync(string peer, CancellationToken stop)
    {
        if (peer == "ours")
        {
            return await OpenOursAsync(Dashboard, stop);
        }

        var window = await Operator.OpenAsync(peer == "vnc" ? _desktop!.Address : new Uri(_plainAddress, $"/{peer}/"));
        await window.SeeAsync();
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (Operator is { } browser)
        {
            await browser.DisposeAsync();
        }

        _desktop?.Dispose();
        _plain?.Dispose();
        App.Dispose();
        await _target.DisposeAsync();
        await Leftovers.AreGoneAsync(_folder.Path, TimeSpan.FromSeconds(20), CancellationToken.None);
        _folder.Dispose();
    }

    private async Task StartAsync(bool withPeers, TextWriter output, CancellationToken stop)
    {
        var browser = await App.HearAsync("browser", stop);
        Dashboard = new Uri(await App.HearAsync("address", stop));
        await NeedSessionsAsync(1, stop);
        Operator = await OperatorBrowser.LaunchAsync(browser);
        await Operator.SignInAsync(Dashboard);
        if (withPeers)
        {
            _plain = BenchProcess.StartChild("plain", browser, _target.Address.AbsoluteUri);
            _plainAddress = new Uri(await _plain.HearAsync("address", stop));
            _desktop = await VncDesktop.StartAsync(browser, _target.Address, stop);
            if (_desktop is null)
            {
                await output.WriteLineAsync($"{VncDesktop.Name} is not installed, so nothing is compared with it: {VncDesktop.HowToInstall}");
            }
        }
    }
}
