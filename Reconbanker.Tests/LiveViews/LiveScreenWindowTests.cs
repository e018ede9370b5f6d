using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>What an operator sees and does when the bank opens another window, or has a field with a picker.</summary>
public sealed class LiveScreenWindowTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    internal const string Opener = """
        <style>body { font: 16px sans-serif; padding: 40px }</style>
        <h1>Banco de prueba</h1>
        <button style='position:absolute;left:100px;top:200px;width:300px;height:60px' onclick='window.open("%other%")'>Continue in a new window</button>
        <input style='position:absolute;left:20px;top:300px;width:300px;height:40px' aria-label='Since when are you a customer?' type=date
               value=2026-11-05 min=2020-01-01 onchange='document.title = value'>
        """;

    internal const string Opened = """
        <style>body { font: 16px sans-serif; padding: 40px }</style>
        <h1>Security check</h1>
        <label>Code from the SMS <input id=code style='position:absolute;left:100px;top:200px;width:300px;height:40px'></label>
        <button style='position:absolute;left:100px;top:300px;width:300px;height:60px' onclick='window.opener.postMessage(code.value, "*"); window.close()'>Confirm</button>
        """;

    private const string EndIsInSight = """
        host => {
          const longer = host.cloneNode(true);
          longer.firstElementChild.textContent = 'login.'.repeat(60) + 'bank.example';
          host.after(longer);
          const [name, box] = [longer.firstElementChild.getBoundingClientRect(), longer.getBoundingClientRect()];
          longer.remove();
          return name.left < box.left - 50 && name.right <= box.right + 1;
        }
        """;

    [Theory]
    [InlineData(1400, 900, false)]
    [InlineData(390, 844, true)]
    public async Task A_window_that_the_bank_opens_is_used_and_left_with_its_host_in_sight(int width, int height, bool isPhone)
    {
        await using var sites = await TwoSites.StartAsync(Opener, Opened, TestContext.Current.CancellationToken);
        await using var scene = await LiveScene.OpenAsync(browser, "", sites.Bank);
        var window = await scene.WindowAsync("Anna", width, height, isPhone: isPhone);
        await window.TakeControlAsync();
        await Assertions.Expect(window.Locator(".windows")).ToHaveCountAsync(0);

        await PressAsync(scene, window, 200, 230, isPhone);
        var windows = window.GetByRole(AriaRole.Navigation, new() { Name = "Windows of the bank" });
        var shown = windows.Locator("[aria-current]");
        await Assertions.Expect(shown).ToContainTextAsync(sites.OtherHost);
        await Assertions.Expect(window.Locator(".bar .host")).ToHaveTextAsync(sites.OtherHost);
        await Assertions.Expect(window.GetByText("The bank opened another window")).ToBeVisibleAsync();

        // Of a host that does not fit, the end stays in sight: it tells whose it is.
        (await window.Locator(".bar .host").EvaluateAsync<bool>(EndIsInSight)).Should().BeTrue();
        (await shown.Locator(".host").EvaluateAsync<bool>(EndIsInSight)).Should().BeTrue();

        await windows.GetByRole(AriaRole.Button, new() { Name = "Back to the first window" }).ClickAsync();
        await Assertions.Expect(shown).ToContainTextAsync(sites.BankHost);
        await windows.GetByRole(AriaRole.Button, new() { Name = "Window 2" }).ClickAsync();
        await Assertions.Expect(shown).ToContainTextAsync(sites.OtherHost);
        (await window.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();

        var popup = scene.View.Page;
        var confirm = await scene.AimAsync(window, 200, 330);
        for (var attempt = 0; attempt < 50 && !popup.IsClosed; attempt++)
        {
            await PressAsync(window, confirm, isPhone); // dropped until the window's picture is there
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await Assertions.Expect(windows).ToHaveCountAsync(0);
        await Assertions.Expect(window.Locator(".bar .host")).ToHaveTextAsync(sites.BankHost);
    }

    [Theory]
    [InlineData(1400, 900, false)]
    [InlineData(390, 844, true)]
    public async Task A_date_of_the_page_is_chosen_with_the_operators_own_picker(int width, int height, bool isPhone)
    {
        await using var sites = await TwoSites.StartAsync(Opener, Opened, TestContext.Current.CancellationToken);
        await using var scene = await LiveScene.OpenAsync(browser, "", sites.Bank);
        var window = await scene.WindowAsync("Anna", width, height, isPhone: isPhone);
        var watcher = await scene.WindowAsync("Benjamin");
        await window.TakeControlAsync();

        await PressAsync(scene, window, 120, 320, isPhone);
        var field = window.GetByLabel("Since when are you a customer?");
        await Assertions.Expect(field.And(window.Locator("input"))).ToHaveValueAsync("2026-11-05");
        await Assertions.Expect(window.Locator(".picker input")).ToHaveAttributeAsync("min", "2020-01-01");
        await Assertions.Expect(watcher.Locator(".picker")).ToHaveCountAsync(0);
        await window.Locator(".picker input").FillAsync("2024-02-29");
        await window.GetByRole(AriaRole.Button, new() { Name = "Fill in" }).ClickAsync();

        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("2024-02-29");
        await Assertions.Expect(window.Locator(".picker")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_field_with_a_picker_is_typed_into_as_well()
    {
        await using var sites = await TwoSites.StartAsync(Opener, Opened, TestContext.Current.CancellationToken);
        await using var scene = await LiveScene.OpenAsync(browser, "", sites.Bank);
        var window = await scene.WindowAsync("Anna");
        await window.TakeControlAsync();
        await scene.ClickAtAsync(window, 35, 320);
        await Assertions.Expect(window.Locator(".picker")).ToBeVisibleAsync();

        await window.Keyboard.TypeAsync("11222026");

        await Assertions.Expect(scene.Bank.Locator("input")).ToHaveValueAsync("2026-11-22");
        await Assertions.Expect(window.Locator(".picker")).ToHaveCountAsync(0);
    }

    private static async Task PressAsync(LiveScene scene, IPage window, double x, double y, bool isPhone) =>
        await PressAsync(window, await scene.AimAsync(window, x, y), isPhone);

    private static Task PressAsync(IPage window, (float X, float Y) at, bool isPhone) =>
        isPhone ? window.Touchscreen.TapAsync(at.X, at.Y) : window.Mouse.ClickAsync(at.X, at.Y);
}
