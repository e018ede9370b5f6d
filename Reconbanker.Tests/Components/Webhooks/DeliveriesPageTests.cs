using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Reconbanker.Tests.Walks;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Components.Webhooks;

/// <summary>The deliveries and the signing secret in the dashboard, in a real browser, with a real receiver.</summary>
public sealed class DeliveriesPageTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private DemoApp _app = null!;
    private Operator _person = null!;
    private Guid _accountId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IPage Page => _person.Page;

    public async ValueTask InitializeAsync()
    {
        _app = await DemoApp.StartAsync(chromium, "--Webhooks:RetryDelays:0=00:00:01", "--Webhooks:StrainRest=00:00:00");
        _accountId = await _app.AddAccountAsync("ana", "any password");
        _person = await Operator.SignInAsync(chromium, _app);
    }

    public async ValueTask DisposeAsync()
    {
        await _person.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task What_failed_is_found_looked_into_and_sent_again_all_at_once()
    {
        _app.Catcher.Otherwise = CatcherAnswer.Echo(503);
        await AddAsync(3);
        await _person.OpenAsync("/deliveries");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Failed 3" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex(@"\?state=Failed$"));
        await Expect(Page.GetByTestId("deliveries").GetByText("Failed", new() { Exact = true })).ToHaveCountAsync(3);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Details" }).First.ClickAsync();
        var details = Page.GetByTestId("delivery-details");
        await Expect(details.Locator(".attempt")).ToHaveCountAsync(2);
        await Expect(details).ToContainTextAsync("\"amount\": 3.00");
        await Expect(details).ToContainTextAsync("Cannot POST /••• as Bearer •••");
        await Expect(details).ToContainTextAsync($"POST http://127.0.0.1:{_app.Catcher.Port}/…");
        await details.GetByText("Headers sent").First.ClickAsync();
        await Expect(details.Locator("pre").Filter(new() { HasText = "webhook-signature: v1," }).First).ToContainTextAsync("Authorization: Bearer •••");

        _app.Catcher.Otherwise = CatcherAnswer.Status(200);
        await _person.PressAsync("Send all 3 failed again");
        await _person.PressAsync("Send 3 again");

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Delivered 3" })).ToBeVisibleAsync();
        await Expect(Page.GetByText("Nothing matches")).ToBeVisibleAsync();
        _app.Catcher.Caught.Select(c => c.Headers["webhook-id"]).Distinct().Should().HaveCount(3);
    }

    [Fact]
    public async Task A_webhook_that_is_gone_is_said_everywhere_until_it_is_resumed_and_then_all_arrives()
    {
        await _person.OpenAsync("/deliveries");
        _app.Catcher.Otherwise = CatcherAnswer.Status(410);
        await AddAsync(2);

        var notice = Page.GetByTestId("webhook-paused");
        await Expect(notice).ToContainTextAsync("gone for good (410)");
        await Expect(notice).ToContainTextAsync("Events that wait: 2");
        await _person.FollowAsync("Accounts");
        await Expect(Page.GetByTestId("webhook-paused-chip")).ToBeVisibleAsync();
        await _person.OpenAsync($"/accounts/{_accountId}");
        _app.Catcher.Otherwise = CatcherAnswer.Status(200);
        await notice.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        await Expect(notice).ToHaveCountAsync(0);
        await _person.OpenAsync("/deliveries");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Delivered 2" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_webhook_is_paused_by_hand_from_the_deliveries()
    {
        await _person.OpenAsync("/deliveries");
        await Expect(Page.GetByText("Nothing sent yet")).ToBeVisibleAsync();

        await _person.PressAsync("Pause a webhook");
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Main" }).ClickAsync();
        await _person.PressAsync("Pause");

        await Expect(Page.GetByTestId("webhook-paused")).ToContainTextAsync("by hand");
        await AddAsync(1);
        await Expect(Page.GetByTestId("deliveries").GetByText("Paused")).ToBeVisibleAsync();
        _app.Catcher.Caught.Should().BeEmpty();
    }

    [Fact]
    public async Task The_signing_secret_is_shown_renewed_and_the_one_before_ended()
    {
        await _person.OpenAsync($"/accounts/{_accountId}/settings/webhook");
        var form = Page.GetByTestId("signing-secret");
        var secret = form.GetByLabel("Signing secret", new() { Exact = true });

        await _person.PressAsync("Show the signing secret");
        await Expect(secret).ToHaveValueAsync(new Regex("^whsec_"));
        var before = await secret.InputValueAsync();
        await _person.PressAsync("New signing secret");
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "New signing secret" }).ClickAsync();

        await Expect(secret).Not.ToHaveValueAsync(before);
        await Expect(form).ToContainTextAsync("The secret before signs too, until");
        await _person.PressAsync("End it now");
        await Expect(form).Not.ToContainTextAsync("The secret before signs too, until");
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen()
    {
        await AddAsync(2);
        await Page.SetViewportSizeAsync(390, 844);
        await _person.OpenAsync("/deliveries");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Details" }).First.ClickAsync();
        await Expect(Page.GetByTestId("delivery-details").Locator(".attempt")).ToBeVisibleAsync();

        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(390);
    }

    /// <summary>Transactions with their deliveries, of 1, 2, 3 … dollars, the dearest newest.</summary>
    private async Task AddAsync(int count)
    {
        await using var db = await _app.App.OpenDatabaseAsync();
        var account = await _app.AccountAsync(_accountId);
        var now = TimeProvider.System.GetUtcNow();
        var run = new ScrapeRun { AccountId = _accountId, Trigger = RunTrigger.Person, StartedAt = now };
        run.End(StopReason.Finished, Stage.SignOut, now);
        db.ScrapeRuns.Add(run);
        for (var amount = 1; amount <= count; amount++)
        {
            var transaction = new Transaction
            {
                Id = Guid.CreateVersion7(),
                AccountId = _accountId,
                IdentityKey = Guid.NewGuid().ToString("N"),
                Ordinal = 1,
                Amount = new Money(amount, "USD"),
                BookedOn = new DateOnly(2026, 1, 5),
                SenderName = "Alice López",
                State = BookingState.Booked,
                FirstSeenAt = now,
                RunId = run.Id,
            };
            db.Add(transaction);
            db.Add(Deliveries.ForTransaction(account, transaction, now, now.AddMilliseconds(amount)));
        }

        await db.SaveChangesAsync(Cancelled);
        _app.Get<Dispatcher>().Wake();
        _app.Get<ActivityFeed>().Publish(_app.User.Id, _accountId, ActivityTopic.Transactions); // as what stores them says
    }
}
