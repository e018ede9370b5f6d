using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Demo;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>One account of a customer whose login needs a person, from "run now" to its end.</summary>
internal sealed class StepWalk : IAsyncDisposable
{
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private StepWalk(DemoApp app, Guid account, string user) => (App, Account, User) = (app, account, user);

    public DemoApp App { get; }
    public Guid Account { get; }

    /// <summary>The customer's username.</summary>
    public string User { get; }

    /// <summary>What the bank has counted about the customer.</summary>
    public CustomerCounts Counts => App.Demo.Desk.Counts(User);

    /// <summary>The last code that the customer got.</summary>
    public string Code => App.Demo.Phone.LatestCode(User)!;

    /// <summary>Six digits that are not the code.</summary>
    public string WrongCode => Code == "000000" ? "111111" : "000000";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts a run that will meet the customer's step.</summary>
    public static async Task<StepWalk> BeginAsync(
        ChromiumFixture chromium, string user, LoginMode mode = LoginMode.Assisted, SessionType type = SessionType.OneShot,
        params string[] settings)
    {
        var app = await DemoApp.StartAsync(chromium, settings);
        var account = await app.AddAccountAsync(user, Password, type, mode);
        await app.ChooseFirstBankAccountAsync(account, user);
        await app.RunNowAsync(account);
        return new StepWalk(app, account, user);
    }

    /// <summary>The customer's step at the bank, which knows the solutions of captchas. Never one that has been passed.</summary>
    public TStep Step<TStep>()
        where TStep : LoginStep => (TStep)App.Demo.Desk.Sessions.Last(s => s.Customer.UserName == User).Step!;

    /// <summary>Somebody at the demo's own pages, such as the phone.</summary>
    public Visitor Visit() => new(App.Demo.Address!);

    public Task<LiveHand> TakeAsync() => LiveHand.TakeAsync(App, Account);

    /// <summary>Hands a code over in the code box of the request that is open.</summary>
    public async Task<CodeAnswer> SubmitAsync(string code)
    {
        var request = await App.OpenAssistanceAsync(Account);
        return await App.Get<AssistanceDesk>().SubmitCodeAsync(App.User.Id, request.Id, new CodeSubmission(request.Challenge, new SecretText(code)));
    }

    /// <summary>Waits for a run that was let in and has read the movements, after one login that nobody had to repeat.</summary>
    public async Task FinishAsync(int number = 1)
    {
        var run = await App.EndedRunAsync(Account, number);

        run.StopReason.Should().Be(StopReason.Finished);
        run.RowsRead.Should().BePositive();
        (Counts.Attempts, Counts.Logins).Should().Be((number, number));
        HasNoTraceOf(Password);
    }

    /// <summary>Makes the account due, and lets the clock start whatever is.</summary>
    public Task LetTheClockRunAsync() => App.StartDueAsync(Account);

    /// <summary>Of each of the account's runs, oldest first.</summary>
    public async Task<List<int>> RowsReadAsync()
    {
        await using var db = await App.App.OpenDatabaseAsync();
        var runs = db.ScrapeRuns.Where(r => r.AccountId == Account).OrderBy(r => r.StartedAt);
        return await runs.Select(r => r.RowsRead).ToListAsync(Cancelled);
    }

    /// <summary>Fails if a secret is in the log or in a file.</summary>
    public void HasNoTraceOf(string secret)
    {
        App.Logs.Text.Should().NotContain(secret);
        Traces.Of(secret, App.App.Folder).Should().BeEmpty();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
