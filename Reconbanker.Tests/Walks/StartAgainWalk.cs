using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>A person who is stuck in the bank's page, and starts the login again from the live view.</summary>
public sealed class StartAgainWalk(ChromiumFixture chromium)
{
    [Fact]
    public async Task The_login_is_started_again_after_saying_what_it_costs_and_never_more_often_than_the_bank_allows()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("sms", "Tr0ub4dor-and-3-canaries", mode: LoginMode.Assisted);
        await app.ChooseFirstBankAccountAsync(account, "sms");
        await app.RunNowAsync(account);
        var first = await app.OpenAssistanceAsync(account);
        await using var person = await Operator.SignInAsync(chromium, app);
        var page = person.Page;
        await person.OpenAsync($"accounts/{account}/live");

        await person.PressAsync("Start again");
        await Expect(page.GetByText("the bank may send another SMS")).ToBeVisibleAsync();
        await page.Locator(".mud-dialog").GetByText("Cancel").ClickAsync();
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        app.Demo.Desk.Counts("sms").SmsSent.Should().Be(1);
        await person.PressAsync("Start again");
        await page.Locator(".mud-dialog").GetByText("Start again", new() { Exact = true }).ClickAsync();
        var second = await Until.ReadAsync(() => app.OpenAssistanceAsync(account), request => request.Id != first.Id);
        app.Demo.Desk.Counts("sms").SmsSent.Should().Be(2);
        (await app.AccountAsync(account)).LoginAttempts.Should().Be(2);

        // One more may lock the user: that is said before anything ends.
        await person.PressAsync("Start again");
        await page.Locator(".mud-dialog").GetByText("Start again", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByText("one more refusal may lock the user")).ToBeVisibleAsync();
        await page.Locator(".mud-dialog").Last.GetByText("Cancel").ClickAsync();
        (await app.OpenAssistanceAsync(account)).Id.Should().Be(second.Id);

        await person.FillAsync("Code: 6 digits", app.Demo.Phone.LatestCode("sms")!);
        await person.PressAsync("Enter code");
        (await app.EndedRunAsync(account, number: 2)).Outcome.Should().Be(Core.Sessions.RunOutcome.Succeeded);
        var counts = app.Demo.Desk.Counts("sms");
        (counts.Attempts, counts.Logins, counts.SmsSent).Should().Be((2, 1, 2));
        (await app.AccountAsync(account)).LoginAttempts.Should().Be(0);
    }
}
