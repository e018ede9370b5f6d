using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>The wizard, with a bank that asks for an SMS code: the code is clicked and typed on the live view's canvas.</summary>
public sealed class AssistedWalk(ChromiumFixture chromium)
{
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wizard_ends_on_a_live_first_scrape_with_the_code_typed_into_the_banks_own_page()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        await using var person = await Operator.SignInAsync(chromium, app);
        var page = person.Page;

        await person.OpenAsync("connect");
        await person.PickBankAsync();
        await person.FillAsync("Account name", "Hardware store");
        await person.PressAsync("Save and continue");
        await person.FillAsync("Username", "sms");
        await person.FillAsync("Password", Password);
        await person.PressAsync("Save and continue");
        await Expect(page.GetByText("Login mode")).ToBeVisibleAsync();

        // The wizard is left here, and taken up where it was left.
        await person.OpenAsync("accounts");
        await person.FollowAsync("Hardware store");
        await person.FollowAsync("Continue setting up");
        await person.ChooseAsync("assisted");
        await person.PressAsync("Save and continue");
        await person.FillAsync("Webhook URL", app.Catcher.Url().ToString());
        await person.PressAsync("Save and continue");
        await person.ChooseAsync("passthrough");
        await person.PressAsync("Save and continue");
        await person.PressAsync("Run scrape now");

        // The request shows on every page, with a countdown and a way into the live view.
        await Expect(page.GetByTestId("assistance")).ToContainTextAsync("time left");
        await person.OpenAsync("settings");
        await Expect(page.GetByTestId("assistance")).ToContainTextAsync("Hardware store asks for a code of 6 digits (SMS).");
        await person.FollowAsync("Open the live view");
        await person.PressAsync("Take control");
        await Expect(page.GetByText("You are in control")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("assistance")).ToHaveCountAsync(0); // one is there already

        // A reload finds the same page and the same control, and so does another browser after this one is gone.
        await page.ReloadAsync();
        await Expect(page.GetByText("You are in control")).ToBeVisibleAsync();
        await person.DisposeAsync();
        await using var elsewhere = await Operator.SignInAsync(chromium, app);
        page = elsewhere.Page;
        await elsewhere.FollowAsync("Open the live view");
        await Expect(page.GetByText("You are in control")).ToBeVisibleAsync();

        var code = app.Demo.Phone.LatestCode("sms")!;
        var account = new Guid(new Uri(page.Url).Segments[2].TrimEnd('/'));
        var bank = app.Get<SessionSupervisor>().Find(app.User.Id, account)!.View!.Page;
        await elsewhere.ClickOnBankPageAsync(bank.Locator("#code"));
        await page.Keyboard.TypeAsync(code);
        await Expect(bank.Locator("#code")).ToHaveValueAsync(code);
        await elsewhere.ClickOnBankPageAsync(bank.GetByRole(AriaRole.Button, new() { Name = "Confirm" }));

        // Signed in: this login shows three bank accounts, and asks which one to read.
        await Expect(page.GetByTestId("assistance")).ToContainTextAsync("shows several bank accounts");
        await elsewhere.FollowAsync("Choose");
        await page.Locator(".choose-bank-account").GetByText("002-731904-6").ClickAsync();
        await Expect(page.GetByTestId("last-run")).ToContainTextAsync("Finished");

        // The bank saw one login, and sent one SMS.
        var counts = app.Demo.Desk.Counts("sms");
        (counts.Attempts, counts.Logins, counts.SmsSent, counts.CodesRefused).Should().Be((1, 1, 1, 0));

        // The next time, the code box does the typing.
        await elsewhere.PressAsync("Run scrape now");
        await elsewhere.FollowAsync("Open the live view");
        var field = page.GetByLabel("Code: 6 digits", new() { Exact = true });
        await Expect(field).ToBeFocusedAsync();
        code = app.Demo.Phone.LatestCode("sms")!;
        await page.Keyboard.TypeAsync(code == "000000" ? "111111" : "000000");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("The bank refused this code.")).ToBeVisibleAsync();
        await Expect(field).ToBeFocusedAsync(); // the next one can be typed at once
        await elsewhere.FillAsync("Code: 6 digits", code);
        await elsewhere.PressAsync("Enter code");
        await Expect(page.GetByTestId("last-run")).ToContainTextAsync("Finished");
        await Expect(page.GetByTestId("last-run")).ToContainTextAsync("0 new");
        app.Demo.Desk.Counts("sms").CodesRefused.Should().Be(1);
        (await app.Catcher.NextAsync(Cancelled)).Text.Should().Contain("\"currency\":\"USD\"");

        await app.Get<Core.Webhooks.Dispatcher>().StopAsync(Cancelled);
        Traces.Of(Password, app.App.Folder).Should().BeEmpty();
        Traces.OfCode(code, app.App.Folder).Should().BeEmpty();
        app.Logs.Text.Should().NotContain(Password).And.NotContain(code).And.Contain("began");
    }
}
