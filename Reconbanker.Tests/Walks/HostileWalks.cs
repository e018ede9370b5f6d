using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Browser;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite.Customers;
using Reconbanker.Web.Demo.Faults;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>A site that attacks its reader reaches nothing, writes nothing, and ends its run by the watchdog.</summary>
public sealed class HostileWalks(ChromiumFixture chromium)
{
    private const string Password = "Tr0ub4dor-and-3-canaries";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    public static TheoryData<string> Modes => [.. HostileMode.Names];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Nothing_is_reached_nothing_is_written_and_the_run_ends(string mode)
    {
        using var listener = new Listener();
        await using var app = await DemoApp.StartAsync(
            chromium, "--Browser:StepTimeout=00:00:05", "--Sessions:OneShotTimeout=00:00:20", "--Browser:MemoryMegabytes=700");
        app.Switch(("hostile", mode), ("hostilePort", $"{listener.Port}"));
        var account = await app.AddAccountAsync("hostile", Password);

        await app.RunNowAsync(account);

        var run = await app.EndedRunAsync(account).WaitAsync(Bound, Cancelled);
        run.Outcome.Should().Be(RunOutcome.Failed);
        app.Demo.Desk.Counts("hostile").Attempts.Should().Be(1);
        listener.Hits.Should().Be(0);
        (await app.TransactionsAsync(account)).Should().BeEmpty();
        string[] folders = [app.App.Folder, .. app.Get<BrowserFolders>().Memory is { } memory ? new[] { memory } : []];
        folders.SelectMany(folder => FilesWith.Any([HostilePages.DownloadText], folder)).Should().BeEmpty();
        app.Logs.Text.Should().NotContain(Password);
    }

    [Theory]
    [InlineData(HostileMode.Loopback, "127.0.0.1")]
    [InlineData(HostileMode.Lan, "192.168.0.1")]
    [InlineData(HostileMode.Metadata, "169.254.169.254")]
    public async Task Whoever_kept_the_page_says_from_where(string mode, string host)
    {
        using var listener = new Listener();
        await using var app = await DemoApp.StartAsync(chromium, "--Browser:StepTimeout=00:00:05", "--Sessions:OneShotTimeout=00:00:20");
        app.Switch(("hostile", mode), ("hostilePort", $"{listener.Port}"));
        var account = await app.AddAccountAsync("hostile", Password);

        await app.RunNowAsync(account);
        await app.EndedRunAsync(account).WaitAsync(Bound, Cancelled);

        app.Logs.Text.Should().Contain($"kept from {host}");
    }

    [Fact]
    public async Task The_app_reads_other_accounts_as_before_when_it_is_over()
    {
        await using var app = await DemoApp.StartAsync(chromium, "--Browser:StepTimeout=00:00:10", "--Sessions:OneShotTimeout=00:00:30");
        var hostile = await app.AddAccountAsync("hostile", Password);
        var good = await app.AddAccountAsync("ana", Password);
        await app.ChooseFirstBankAccountAsync(good, "ana");
        await app.RunNowAsync(hostile);
        (await app.EndedRunAsync(hostile)).Outcome.Should().Be(RunOutcome.Failed);

        await app.RunNowAsync(good);

        (await app.EndedRunAsync(good)).StopReason.Should().Be(StopReason.Finished);
        (await app.TransactionsAsync(good)).Should().HaveCountGreaterThan(30);
    }

    /// <summary>A service of this machine that no page of a bank may ever reach.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _listening;
        private int _hits;

        public Listener()
        {
            _listener.Start();
            _listening = CountAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Hits => Volatile.Read(ref _hits);

        public void Dispose()
        {
            _stop.Cancel();
            _listening.GetAwaiter().GetResult();
            _listener.Dispose();
            _stop.Dispose();
        }

        private async Task CountAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    Interlocked.Increment(ref _hits);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The test is over.
            }
        }
    }
}
