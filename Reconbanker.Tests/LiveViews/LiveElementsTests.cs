using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>A person who acts on a bank's page without a mouse and without seeing it.</summary>
public sealed class LiveElementsTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Bank = """
        <h1>Banco de prueba</h1>
        <p>We have sent a code to your <b>phone</b> ending in 77.</p>
        <label>Reference <input id=reference value=old></label>
        <label>PIN <input id=pin type=password value=0815></label>
        <label>Channel <select id=channel onchange='document.title = value'><option>E-mail<option>SMS<option>Token</select></label>
        <label><input id=trust type=checkbox> Trust this device</label>
        <label><input id=post name=by type=radio> By post</label>
        <label>Born <input id=born type=date value=1980-05-17></label>
        <div style='height:2000px'></div>
        <div role=button tabindex=0 id=more aria-label='Send again' onmousedown='alerts.textContent = "Sent again."'>again</div>
        <button disabled>Not yet</button>
        <p role=alert id=alerts></p>
        <iframe style='width:300px;height:120px;border:0' src='%other%'></iframe>
        <p style='display:none'>Hidden words</p>
        """;

    private const string Frame = """
        <label>Security code <input id=code autocomplete=one-time-code></label>
        <button onclick='parent.postMessage(code.value, "*"); this.textContent = "Confirmed"'>Confirm</button>
        """;

    [Theory]
    [InlineData(1400, 900, false)]
    [InlineData(390, 844, true)]
    public async Task The_page_is_read_and_acted_on_as_a_list_with_the_keyboard_alone(int width, int height, bool isPhone)
    {
        await using var sites = await TwoSites.StartAsync(Bank, Frame, TestContext.Current.CancellationToken);
        await using var scene = await LiveScene.OpenAsync(browser, "", sites.Bank);
        await scene.Bank.EvaluateAsync("addEventListener('message', e => document.title = 'code ' + e.data)");
        var window = await scene.WindowAsync("Anna", width, height, isPhone: isPhone);
        await window.TakeControlAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "List what is on the page" }).ClickAsync();
        var list = window.GetByRole(AriaRole.Region, new() { Name = "On the page" });

        // All of it is there in its order, those of the frame of another site included; secrets are not.
        await Assertions.Expect(list.GetByRole(AriaRole.Heading, new() { Name = "Banco de prueba" })).ToBeVisibleAsync();
        await Assertions.Expect(list.GetByText("We have sent a code to your phone ending in 77.")).ToBeVisibleAsync();
        await Assertions.Expect(list.GetByText("holds old")).ToBeVisibleAsync();
        await Assertions.Expect(list.GetByLabel("Security code")).ToBeVisibleAsync();
        await Assertions.Expect(list.GetByRole(AriaRole.Button, new() { Name = "Not yet" })).ToBeDisabledAsync();
        (await list.InnerTextAsync()).Should().NotContain("0815").And.NotContain("Hidden words");

        await FillAsync(window, list.GetByLabel("Reference"), "4711 ñ");
        await Assertions.Expect(scene.Bank.Locator("#reference")).ToHaveValueAsync("4711 ñ");
        await Assertions.Expect(list.GetByText("holds 4711 ñ")).ToBeVisibleAsync();
        await FillAsync(window, list.GetByLabel("PIN"), "2718");
        await Assertions.Expect(scene.Bank.Locator("#pin")).ToHaveValueAsync("2718");
        (await list.InnerHTMLAsync()).Should().NotContain("2718");
        await list.GetByLabel("Channel").SelectOptionAsync("SMS");
        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("SMS");
        await PressAsync(window, list.GetByRole(AriaRole.Checkbox, new() { Name = "Trust this device" }));
        await Assertions.Expect(scene.Bank.Locator("#trust")).ToBeCheckedAsync();
        await Assertions.Expect(list.GetByRole(AriaRole.Checkbox, new() { Name = "Trust this device" })).ToHaveAttributeAsync("aria-checked", "true");

        await PressAsync(window, list.GetByRole(AriaRole.Radio, new() { Name = "By post" }));
        await Assertions.Expect(list.GetByRole(AriaRole.Radio, new() { Name = "By post" })).ToHaveAttributeAsync("aria-checked", "true");

        // A date is one thing, chosen in a picker.
        await Assertions.Expect(list.GetByRole(AriaRole.Button, new() { Name = "Born" })).ToContainTextAsync("1980-05-17");
        await Assertions.Expect(list.GetByLabel("Day")).ToHaveCountAsync(0);
        await PressAsync(window, list.GetByRole(AriaRole.Button, new() { Name = "Born" }));
        await window.Locator(".picker input").FillAsync("1981-06-18");
        await window.Locator(".picker").GetByRole(AriaRole.Button, new() { Name = "Fill in" }).ClickAsync();
        await Assertions.Expect(scene.Bank.Locator("#born")).ToHaveValueAsync("1981-06-18");

        // A press is a hand's, so that pages feel it that listen to the mouse; what it brings is said.
        await PressAsync(window, list.GetByRole(AriaRole.Button, new() { Name = "Send again" }));
        await Assertions.Expect(list.GetByRole(AriaRole.Status)).ToContainTextAsync("New on the page: Sent again.");
        await FillAsync(window, list.GetByLabel("Security code"), "482913");
        await PressAsync(window, list.GetByRole(AriaRole.Button, new() { Name = "Confirm" }));
        await Assertions.Expect(scene.Bank).ToHaveTitleAsync("code 482913");
        (await window.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();

        // Whoever only watches has no such list.
        scene.View.AcceptsInput = false;
        await Assertions.Expect(list).ToHaveCountAsync(0);
    }

    private static async Task FillAsync(IPage window, ILocator field, string text)
    {
        await field.FocusAsync();
        await window.Keyboard.InsertTextAsync(text);
        await window.Keyboard.PressAsync("Enter");
    }

    private static async Task PressAsync(IPage window, ILocator button)
    {
        await button.FocusAsync();
        await window.Keyboard.PressAsync("Enter");
    }
}
