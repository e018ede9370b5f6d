using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Browser.Egress;

/// <summary>
/// The one way out of one browser: an HTTP proxy on loopback that connects to the hosts of the bank and to nothing else, by addresses that
/// it has resolved and judged itself.
/// </summary>
/// <remarks>
/// Each browser has a port of its own, in place of a user and password: Playwright answers a proxy that asks for them by intercepting every
/// request of every page. Whoever else on this machine finds the port reaches the same bank, and nothing more.
/// </remarks>
public sealed partial class EgressProxy : IAsyncDisposable
{
    // Chromium opens at most 32 to a proxy, and as many again for web sockets.
    private const int MostConnections = 128;

    // A page can think of names for ever.
    private const int MostHostsLogged = 50;

    // What Chromium asks for by itself, whatever it is told. No page of a bank does, and nobody has to add them to a driver.
    private static readonly FrozenSet<string> BrowsersOwn = FrozenSet.Create(
        "accounts.google.com", "clients2.google.com", "content-autofill.googleapis.com", "edgedl.me.gvt1.com",
        "optimizationguide-pa.googleapis.com", "redirector.gvt1.com", "safebrowsing.googleapis.com", "update.googleapis.com");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly HashSet<string> _logged = [];
    private readonly EgressRules _rules;
    private readonly TrafficBudget _budget;
    private readonly ILogger _logger;
    private readonly Task _accepting;
    private int _refusals;
    private int _cuts;

    internal EgressProxy(EgressRules rules, OutboundGuard guard, long bytesPerHour, TimeProvider clock, ILogger logger)
    {
        (_rules, Guard, Clock, _logger) = (rules, guard, clock, logger);
        _budget = new(bytesPerHour, clock);
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>What the browser is told to use.</summary>
    public Uri Address { get; }

    /// <summary>Requests of pages that led elsewhere than to the bank.</summary>
    public int Refusals => _refusals;

    internal OutboundGuard Guard { get; }

    internal TimeProvider Clock { get; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _closing.Dispose();
    }

    internal bool Allows(string host, int port) => _rules.Allow(host, port);

    /// <param name="host">Of the syntax of a host, and nothing else of the address: the rest may hold what was typed.</param>
    internal void CountRefusal(string host)
    {
        var name = AllowedTarget.Normal(host);
        if (BrowsersOwn.Contains(name))
        {
            return;
        }

        Interlocked.Increment(ref _refusals);
        lock (_logged)
        {
            if (_logged.Count >= MostHostsLogged || !_logged.Add(name))
            {
                return;
            }
        }

        LogRefused(name);
    }

    internal bool TrySpend(long bytes)
    {
        var isLeft = _budget.TrySpend(bytes);
        if (!isLeft && Interlocked.Exchange(ref _cuts, 1) == 0)
        {
            LogCut();
        }

        return isLeft;
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var browser = await _listener.AcceptSocketAsync(_closing.Token);
                connections.RemoveAll(connection => connection.IsCompleted);
                if (connections.Count < MostConnections)
                {
                    connections.Add(Task.Run(() => ServeAsync(browser)));
                }
                else
                {
                    browser.Dispose();
                }
            }
            catch (SocketException)
            {
                // The browser went away in the queue, or this process has no file left: neither lasts.
                await Task.Delay(TimeSpan.FromMilliseconds(50), Clock, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                // It is being closed.
            }
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket browser)
    {
        using var connection = new EgressConnection(this, browser);
        await connection.ServeAsync(_closing.Token);
    }

    [LoggerMessage(LogLevel.Warning, "A bank's page was kept from {Host}: the driver does not declare it, or it leads to a private address.")]
    private partial void LogRefused(string host);

    [LoggerMessage(LogLevel.Warning, "A bank's page was cut: its session has used up what it may load within an hour (Browser:TrafficPerHourMegabytes).")]
    private partial void LogCut();
}
