using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>What a headless page does not paint, in the dashboard: seen and answered with a mouse and with a finger.</summary>
public sealed class LiveScreenAsksTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1400, 900, false)]
    [InlineData(390, 844, true)]
    public async Task What_the_banks_page_asks_is_seen_and_answered_at_a_desk_and_on_a_phone(int width, int height, bool isPhone)
    {
        await using var site = await PageSite.StartAsync(AnswerAsync, Cancelled);
        await using var scene = await LiveScene.OpenAsync(
            browser, "", site.At("bank"), new EgressRules(["bank.localhost"], site.Port));
        var window = await scene.WindowAsync("Anna", width, height, isPhone: isPhone);
        var back = Button(window, "Back");
        await Assertions.Expect(back).ToBeDisabledAsync();
        await window.TakeControlAsync();
        await Assertions.Expect(window.Locator(".bar .address")).ToContainTextAsync("not secure");

        // A bubble of the browser.
        await PressAsync(100, 190);
        await Assertions.Expect(window.Locator(".banner")).ToContainTextAsync("Bank branch: Please fill out this field.");
        await Button(window, "Close this message").ClickAsync();
        await Assertions.Expect(window.Locator(".banner")).ToHaveCountAsync(0);

        // Proposals for a field, and a list that drops down.
        await PressAsync(100, 50);
        await Assertions.Expect(window.Locator(".picker")).ToContainTextAsync("Norte, open on Saturdays");
        await window.Locator(".picker").GetByRole(AriaRole.Button, new() { Name = "Norte" }).ClickAsync();
        await Assertions.Expect(scene.Bank.Locator("#branch")).ToHaveValueAsync("Norte");
        await PressAsync(100, 120);
        await Assertions.Expect(scene.Bank.Locator("#channel:open")).ToHaveCountAsync(1);
        var option = (await scene.Bank.Locator("option", new() { HasTextString = "Token" }).BoundingBoxAsync())!;
        await PressAsync(option.X + 20, option.Y + (option.Height / 2));
        await Assertions.Expect(scene.Bank.Locator("#channel")).ToHaveValueAsync("Token");

        // A host that asks who comes.
        await PressAsync(100, 260);
        var question = window.GetByRole(AriaRole.Alertdialog);
        await Assertions.Expect(question).ToContainTextAsync($"{site.Host("bank")} asks");
        await Assertions.Expect(back).ToBeDisabledAsync();
        await question.GetByLabel("User").FillAsync(HostSignIn.UserName);
        await question.GetByLabel("Password").FillAsync("wrong");
        await question.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(question).ToContainTextAsync("not accepted");
        await question.GetByLabel("User").FillAsync(HostSignIn.UserName);
        await question.GetByLabel("Password").FillAsync(HostSignIn.Password);
        await question.GetByLabel("Password").PressAsync("Enter");
        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("/kept");

        // Back, a form that is not sent again, and a host that is not the bank's.
        await back.ClickAsync();
        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("/");
        await PressUntilAsync(100, 400, async () => await scene.Bank.TitleAsync() == "/sent");
        await Button(window, "Load again").ClickAsync();
        await Assertions.Expect(window.Locator(".banner")).ToContainTextAsync("start the login again");
        await PressUntilAsync(100, 330, () => Task.FromResult(scene.View.Address.Trouble == PageTrouble.NotTheBank));
        await Assertions.Expect(window.GetByRole(AriaRole.Alert)).ToContainTextAsync($"left the bank for {site.Host("evil")}");
        await Assertions.Expect(window.Locator(".bar .address")).ToContainTextAsync("not the bank");
        (await window.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();
        var watcher = await scene.WindowAsync("Benjamin", width, height, isPhone: isPhone);
        await Assertions.Expect(watcher.GetByRole(AriaRole.Alert)).ToContainTextAsync("left the bank");
        await Assertions.Expect(Button(watcher, "Back to the bank")).ToHaveCountAsync(0);
        await Button(window, "Back to the bank").ClickAsync();
        await Assertions.Expect(window.Locator(".trouble")).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        // A dialog waits for whoever takes control.
        await Button(window, "Hand back").ClickAsync();
        _ = scene.Bank.EvaluateAsync("setTimeout(() => document.title = confirm('Approve?'))");
        await Assertions.Expect(watcher.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("Approve?");
        await Button(watcher, "Take control and answer").ClickAsync();
        await Button(watcher, "OK").ClickAsync();
        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("true");

        async Task PressAsync(double x, double y)
        {
            var (left, top) = await scene.AimAsync(window, x, y);
            await (isPhone ? window.Touchscreen.TapAsync(left, top) : window.Mouse.ClickAsync(left, top));
        }

        // A press is dropped until the picture of the page is there.
        async Task PressUntilAsync(double x, double y, Func<Task<bool>> isReached)
        {
            for (var attempt = 0; attempt < 100 && !await isReached(); attempt++)
            {
                await PressAsync(x, y);
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancelled);
            }

            (await isReached()).Should().BeTrue();
        }
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Request.Path == "/kept" && !HostSignIn.IsKnown(context, "Basic") ? Task.CompletedTask : PageSite.WriteAsync(context, $"""
            <title>{context.Request.Path}</title><style>body, input, select, button, a {Font}</style>
            <form onsubmit='return false'>
              <label style='position:absolute;left:20px;top:10px'>Bank branch</label>
              <input id=branch required list=branches aria-label='Bank branch' style='position:absolute;left:20px;top:30px;width:300px;height:40px'>
              <datalist id=branches><option value=Centro><option value=Norte>Norte, open on Saturdays<option value=Sur></datalist>
              <select id=channel style='position:absolute;left:20px;top:100px;width:300px;height:40px'><option>E-mail<option>SMS<option>Token</select>
              <button style='position:absolute;left:20px;top:170px;width:300px;height:40px'>Go on</button>
            </form>
            <a href=/kept style='position:absolute;left:20px;top:240px;width:300px;height:40px'>Statements</a>
            <a href='http://evil.localhost:{context.Request.Host.Port}/' style='position:absolute;left:20px;top:310px;width:300px;height:40px'>A partner</a>
            <form method=post action=/sent><button style='position:absolute;left:20px;top:380px;width:300px;height:40px'>Send</button></form>
            """);
    }

    private const string Font = "{ font: 16px sans-serif }";

    private static ILocator Button(IPage window, string name) => window.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
