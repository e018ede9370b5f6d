using Microsoft.Playwright;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>What stands over the picture: where the keyboard is meanwhile, and that it hides nothing that is needed.</summary>
public sealed class LiveScreenCoverTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dialog_has_the_keyboard_and_gives_it_back_and_covers_nothing_else_for_whoever_waits()
    {
        await using var site = await PageSite.StartAsync(context => PageSite.WriteAsync(context, "<h1>Bank</h1>"), Cancelled);
        await using var scene = await LiveScene.OpenAsync(browser, "", site.At("bank"));
        var window = await scene.WindowAsync("Anna");
        var phone = await scene.WindowAsync("Benjamin", 390, 844, isPhone: true);
        await window.TakeControlAsync();
        var dialog = window.GetByRole(AriaRole.Alertdialog);
        var keys = window.GetByLabel("Keys for the bank's page");

        // A key that was meant for the page answers nothing, and Escape is the other button.
        _ = scene.Bank.EvaluateAsync("setTimeout(() => document.title = 'sent: ' + confirm('Send an SMS?'))");
        await Assertions.Expect(dialog).ToBeFocusedAsync();
        await Assertions.Expect(dialog).ToContainTextAsync($"{site.Host("bank")} asks");
        await Assertions.Expect(phone.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("waits for whoever is in control");
        await phone.Locator(".bar .state").ClickAsync(new() { Trial = true });
        await window.Keyboard.PressAsync("Enter");
        await window.Keyboard.PressAsync("Escape");
        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("sent: false");
        await Assertions.Expect(keys).ToBeFocusedAsync();

        // A text is entered with Enter.
        _ = scene.Bank.EvaluateAsync("setTimeout(() => document.title = prompt('Document?', ''))");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await window.Keyboard.TypeAsync("4711");
        await window.Keyboard.PressAsync("Enter");
        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("4711");
        await Assertions.Expect(keys).ToBeFocusedAsync();

        // What only tells does not ask.
        _ = scene.Bank.EvaluateAsync("setTimeout(() => alert('Two minutes left.'))");
        await Assertions.Expect(dialog).ToContainTextAsync($"{site.Host("bank")} says");
    }

    [Theory]
    [InlineData(1400, 700, false)]
    [InlineData(390, 600, true)]
    public async Task A_page_that_did_not_load_or_was_closed_says_so_with_the_way_on_in_sight(int width, int height, bool isPhone)
    {
        await using var site = await PageSite.StartAsync(context => PageSite.WriteAsync(context, "<h1>Bank</h1>"), Cancelled);
        await using var scene = await LiveScene.OpenAsync(browser, "", site.At("bank"));
        var window = await scene.WindowAsync("Anna", width, height, isPhone: isPhone);
        await window.TakeControlAsync();
        var trouble = window.Locator(".trouble");

        await scene.Bank.EvaluateAsync("setTimeout(() => location = 'http://bank.localhost:1/')"); // which no browser goes to
        await Assertions.Expect(trouble).ToContainTextAsync("This page was not loaded");
        await trouble.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await Assertions.Expect(trouble).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await scene.Bank.WaitForURLAsync(site.At("bank"));

        // A message is where it is seen, also of a picture that is longer than the window.
        await window.GetByRole(AriaRole.Button, new() { Name = "Back", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Locator(".banner")).ToContainTextAsync("no page of the bank to go back to");
        await Assertions.Expect(window.Locator(".banner")).ToBeInViewportAsync(new() { Ratio = .99f });

        await scene.Bank.CloseAsync();
        await Assertions.Expect(window.GetByRole(AriaRole.Heading, new() { Name = "The bank's page was closed" })).ToBeVisibleAsync();
        await Assertions.Expect(window.GetByRole(AriaRole.Button, new() { Name = "Hand back" })).ToHaveCountAsync(0);
        await Assertions.Expect(window.Locator(".tools")).ToHaveCountAsync(0);
    }
}
