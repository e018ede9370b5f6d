using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Web;

/// <summary>The shell in a real browser, with everything that the content security policy could stop.</summary>
public sealed class ShellTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private readonly List<string> _complaints = [];
    private RunningApp _app = null!;
    private TestBrowser _browser = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(30_000);
        _app = await RunningApp.StartAsync("--SignIn:RevalidateEvery=00:00:01");
        _browser = await TestBrowser.LaunchAsync(chromium);
        _page = await NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task From_the_printed_address_to_an_invited_colleague_without_a_complaint_of_the_browser()
    {
        await SetUpAsync();
        await Expect(_page.GetByRole(AriaRole.Link, new() { Name = "Dashboard" })).ToBeVisibleAsync();

        await _page.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await _page.GetByRole(AriaRole.Dialog).GetByLabel("E-mail").FillAsync("ben@example.com");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var link = await _page.GetByLabel("Link", new() { Exact = true }).InputValueAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Cell, new() { Name = "ben@example.com" })).ToBeVisibleAsync();

        var ben = await NewPageAsync();
        await ben.GotoAsync(link);
        await ben.GetByLabel("New password").FillAsync("llueve en quito");
        ben.Url.Should().EndWith("/invitation");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Save and sign in" }).ClickAsync();
        await Expect(ben.GetByRole(AriaRole.Link, new() { Name = "Dashboard" })).ToBeVisibleAsync();
        await Expect(ben.GetByRole(AriaRole.Link, new() { Name = "People" })).ToHaveCountAsync(0);

        _complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task The_theme_is_remembered_and_there_before_anything_is_drawn()
    {
        await SetUpAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Your menu" }).ClickAsync();
        await _page.GetByTitle("Dark").ClickAsync();
        await Expect(_page.Locator("html.dark")).ToBeAttachedAsync();
        await _page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });

        await Expect(_page.Locator("html.dark > body")).ToBeAttachedAsync();
        await Expect(_page.Locator(".shell")).ToBeVisibleAsync();
        (await _page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).Should().Be("rgb(15, 22, 20)");
        _complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Signing_out_closes_the_other_tabs_too()
    {
        await SetUpAsync();
        var other = await _page.Context.NewPageAsync();
        await other.GotoAsync($"{_app.Address}settings/people");
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Invite" })).ToBeVisibleAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Your menu" }).ClickAsync();
        await _page.GetByText("Sign out").ClickAsync();

        await Expect(_page.GetByLabel("Password", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(other.GetByLabel("Password", new() { Exact = true })).ToBeVisibleAsync();
        other.Url.Should().EndWith("/sign-in?returnUrl=%2Fsettings%2Fpeople");
    }

    [Fact]
    public async Task A_password_reset_closes_the_pages_that_are_open_elsewhere()
    {
        await SetUpAsync();
        var invitations = _app.Services.GetRequiredService<Invitations>();
        await using var db = await _app.OpenDatabaseAsync();
        var ana = await db.Users.SingleAsync(TestContext.Current.CancellationToken);
        var link = await invitations.ResetPasswordAsync(ana.Id, ana.Id, TestContext.Current.CancellationToken);
        using var elsewhere = _app.NewClient();

        (await elsewhere.PostFormAsync("/password-reset", ("Form.Secret", link.Secret), ("Form.Password", "llueve en quito"))).Dispose();

        await Expect(_page.GetByLabel("Password", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_notices_by_itself_that_its_user_may_no_longer_see_it()
    {
        await SetUpAsync();
        await using var db = await _app.OpenDatabaseAsync();

        await db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, "another"), TestContext.Current.CancellationToken);

        await Expect(_page.GetByLabel("Password", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task When_the_server_starts_again_an_open_page_comes_back_by_itself()
    {
        await SetUpAsync();
        await _page.EvaluateAsync("document.body.dataset.old = 'page'");
        var dialog = _page.GetByRole(AriaRole.Dialog, new() { Name = "One moment" });

        await _app.RestartAsync(whileItIsDown: () => Expect(dialog).ToBeVisibleAsync());

        await Expect(_page.Locator("body:not([data-old]) .shell")).ToBeVisibleAsync();
        await Expect(dialog).ToBeHiddenAsync();
    }

    private async Task SetUpAsync()
    {
        await _page.GotoAsync($"{_app.Address}setup?code={_app.Services.GetRequiredService<SetupCode>().Printed}");
        await _page.GetByLabel("E-mail").FillAsync("ana@example.com");
        await _page.GetByLabel("Password", new() { Exact = true }).FillAsync(RunningApp.Password);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await _page.GetByRole(AriaRole.Link, new() { Name = "Later" }).ClickAsync(); // the recovery sheet
        await Expect(_page.Locator(".shell")).ToBeVisibleAsync();
    }

    private async Task<IPage> NewPageAsync()
    {
        var context = await _browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        return page;
    }
}
