using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.Shop;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>A newcomer in reconcile, with nothing but the demo shop: from the settings to payments that settle while one looks at them.</summary>
public sealed class ReconcileWalk(ChromiumFixture chromium)
{
    private readonly List<ScrapedTransaction> _statement = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shops_endpoint_is_tested_saved_and_polled_and_transfers_settle_its_payments_before_ones_eyes()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("ana", "any password");
        await app.Get<OperationModes>().ChangeAsync(app.User.Id, OperationMode.Reconcile, Cancelled);
        app.Demo.Shop.Expected.TryAdd(new ExpectedPayment("order-1", new Money(250.10m, "USD"), "Alice López", Reference: null, Status: null));
        app.Demo.Shop.Expected.TryAdd(new ExpectedPayment("order-2", new Money(7, "USD"), "Bruno Díaz", Reference: null, Status: null));
        await using var person = await Operator.SignInAsync(chromium, app);
        var page = person.Page;

        await person.OpenAsync($"/accounts/{account}/settings/payments");
        await person.PressAsync("Use the demo shop");
        await person.PressAsync("Test the endpoint");
        await Expect(page.GetByTestId("preview")).ToContainTextAsync("2 payments understood. Nothing was saved.");
        await Expect(page.GetByTestId("preview")).ToContainTextAsync("Alice López");
        (await app.AccountAsync(account)).SealedPaymentsUrl.Should().BeNull();

        await person.SaveAsync();
        await person.PressAsync("Poll now");
        await Expect(page.Locator(".mud-snackbar").Filter(new() { HasText = "The endpoint was asked" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("poll").Filter(new() { HasText = "2 new" })).ToHaveCountAsync(1); // it may be the clock's, which asks at once too

        await person.OpenAsync("/payments");
        await Expect(Row(page, "order-1")).ToContainTextAsync("Open");
        await ReceiveAsync(app, account, 250.10m, "ALICE LOPEZ");
        await Expect(Row(page, "order-1")).ToContainTextAsync("Settled");
        await Expect(Row(page, "order-2")).ToContainTextAsync("Open");

        await person.OpenAsync("/");
        await Expect(page.GetByTestId("summary")).ToContainTextAsync(new Regex(@"1\s*Settled"));
        await ReceiveAsync(app, account, 7, "BRUNO DIAZ");
        await Expect(page.GetByTestId("summary")).ToContainTextAsync(new Regex(@"2\s*Settled"));
        string[] told = [(await app.Catcher.NextAsync(Cancelled)).Text, (await app.Catcher.NextAsync(Cancelled)).Text];
        told.Should().Satisfy(
            body => body.Contains("\"order-1\"", StringComparison.Ordinal) && body.Contains("\"matched\"", StringComparison.Ordinal),
            body => body.Contains("\"order-2\"", StringComparison.Ordinal) && body.Contains("\"matched\"", StringComparison.Ordinal));
    }

    private static ILocator Row(IPage page, string id) => page.GetByTestId("payments").Locator("tr").Filter(new() { HasText = id });

    /// <summary>As the next scrape brings it.</summary>
    private async Task ReceiveAsync(DemoApp app, Guid account, decimal amount, string sender)
    {
        var run = new ScrapeRun { AccountId = account, Trigger = RunTrigger.Person, StartedAt = TimeProvider.System.GetUtcNow() };
        await using (var db = await app.App.OpenDatabaseAsync())
        {
            db.ScrapeRuns.Add(run);
            run.End(StopReason.Finished, Stage.SignOut, run.StartedAt);
            await db.SaveChangesAsync(Cancelled);
        }

        var today = (await app.AccountAsync(account)).EventsFromOn;
        _statement.Insert(0, new ScrapedTransaction($"T-{_statement.Count}", new Money(amount, "USD"), today, sender)
        {
            Balance = (_statement.FirstOrDefault()?.Balance ?? 0) + amount,
        });
        var window = new ReadWindow(today, today, "1");
        window.ReadCompletely(today, onOnePage: true);
        (await app.Get<TransactionIngest>().IngestAsync(run.Id, account, window, [.. _statement], Cancelled)).Verdict.Should().Be(ReadingVerdict.Accepted);
    }
}
