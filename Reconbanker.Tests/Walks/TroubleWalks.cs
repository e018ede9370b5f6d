using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>Whole sessions with the customers for whom the bank does not behave: each is read, or ends as it should, and none is taken for empty.</summary>
public sealed class TroubleWalks(ChromiumFixture chromium)
{
    private const string Password = "Tr0ub4dor-and-3-canaries";
    private const string ShortSteps = "--Browser:StepTimeout=00:00:10";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_would_expire_is_kept_alive_between_its_readings()
    {
        await using var app = await DemoApp.StartAsync(
            chromium, "--Sessions:PersistentInterval=00:00:16", "--Sessions:KeepAliveInterval=00:00:05");
        app.Switch(("warningSeconds", "3"), ("idleSeconds", "10"));
        var account = await app.AddAccountAsync("expires", Password, SessionType.Persistent);
        await app.ChooseFirstBankAccountAsync(account, "expires");
        await app.RunNowAsync(account);
        await Until.ReadAsync(() => app.TransactionsAsync(account), rows => rows.Count > 30);

        await app.Demo.Ledger.ReceiveAsync(
            app.BankAccounts("expires")[0], new IncomingTransfer("Zoe Late", 77.10m, "Late", Core.Drivers.BookingState.Booked), Cancelled);

        await Until.ReadAsync(() => app.TransactionsAsync(account), rows => rows.Exists(r => r.SenderName == "Zoe Late"));
        await app.Get<SessionSupervisor>().StopRunAsync(app.User.Id, account, Cancelled);
        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.Requested);
        app.Demo.Desk.Counts("expires").Should().Be(new CustomerCounts(Attempts: 1, Logins: 1));
    }

    [Fact]
    public async Task A_locked_account_is_blocked_at_once_and_not_tried_again()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("locked", Password);

        await app.RunNowAsync(account);

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.AccountLocked);
        (await app.AccountAsync(account)).Attention.Should().Be(AttentionReason.AccountLocked);
        await app.StartDueAsync(account);
        app.Get<SessionSupervisor>().Find(app.User.Id, account).Should().BeNull();
        app.Demo.Desk.Counts("locked").Attempts.Should().Be(1);
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("flaky")]
    public async Task A_bank_that_is_slow_or_loses_connections_is_read_whole_after_one_login(string user)
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync(user, Password);
        await app.ChooseFirstBankAccountAsync(account, user);

        await app.RunNowAsync(account);

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.Finished, "{0}", app.Logs.Text);
        (await app.TransactionsAsync(account)).Should().HaveSameCount(app.Demo.Ledger.Statement(app.BankAccounts(user)[0]));
        app.Demo.Desk.Counts(user).Should().Be(new CustomerCounts(Attempts: 1, Logins: 1));
    }

    [Fact]
    public async Task Maintenance_after_the_password_makes_the_bank_unavailable_and_blocks_nothing()
    {
        await using var app = await DemoApp.StartAsync(chromium, ShortSteps);
        var account = await app.AddAccountAsync("maintenance", Password);

        await app.RunNowAsync(account);

        await NothingWasReadAsync(app, account, StopReason.BankUnavailable);
        (await app.AccountAsync(account)).Attention.Should().BeNull();
    }

    [Fact]
    public async Task Maintenance_of_the_whole_bank_costs_no_login()
    {
        await using var app = await DemoApp.StartAsync(chromium, ShortSteps);
        app.Switch(("maintenance", "true"));
        var account = await app.AddAccountAsync("ana", Password);

        await app.RunNowAsync(account);

        await NothingWasReadAsync(app, account, StopReason.BankUnavailable);
        (await app.AccountAsync(account)).Should().BeEquivalentTo(new { LoginAttempts = 0, Attention = (AttentionReason?)null });
        app.Demo.Desk.Counts("ana").Attempts.Should().Be(0);
    }

    [Fact]
    public async Task A_redesign_is_a_changed_page_and_never_an_account_without_transactions()
    {
        await using var app = await DemoApp.StartAsync(chromium, ShortSteps);
        var account = await app.AddAccountAsync("changed", Password);
        await app.ChooseFirstBankAccountAsync(account, "changed");

        await app.RunNowAsync(account);

        await NothingWasReadAsync(app, account, StopReason.BankPageChanged);
    }

    [Fact]
    public async Task An_account_without_movements_is_read_as_one()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("many", Password);
        await app.ChooseBankAccountAsync(account, app.BankAccounts("many")[1].Number);

        await app.RunNowAsync(account);

        (await app.EndedRunAsync(account)).Should().BeEquivalentTo(new { StopReason = StopReason.Finished, RowsRead = 0 });
        (await app.CoverageAsync(account)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_login_whose_answer_is_lost_is_counted_and_not_sent_again()
    {
        await using var app = await DemoApp.StartAsync(chromium, ShortSteps);
        app.Switch(("dropNextLogin", "true"));
        var account = await app.AddAccountAsync("ana", Password);

        await app.RunNowAsync(account);

        var run = await app.EndedRunAsync(account);
        run.Outcome.Should().Be(RunOutcome.Failed);
        app.Demo.Desk.Counts("ana").Attempts.Should().Be(1);
        (await app.AccountAsync(account)).LoginAttempts.Should().Be(1, "nobody knows what the bank said");
        app.Logs.Text.Should().NotContain(Password);
    }

    private static async Task NothingWasReadAsync(DemoApp app, Guid account, StopReason because)
    {
        var run = await app.EndedRunAsync(account);
        run.StopReason.Should().Be(because);
        run.Outcome.Should().Be(RunOutcome.Failed);
        (await app.TransactionsAsync(account)).Should().BeEmpty();
        (await app.CoverageAsync(account)).Should().BeEmpty("what was not read is asked for again");
    }
}
