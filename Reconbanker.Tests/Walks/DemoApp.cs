using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.People;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>The app with the demo on, one user, and a receiver of webhooks, all on free ports; and what they logged.</summary>
internal sealed class DemoApp : IAsyncDisposable
{
    public const string Email = "operator@example.com";

    private DemoApp(RunningApp app, WebhookCatcher catcher, User user)
    {
        App = app;
        Catcher = catcher;
        User = user;
        Get<ILoggerFactory>().AddProvider(Logs);
    }

    public RunningApp App { get; }
    public WebhookCatcher Catcher { get; }
    public User User { get; }
    public LogRecorder Logs { get; } = new();
    public DemoSite Demo => Get<DemoSite>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="settings">As on the command line, e.g. "--Sessions:PersistentInterval=00:00:01".</param>
    public static Task<DemoApp> StartAsync(ChromiumFixture chromium, params string[] settings) => StartAsync(chromium, change: null, settings);

    /// <param name="change">Puts something else in the place of what is registered.</param>
    public static async Task<DemoApp> StartAsync(ChromiumFixture chromium, Action<IServiceCollection>? change, params string[] settings)
    {
        var browser = await chromium.ChromiumAsync(Cancelled);
        var catcher = await WebhookCatcher.StartAsync(Cancelled);
        var app = await RunningApp.StartAsync(
            change,
            [
                "--Demo:Enabled=true",
                "--Demo:Url=http://demo-bank.localhost:0",
                "--Outbound:Allow:0=127.0.0.1",
                $"--Browser:ExecutablePath={browser.ExecutablePath}",
                "--Browser:AllowWithoutSandbox=true",
                "--Logging:LogLevel:Default=Debug",
                "--Logging:Console:LogLevel:Default=None",
                .. settings,
            ]);
        return new DemoApp(app, catcher, await app.AddUserAsync(Email));
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>An account of the demo bank as the pages would set it up, in passthrough, with its webhook at the receiver.</summary>
    public async Task<Guid> AddAccountAsync(
        string userName, string password, SessionType type = SessionType.OneShot, LoginMode mode = LoginMode.Simple)
    {
        await Get<OperationModes>().ChangeAsync(User.Id, OperationMode.Passthrough, Cancelled);
        var settings = Get<AccountSettings>();
        var id = ((SaveOutcome.Saved)await settings.CreateAsync(User.Id, DemoServices.BankCode, "Main", withWizard: false, Cancelled)).AccountId;
        await settings.SaveCredentialsAsync(User.Id, id, userName, password, Cancelled);
        await settings.SaveSessionAsync(User.Id, id, type, mode, Cancelled);
        await Get<WebhookSettings>().SaveAsync(User.Id, id, Catcher.Url().ToString(), AuthScheme.Bearer, "token-1", forgetToken: false, Cancelled);
        return id;
    }

    /// <summary>Says which bank account to read before the first login asks.</summary>
    public async Task ChooseBankAccountAsync(Guid accountId, string number)
    {
        await using var db = await App.OpenDatabaseAsync();
        await db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.BankAccountNumber, number), Cancelled);
    }

    /// <summary>The accounts of one of the bank's customers.</summary>
    public IReadOnlyList<BankAccount> BankAccounts(string userName) => Demo.Customers.Single(c => c.UserName == userName).Accounts;

    public Task ChooseFirstBankAccountAsync(Guid accountId, string userName) => ChooseBankAccountAsync(accountId, BankAccounts(userName)[0].Number);

    /// <summary>Moves some of the demo's fault switches, by their names over HTTP.</summary>
    public void Switch(params (string Name, string Value)[] faults) =>
        Demo.Faults.Change(faults.Select(f => KeyValuePair.Create(f.Name, f.Value))).Should().BeNull();

    public Task<RunNowOutcome> RunNowAsync(Guid accountId) => Get<SessionSupervisor>().RunNowAsync(User.Id, accountId, allowOneAttempt: true, Cancelled);

    /// <param name="number">Which run of the account, from 1, once it has ended.</param>
    public async Task<ScrapeRun> EndedRunAsync(Guid accountId, int number = 1)
    {
        var runs = await Until.ReadAsync(
            async () =>
            {
                await using var db = await App.OpenDatabaseAsync();
                return await db.ScrapeRuns.AsNoTracking().Where(r => r.AccountId == accountId).OrderBy(r => r.StartedAt).ToListAsync(Cancelled);
            },
            runs => runs.Count >= number && runs[number - 1].Outcome != RunOutcome.Running);

        // The books are closed a moment before the session is gone.
        await Until.ReadAsync(() => Task.FromResult(Get<SessionSupervisor>().Find(User.Id, accountId)), session => session is null);
        return runs[number - 1];
    }

    public async Task<Account> AccountAsync(Guid accountId)
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, Cancelled);
    }

    public async Task<List<Transaction>> TransactionsAsync(Guid accountId)
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db.Transactions.AsNoTracking().Where(t => t.AccountId == accountId).ToListAsync(Cancelled);
    }

    /// <summary>The days of which everything has been read.</summary>
    public async Task<List<CoveredSpan>> CoverageAsync(Guid accountId)
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db.CoveredSpans.AsNoTracking().Where(s => s.AccountId == accountId).ToListAsync(Cancelled);
    }

    /// <summary>Lets the clock see that the account is due, and start what may be started.</summary>
    public async Task StartDueAsync(Guid accountId)
    {
        await using var db = await App.OpenDatabaseAsync();
        await db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.NextRunAt, DateTimeOffset.UnixEpoch), Cancelled);
        await Get<SessionSupervisor>().StartDueAsync(Cancelled);
    }

    public async Task<AssistanceRequest> OpenAssistanceAsync(Guid accountId)
    {
        var open = await Until.ReadAsync(
            async () =>
            {
                await using var db = await App.OpenDatabaseAsync();
                return await db.AssistanceRequests.AsNoTracking()
                    .SingleOrDefaultAsync(r => r.AccountId == accountId && r.State == AssistanceState.Open, Cancelled);
            },
            request => request is not null);
        return open!;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Catcher.DisposeAsync();
    }
}
