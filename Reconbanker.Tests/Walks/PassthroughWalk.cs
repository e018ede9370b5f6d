using System.Text.Json;
using FluentAssertions;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>The walkthrough, word for word, with a bank that asks for no second factor.</summary>
public sealed class PassthroughWalk(ChromiumFixture chromium)
{
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_connects_a_bank_step_by_step_and_the_webhook_arrives()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        await using var person = await Operator.SignInAsync(chromium, app);
        var page = person.Page;

        // 1. Accounts, Add Account.
        await person.FollowAsync("Accounts");
        await person.FollowAsync("Add Account");
        await person.PickBankAsync();
        await person.FillAsync("Account name", "Main account");
        await person.PressAsync("Save");
        await person.FollowAsync("Main account");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Main account");

        // 2. Settings, Bank credentials.
        await page.Locator(".page-heading-actions").GetByText("Settings").ClickAsync();
        await person.FillAsync("Username", "ana");
        await person.FillAsync("Password", Password);
        await person.SaveAsync();
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");

        // 3. Settings, Session.
        await person.ShowTabAsync("Session");
        await Expect(page.Locator("input[type=radio]:checked")).ToHaveCountAsync(2);
        await person.SaveAsync();

        // 4. Settings, Webhook.
        await person.ShowTabAsync("Webhook");
        await person.FillAsync("Webhook URL", app.Catcher.Url().ToString());
        await person.FillAsync("Token", "webhook-token-1");
        await person.SaveAsync();

        // 5. User settings, Operation mode.
        await person.OpenAsync("settings");
        await person.ChooseAsync("passthrough");
        await person.SaveAsync();

        // 6. Run scrape now.
        await person.OpenAsync("accounts");
        await person.FollowAsync("Main account");
        await person.PressAsync("Run scrape now");
        await page.Locator(".choose-bank-account").GetByText("001-204518-3").ClickAsync();
        await Expect(page.GetByTestId("last-run")).ToContainTextAsync("Finished");
        await Expect(page.GetByTestId("transactions")).ToContainTextAsync("Julián Núñez Etcheverry");

        // 8. Every new transaction of today reaches the webhook.
        var sent = await app.Catcher.NextAsync(Cancelled);
        sent.Headers["Authorization"].Should().Be("Bearer webhook-token-1");
        sent.Headers.Should().ContainKeys("webhook-id", "webhook-timestamp", "webhook-signature", "X-Signature-256");
        JsonDocument.Parse(sent.Text).RootElement.EnumerateObject().Select(p => p.Name)
            .Should().BeEquivalentTo("id", "amount", "currency", "name", "received_at");
        await person.ShowTabAsync("Webhook deliveries");
        await Expect(page.GetByTestId("deliveries").GetByText("Delivered")).ToHaveCountAsync(4);

        await NothingStoredAsync(app);
    }

    private static async Task NothingStoredAsync(DemoApp app)
    {
        await app.Get<Core.Webhooks.Dispatcher>().StopAsync(Cancelled);
        Traces.Of(Password, app.App.Folder).Should().BeEmpty();
        Traces.Of("webhook-token-1", app.App.Folder).Should().BeEmpty();
        app.Logs.Text.Should().NotContain(Password).And.NotContain("webhook-token-1");
        app.Logs.Text.Should().Contain("began", "the log must have been recorded");
    }
}
