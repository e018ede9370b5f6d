using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>A person changes the operation mode in the settings.</summary>
public sealed class ModeChangeWalk(ChromiumFixture chromium)
{
    private const string Confirm = "Change the mode";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changing_the_mode_asks_first_keeps_what_is_stored_and_sends_older_history_only_when_that_is_chosen()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("ana", "any password");
        await ReadAsync(app, account);
        await using var person = await Operator.SignInAsync(chromium, app);
        await person.OpenAsync("/settings");

        await person.ChooseAsync("Reconcile");
        await person.PressAsync("Save");
        await person.PressAsync("Cancel");
        (await ModeAsync(app)).Should().Be(OperationMode.Passthrough, "it was only asked");

        await person.PressAsync("Save");
        await Expect(person.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Match older transactions too (1)");
        await person.PressAsync(Confirm);
        await Until.ReadAsync(() => ModeAsync(app), mode => mode == OperationMode.Reconcile);

        await person.ChooseAsync("Passthrough");
        await person.PressAsync("Save");
        await person.PressAsync(Confirm);
        await Until.ReadAsync(() => ModeAsync(app), mode => mode == OperationMode.Passthrough);
        (await EventsAsync(app)).Should().Be(0, "sending them was not chosen");

        await person.ChooseAsync("Reconcile");
        await person.PressAsync("Save");
        await person.PressAsync(Confirm);
        await Until.ReadAsync(() => ModeAsync(app), mode => mode == OperationMode.Reconcile);
        await person.ChooseAsync("Passthrough");
        await person.PressAsync("Save");
        await person.Page.GetByText("Send older history too (events: 2)").ClickAsync();
        await person.PressAsync(Confirm);
        await Until.ReadAsync(() => EventsAsync(app), events => events == 2);

        (await app.TransactionsAsync(account)).Should().HaveCount(2);
        (await app.AccountAsync(account)).OlderHistoryDecidedAt.Should().NotBeNull("it is asked once");

        await person.PressAsync("Save");
        await Expect(person.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        (await EventsAsync(app)).Should().Be(2, "the mode is the same");
    }

    /// <summary>Two booked rows from before the account was made.</summary>
    private static async Task ReadAsync(DemoApp app, Guid account)
    {
        var run = new ScrapeRun { AccountId = account, Trigger = RunTrigger.Person, StartedAt = TimeProvider.System.GetUtcNow() };
        await using (var db = await app.App.OpenDatabaseAsync())
        {
            db.ScrapeRuns.Add(run);
            run.End(StopReason.Finished, Stage.SignOut, run.StartedAt);
            await db.SaveChangesAsync(Cancelled);
        }

        var today = (await app.AccountAsync(account)).EventsFromOn;
        var window = new ReadWindow(today.AddDays(-30), today, "1");
        window.ReadCompletely(today, onOnePage: true);
        ScrapedTransaction[] rows =
        [
            new("T-2", new Money(20, "USD"), today.AddDays(-10), "Ana") { Balance = 30 },
            new("T-1", new Money(10, "USD"), today.AddDays(-20), "Ana") { Balance = 10 },
        ];
        (await app.Get<TransactionIngest>().IngestAsync(run.Id, account, window, rows, Cancelled)).Verdict.Should().Be(ReadingVerdict.Accepted);
    }

    private static async Task<OperationMode?> ModeAsync(DemoApp app)
    {
        await using var db = await app.App.OpenDatabaseAsync();
        return await db.Users.Where(u => u.Id == app.User.Id).Select(u => u.OperationMode).SingleAsync(Cancelled);
    }

    private static async Task<int> EventsAsync(DemoApp app)
    {
        await using var db = await app.App.OpenDatabaseAsync();
        return await db.Deliveries.CountAsync(Cancelled);
    }
}
