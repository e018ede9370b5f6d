using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>Whole sessions against the demo bank in a real browser, started without the pages.</summary>
public sealed class SessionWalks(ChromiumFixture chromium)
{
    private const string AnasAccount = "001-204518-3";
    private const string SmsAccount = "002-731904-6";
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_login_blocks_the_account_before_the_bank_locks_the_user()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("wrong", Password);

        await app.RunNowAsync(account);
        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.BadCredentials);
        (await app.AccountAsync(account)).Attention.Should().BeNull("one refusal may be a slip");

        await MakeDueAsync(app, account);
        (await app.EndedRunAsync(account, number: 2)).Trigger.Should().Be(RunTrigger.Clock);
        (await app.AccountAsync(account)).Attention.Should().Be(AttentionReason.BadCredentials);

        // Blocked: the clock does not log in again, whatever time it is.
        await MakeDueAsync(app, account);
        await app.Get<SessionSupervisor>().StartDueAsync(Cancelled);
        app.Get<SessionSupervisor>().Find(app.User.Id, account).Should().BeNull();
        app.Demo.Desk.Counts("wrong").PasswordsRefused.Should().Be(2);

        // Fixing the cause and running it clears the block.
        await app.Get<AccountSettings>().SaveCredentialsAsync(app.User.Id, account, "ana", Password, Cancelled);
        await app.ChooseBankAccountAsync(account, AnasAccount);
        await app.RunNowAsync(account);
        (await app.EndedRunAsync(account, number: 3)).Outcome.Should().Be(RunOutcome.Succeeded);
        (await app.AccountAsync(account)).Should().BeEquivalentTo(new { LoginAttempts = 0, Attention = (AttentionReason?)null });
    }

    [Fact]
    public async Task A_person_may_make_exactly_one_attempt_on_a_blocked_account()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("wrong", Password);
        await using (var db = await app.App.OpenDatabaseAsync())
        {
            await db.Accounts.ExecuteUpdateAsync(
                a => a.SetProperty(x => x.LoginAttempts, 2).SetProperty(x => x.Attention, AttentionReason.BadCredentials), Cancelled);
        }

        await app.RunNowAsync(account);
        await app.EndedRunAsync(account);

        app.Demo.Desk.Counts("wrong").PasswordsRefused.Should().Be(1);
        (await app.AccountAsync(account)).Should().BeEquivalentTo(new { LoginAttempts = 3, Attention = AttentionReason.BadCredentials });
    }

    [Fact]
    public async Task A_simple_login_that_meets_a_second_factor_blocks_after_one_try()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("sms", Password);

        await app.RunNowAsync(account);

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.SecondFactorInSimpleMode);
        (await app.AccountAsync(account)).Attention.Should().Be(AttentionReason.SecondFactorInSimpleMode);
        app.Demo.Desk.Counts("sms").SmsSent.Should().Be(1);
    }

    [Fact]
    public async Task A_code_that_is_handed_over_is_typed_for_the_human_and_a_wrong_one_is_told()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("sms", Password, mode: LoginMode.Assisted);
        await app.ChooseBankAccountAsync(account, SmsAccount);
        await app.RunNowAsync(account);
        var request = await app.OpenAssistanceAsync(account);
        var desk = app.Get<AssistanceDesk>();
        var code = app.Demo.Phone.LatestCode("sms")!;
        var wrong = code == "000000" ? "111111" : "000000";

        (await desk.SubmitCodeAsync(app.User.Id, request.Id, new CodeSubmission(1, new SecretText("12")))).Should().Be(CodeAnswer.WrongFormat);
        (await desk.SubmitCodeAsync(Guid.NewGuid(), request.Id, new CodeSubmission(1, new SecretText(code)))).Should().Be(CodeAnswer.TooLate, "it is not their session");
        (await desk.SubmitCodeAsync(app.User.Id, request.Id, new CodeSubmission(1, new SecretText(wrong)))).Should().Be(CodeAnswer.Refused);
        (await desk.SubmitCodeAsync(app.User.Id, request.Id, new CodeSubmission(1, new SecretText(code)))).Should().Be(CodeAnswer.Accepted);

        (await app.EndedRunAsync(account)).Outcome.Should().Be(RunOutcome.Succeeded);
        (await RequestAsync(app, request.Id)).State.Should().Be(AssistanceState.Fulfilled);
        (await desk.SubmitCodeAsync(app.User.Id, request.Id, new CodeSubmission(1, new SecretText(code)))).Should().Be(CodeAnswer.TooLate);
        app.Logs.Text.Should().NotContain(code);
    }

    [Fact]
    public async Task Two_refused_codes_are_the_most_that_are_typed_for_the_human()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("sms", Password, mode: LoginMode.Assisted);
        await app.RunNowAsync(account);
        var request = await app.OpenAssistanceAsync(account);
        var wrong = new SecretText(app.Demo.Phone.LatestCode("sms") == "000000" ? "111111" : "000000");
        var desk = app.Get<AssistanceDesk>();

        (await desk.SubmitCodeAsync(app.User.Id, request.Id, new CodeSubmission(1, wrong))).Should().Be(CodeAnswer.Refused);
        (await desk.SubmitCodeAsync(app.User.Id, request.Id, new CodeSubmission(1, wrong))).Should().Be(CodeAnswer.Refused);
        (await desk.SubmitCodeAsync(app.User.Id, request.Id, new CodeSubmission(1, wrong))).Should().Be(CodeAnswer.NoTriesLeft);

        app.Demo.Desk.Counts("sms").CodesRefused.Should().Be(2);
    }

    [Fact]
    public async Task A_request_that_nobody_answers_expires_and_ends_the_run()
    {
        await using var app = await DemoApp.StartAsync(chromium, "--Sessions:AssistanceDeadline=00:00:05");
        var account = await app.AddAccountAsync("sms", Password, mode: LoginMode.Assisted);
        await app.RunNowAsync(account);
        var request = await app.OpenAssistanceAsync(account);

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.NobodyHelped);
        (await RequestAsync(app, request.Id)).State.Should().Be(AssistanceState.Expired);
    }

    [Fact]
    public async Task Stopping_a_run_cancels_its_request()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("sms", Password, mode: LoginMode.Assisted);
        await app.RunNowAsync(account);
        var request = await app.OpenAssistanceAsync(account);

        (await app.Get<SessionSupervisor>().StopRunAsync(app.User.Id, account, Cancelled)).Should().BeTrue();

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.Requested);
        (await RequestAsync(app, request.Id)).State.Should().Be(AssistanceState.Cancelled);
    }

    [Fact]
    public async Task A_persistent_session_reads_again_and_again_until_it_is_stopped()
    {
        await using var app = await DemoApp.StartAsync(chromium, "--Sessions:PersistentInterval=00:00:01");
        var account = await app.AddAccountAsync("ana", Password, SessionType.Persistent);
        await app.ChooseBankAccountAsync(account, AnasAccount);
        await app.RunNowAsync(account);
        (await app.RunNowAsync(account)).Should().BeOfType<RunNowOutcome.AlreadyRunning>();
        await Until.ReadAsync(() => TransactionsAsync(app, account), names => names.Count > 30);

        var bankAccount = app.Demo.Ledger.Accounts.Single(a => a.Number == AnasAccount);
        await app.Demo.Ledger.ReceiveAsync(bankAccount, new IncomingTransfer("Zoe Late", 77.10m, "Late", Core.Drivers.BookingState.Booked), Cancelled);
        await Until.ReadAsync(() => TransactionsAsync(app, account), names => names.Contains("Zoe Late"));
        await app.Get<SessionSupervisor>().StopRunAsync(app.User.Id, account, Cancelled);

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.Requested);
        (await app.AccountAsync(account)).NextRunAt.Should().BeNull("a session that a person stopped stays stopped");
        app.Demo.Desk.Counts("ana").Attempts.Should().Be(1);
        Traces.Of(Password, app.App.Folder).Should().BeEmpty("its profile stays on the disk");
    }

    [Fact]
    public async Task A_bank_account_that_the_login_no_longer_shows_is_never_read()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("ana", Password);
        await app.ChooseBankAccountAsync(account, SmsAccount);

        await app.RunNowAsync(account);

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.WrongBankAccount);
        (await TransactionsAsync(app, account)).Should().BeEmpty();
    }

    // The real clock is what is tried: it looks every ten seconds.
    private static async Task MakeDueAsync(DemoApp app, Guid accountId)
    {
        await using var db = await app.App.OpenDatabaseAsync();
        await db.Accounts.Where(a => a.Id == accountId)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.NextRunAt, DateTimeOffset.UnixEpoch), Cancelled);
    }

    private static async Task<AssistanceRequest> RequestAsync(DemoApp app, Guid requestId)
    {
        await using var db = await app.App.OpenDatabaseAsync();
        return await db.AssistanceRequests.SingleAsync(r => r.Id == requestId, Cancelled);
    }

    private static async Task<List<string?>> TransactionsAsync(DemoApp app, Guid accountId)
    {
        await using var db = await app.App.OpenDatabaseAsync();
        return await db.Transactions.Where(t => t.AccountId == accountId).Select(t => t.SenderName).ToListAsync(Cancelled);
    }
}
