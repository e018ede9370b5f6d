using FluentAssertions;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>Runs that meet a broken page or lose their browser: they end within their bound, free their slot, and tell no secret.</summary>
public sealed class FaultyBankWalks(ChromiumFixture chromium)
{
    private const string Password = "Tr0ub4dor-and-3-canaries";
    private const string Hangs = "<script>while (true) { }</script>";
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(8);

    // Long enough for a slow machine, and far below what would end a run otherwise.
    private static readonly TimeSpan Allowance = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("disabled")]
    [InlineData("readonly value='filled in by the page'")]
    public async Task A_password_field_that_takes_no_password_tells_nobody_what_was_to_be_typed(string passwordField)
    {
        await using var bank = await FaultyBank.StartAsync(passwordField, "", Cancelled);
        await using var app = await StartAsync(bank);
        var account = await app.AddAccountAsync("ana", Password);

        await app.RunNowAsync(account);

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.BankPageChanged);
        (await app.AccountAsync(account)).LoginAttempts.Should().Be(1, "it was about to be typed");
        Traces.Of(Password, app.App.Folder).Should().BeEmpty();
        app.Logs.Text.Should().NotContain(Password).And.Contain("could not go on");
    }

    [Fact]
    public async Task A_page_that_hangs_ends_its_run_after_the_bound_of_a_step_and_frees_the_slot()
    {
        await using var bank = await FaultyBank.StartAsync("", Hangs, Cancelled);
        await using var app = await StartAsync(bank);
        var account = await app.AddAccountAsync("ana", Password);
        await app.RunNowAsync(account);
        await bank.SignedIn.WaitAsync(Cancelled);

        var run = await app.EndedRunAsync(account).WaitAsync(StepTimeout + Allowance, Cancelled);

        run.Outcome.Should().Be(RunOutcome.Failed);
        await TheSlotIsFreeAsync(app);
    }

    [Fact]
    public async Task A_browser_that_is_killed_ends_its_run_at_once_and_frees_the_slot()
    {
        await using var bank = await FaultyBank.StartAsync("", "<p>One moment, please.</p>", Cancelled);
        await using var app = await StartAsync(bank, "--Browser:StepTimeout=00:05:00");
        var account = await app.AddAccountAsync("ana", Password);
        await app.RunNowAsync(account);
        await bank.SignedIn.WaitAsync(Cancelled);

        BrowserProcesses.KillBelow(app.Get<BrowserFolders>().Memory ?? app.App.Folder);
        var run = await app.EndedRunAsync(account).WaitAsync(Allowance, Cancelled);

        run.StopReason.Should().Be(StopReason.BrowserCrashed);
        await TheSlotIsFreeAsync(app);
    }

    private Task<DemoApp> StartAsync(FaultyBank bank, params string[] settings) => DemoApp.StartAsync(
        chromium,
        [
            "--Demo:Enabled=false", $"--Banks:LoginPages:demo-bank={bank.Address}/", $"--Browser:StepTimeout={StepTimeout}",
            "--Sessions:OneShotSlots=1", .. settings,
        ]);

    private static async Task TheSlotIsFreeAsync(DemoApp app)
    {
        var next = await app.AddAccountAsync("sms", Password);
        await app.RunNowAsync(next);
        await Until.ReadAsync(
            () => Task.FromResult(app.Get<SessionSupervisor>().Find(app.User.Id, next)?.Stage), stage => stage is not (null or Stage.Queued));
    }
}
