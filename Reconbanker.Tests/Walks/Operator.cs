using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Tests.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>A person at the dashboard, in a real browser.</summary>
internal sealed class Operator : IAsyncDisposable
{
    private const float Patience = 60_000;

    private readonly BrowserSession _browser;
    private readonly Uri _address;

    private Operator(BrowserSession browser, Uri address)
    {
        _browser = browser;
        _address = address;
        Page.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
    }

    public IPage Page => _browser.Page;

    /// <summary>Opens a browser and signs in.</summary>
    public static async Task<Operator> SignInAsync(ChromiumFixture chromium, DemoApp app, string email = DemoApp.Email)
    {
        var host = await chromium.HostAsync(TestContext.Current.CancellationToken);
        var profile = BrowserProfile.Temporary() with { Egress = new EgressRules([app.App.Address.Host], app.App.Address.Port) };
        var person = new Operator(await host.LaunchAsync(profile, TestContext.Current.CancellationToken), app.App.Address);
        await person.Page.GotoAsync(new Uri(app.App.Address, "sign-in").ToString());
        await person.Page.Locator("input[type=email]").FillAsync(email);
        await person.Page.Locator("input[type=password]").FillAsync(RunningApp.Password);
        await person.Page.Locator("button[type=submit]").First.ClickAsync();
        await Expect(person.Page.Locator("h1")).ToHaveTextAsync("Dashboard");
        return person;
    }

    public Task OpenAsync(string path) => Page.GotoAsync(new Uri(_address, path).ToString());

    public Task PressAsync(string button) => ActAsync(Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync());

    public Task FollowAsync(string link) => ActAsync(Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).Last.ClickAsync());

    public Task FillAsync(string label, string text) => ActAsync(Page.GetByLabel(label, new() { Exact = true }).FillAsync(text));

    public async Task PickBankAsync()
    {
        await Page.Locator(".mud-select").First.ClickAsync();
        await Page.Locator(".mud-popover-open").GetByText("Banco Faronda").ClickAsync();
    }

    public Task ChooseAsync(string option) => Page.Locator(".choices .mud-radio").Filter(new() { HasText = option }).ClickAsync();

    public Task ShowTabAsync(string name) => Page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>Presses Save and waits for the notice.</summary>
    public async Task SaveAsync(string button = "Save")
    {
        await PressAsync(button);
        var notice = Page.Locator(".mud-snackbar").Filter(new() { HasText = "Saved" });
        await Expect(notice.First).ToBeVisibleAsync();
        await notice.First.Locator("button").ClickAsync();
        await Expect(notice).ToHaveCountAsync(0);
    }

    /// <summary>Clicks in the middle of something on the picture of the bank's page, once it shows the page at the size that it has.</summary>
    /// <param name="found">On the bank's page itself, to learn where it is.</param>
    public async Task ClickOnBankPageAsync(ILocator found)
    {
        await Page.ShownAsync(); // before, there is nothing to press on
        var page = await Page.FittedAsync(() => found.Page);
        await found.ScrollIntoViewIfNeededAsync();
        var target = (await found.BoundingBoxAsync())!;
        var canvas = Page.Locator("canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var scale = (await canvas.BoundingBoxAsync())!.Width / page[0];
        await canvas.ClickAsync(new()
        {
            Position = new() { X = (float)((target.X + (target.Width / 2)) * scale), Y = (float)((target.Y + (target.Height / 2)) * scale) },
        });
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();

    /// <summary>What cannot be done says what the page showed instead.</summary>
    private async Task ActAsync(Task act)
    {
        try
        {
            await act;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{Page.Url} shows:\n{await Page.Locator("body").InnerTextAsync()}", e);
        }
    }
}
