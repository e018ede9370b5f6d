using FluentAssertions;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>Step 7 of the walkthrough, as a person sees it: the login error, the block, the one attempt, and the way out.</summary>
public sealed class BlockedWalk(ChromiumFixture chromium)
{
    private const string Password = "Tr0ub4dor-and-3-canaries";

    [Fact]
    public async Task A_refused_login_reads_login_error_then_blocks_and_is_cleared_by_mending_the_cause()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("wrong", Password);
        await using var person = await Operator.SignInAsync(chromium, app);
        var page = person.Page;

        await person.OpenAsync($"accounts/{account}");
        await person.PressAsync("Run scrape now");
        await Expect(page.GetByTestId("last-run")).ToContainTextAsync("Login error");
        await Expect(page.GetByTestId("last-run")).ToContainTextAsync("Recheck both under Settings → Bank credentials");
        await app.EndedRunAsync(account);

        await person.PressAsync("Run scrape now");
        await Expect(page.GetByTestId("attention")).ToContainTextAsync("Blocked: the bank refused the login");
        await app.EndedRunAsync(account, number: 2);
        await person.OpenAsync("");
        await Expect(page.Locator(".card")).ToContainTextAsync("Needs attention");

        // Asking again says what it may cost, and cancelling makes no attempt.
        await person.PressAsync("Run scrape now");
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Dialog)).ToContainTextAsync("one more refusal may lock the user");
        await person.PressAsync("Cancel");
        app.Demo.Desk.Counts("wrong").PasswordsRefused.Should().Be(2);

        await person.OpenAsync($"accounts/{account}/settings/credentials");
        await person.FillAsync("Username", "ana");
        await person.FillAsync("Password", Password);
        await person.SaveAsync();
        await person.OpenAsync($"accounts/{account}");
        await Expect(page.GetByTestId("attention")).ToHaveCountAsync(0);
        await person.PressAsync("Run scrape now");
        await page.Locator(".choose-bank-account").GetByText("001-204518-3").ClickAsync();
        await Expect(page.GetByTestId("last-run")).ToContainTextAsync("Finished");
    }
}
