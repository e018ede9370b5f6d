using FluentAssertions;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>Two people in two browsers, at a desk and at a phone, and one login of the one's account.</summary>
public sealed class SharingWalk(ChromiumFixture chromium)
{
    private const string Helper = "ben@example.com";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_is_shared_watched_masked_controlled_in_turns_and_shared_no_longer()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        await app.App.AddUserAsync(Helper);
        var account = await app.AddAccountAsync("sms", "Tr0ub4dor-and-3-canaries", mode: LoginMode.Assisted);
        await app.ChooseFirstBankAccountAsync(account, "sms");
        await using var owner = await Operator.SignInAsync(chromium, app);
        await using var helper = await Operator.SignInAsync(chromium, app, Helper);
        await helper.Page.SetViewportSizeAsync(390, 844);
        var (desk, phone) = (owner.Page, helper.Page);

        // Nothing is shared yet: the account is not there for anybody else.
        await helper.OpenAsync($"accounts/{account}/live");
        await Expect(phone.Locator(".empty-state")).ToContainTextAsync(Reconbanker.Web.Components.Shared.SharedTexts.NotFoundTitle);

        // The tab says what is wrong with an address, and shares.
        await owner.OpenAsync($"accounts/{account}/settings/sharing");
        await owner.FillAsync("E-mail of a user", "nobody@example.com");
        await owner.PressAsync("Share");
        await Expect(desk.GetByText("Nobody signs in here as nobody@example.com.")).ToBeVisibleAsync();
        await owner.FillAsync("E-mail of a user", Helper);
        await owner.PressAsync("Share");
        var person = desk.GetByTestId("sharing").Locator("li").Filter(new() { HasText = Helper });
        await Expect(person.GetByLabel("watch")).ToBeCheckedAsync();
        await Expect(person.GetByLabel("control")).Not.ToBeCheckedAsync();

        // The helper learns of it on every page, and sees the live view and nothing else of the account.
        await helper.OpenAsync("settings");
        await app.RunNowAsync(account);
        await app.OpenAssistanceAsync(account);
        await Expect(phone.GetByTestId("assistance")).ToContainTextAsync("asks for a code");
        await helper.OpenAsync("shared");
        await Expect(phone.GetByTestId("shared")).ToContainTextAsync("needs a person");
        await helper.OpenAsync($"accounts/{account}/live"); // the owner's link leads there too
        await SeesPictureAsync(phone);
        phone.Url.Should().EndWith($"/shared/{account}");
        foreach (var path in new[] { $"accounts/{account}", $"accounts/{account}/settings" })
        {
            await helper.OpenAsync(path);
            await Expect(phone.Locator(".empty-state")).ToContainTextAsync(Reconbanker.Web.Components.Shared.SharedTexts.NotFoundTitle);
        }

        // While somebody only watches, the picture is masked for both, and both are told.
        await owner.OpenAsync($"accounts/{account}/live");
        await owner.PressAsync("Take control");
        await helper.OpenAsync($"shared/{account}");
        await Expect(phone.GetByTestId("masked")).ToContainTextAsync("You may only watch");
        await Expect(desk.GetByTestId("masked")).ToContainTextAsync(Helper);
        await SeesPictureAsync(phone);
        await Expect(phone.GetByText($"{DemoApp.Email} is in control")).ToBeVisibleAsync();
        await Expect(phone.GetByRole(AriaRole.Button, new() { Name = "Take control" })).ToHaveCountAsync(0);
        (await phone.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();

        // A picture is to be had while a page is being loaded, too, by whoever may watch. No browser keeps it.
        var picture = new Uri(new Uri(phone.Url), $"/accounts/{account}/live/picture").AbsoluteUri;
        (await phone.APIRequest.GetAsync(picture)).Status.Should().Be(404, "no page is being loaded");
        await phone.APIRequest.GetAsync(phone.Url);
        var answer = await phone.APIRequest.GetAsync(picture);
        (answer.Status, answer.Headers["content-type"], answer.Headers["cache-control"]).Should().Be((200, "image/jpeg", "no-store"));

        // The right to control comes, and goes, without opening anything again. Whoever is in control is at work, however slow the machine is.
        var view = app.Get<SessionSupervisor>().Find(app.User.Id, account)!.View!;
        await using var work = TimeProvider.System.CreateTimer(_ => view.Control.GiveTime(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await app.Get<Core.People.Sharing>().ShareAsync(app.User.Id, account, Helper, new(Watch: true, Control: true, GiveCode: true), Cancelled);
        await Expect(desk.GetByTestId("masked")).ToHaveCountAsync(0);
        await helper.PressAsync("Ask for control");
        await Expect(desk.GetByTestId("control-request")).ToContainTextAsync($"{Helper} asks for control");
        await owner.PressAsync("Keep it");
        await Expect(phone.GetByTestId("control-taken")).ToContainTextAsync("keeps control for now");
        await helper.PressAsync("Ask for control");
        await owner.PressAsync("Give control");
        await Expect(phone.GetByText("You are in control")).ToBeVisibleAsync();
        await owner.PressAsync("Take over");
        await Expect(desk.GetByText("You are in control")).ToBeVisibleAsync();

        // Sharing ends: the open window has nothing any more, and the code that comes from it is not taken.
        var request = await app.OpenAssistanceAsync(account);
        await app.Get<Core.People.Sharing>().EndAsync(app.User.Id, account, await UserIdAsync(app), Cancelled);
        await Expect(phone.Locator("canvas")).ToHaveCountAsync(0);
        await Expect(phone.GetByTestId("assistance")).ToHaveCountAsync(0);
        (await phone.APIRequest.GetAsync(picture)).Status.Should().Be(404);
        var code = app.Demo.Phone.LatestCode("sms")!;
        (await app.Get<AssistanceDesk>().SubmitCodeAsync(await UserIdAsync(app), request.Id, new CodeSubmission(1, new SecretText(code)))).Should().Be(CodeAnswer.TooLate);

        // A right to codes alone is enough to give one.
        await app.Get<Core.People.Sharing>().ShareAsync(app.User.Id, account, Helper, new(Watch: false, Control: false, GiveCode: true), Cancelled);
        await helper.OpenAsync($"shared/{account}");
        await Expect(phone.GetByText("The bank's page is not shared with you")).ToBeVisibleAsync();
        await Expect(phone.Locator("canvas")).ToHaveCountAsync(0);
        await helper.FillAsync("Code: 6 digits", code);
        await helper.PressAsync("Enter code");
        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.Finished);
        (app.Demo.Desk.Counts("sms").Attempts, app.Demo.Desk.Counts("sms").SmsSent).Should().Be((1, 1));

        // The owner reads who did what and how much, and nowhere what.
        await app.Get<AuditTrail>().Written;
        await owner.OpenAsync($"accounts/{account}");
        await owner.ShowTabAsync("Activity");
        var audit = desk.GetByTestId("audit");
        foreach (var said in new[]
        {
            $"{DemoApp.Email} shared with {Helper}: watch, give a code", $"{Helper} opened the live view", $"{Helper} asked {DemoApp.Email} for control",
            $"{DemoApp.Email} kept control", $"{DemoApp.Email} gave control to {Helper}", $"{DemoApp.Email} took control over from {Helper}",
            $"{Helper} gave a code: accepted", $"{DemoApp.Email} shares no longer with {Helper}",
        })
        {
            await Expect(audit).ToContainTextAsync(said);
        }

        await using var db = await app.App.OpenDatabaseAsync();
        (await db.AuditEntries.AnyAsync(e => e.Outcome == code || e.OtherName == code, Cancelled)).Should().BeFalse();
        app.Logs.Text.Should().NotContain(code);
    }

    [Fact]
    public async Task Losing_the_network_for_minutes_resumes_on_the_same_page_without_a_second_login_or_SMS()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        app.Get<IOptions<CircuitOptions>>().Value.DisconnectedCircuitRetentionPeriod.Should().BeGreaterThan(TimeSpan.FromMinutes(4.5), "a page outlives four minutes");
        var account = await app.AddAccountAsync("sms", "Tr0ub4dor-and-3-canaries", mode: LoginMode.Assisted);
        await app.ChooseFirstBankAccountAsync(account, "sms");
        await using var person = await Operator.SignInAsync(chromium, app);
        var page = person.Page;
        await app.RunNowAsync(account);
        await app.OpenAssistanceAsync(account);
        await person.OpenAsync($"accounts/{account}/live");
        await person.PressAsync("Take control");
        await Expect(page.GetByText("You are in control")).ToBeVisibleAsync();
        var view = app.Get<SessionSupervisor>().Find(app.User.Id, account)!.View!;
        await page.EvaluateAsync("document.body.dataset.before = 'the loss'");

        await page.Context.SetOfflineAsync(true);
        await page.EvaluateAsync("Blazor._internal.forceCloseConnection()");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "One moment" })).ToBeVisibleAsync();
        await Until.TrueAsync(() => view.ViewerCount == 0 && view.Control.Holder is { IsAway: true }); // the window is lost, and its control kept
        app.Demo.Desk.Counts("sms").Attempts.Should().Be(1);
        await page.Context.SetOfflineAsync(false);

        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "One moment" })).ToBeHiddenAsync();
        await Until.TrueAsync(() => view.ViewerCount == 1 && view.Control.Holder is { IsAway: false });
        await Expect(page.Locator("body[data-before] .stage.mine")).ToBeVisibleAsync();

        // The device is lost for good, and another one goes on where it was.
        await person.DisposeAsync();
        await Until.TrueAsync(() => view.ViewerCount == 0);
        await using var elsewhere = await Operator.SignInAsync(chromium, app);
        await elsewhere.Page.SetViewportSizeAsync(390, 844);
        var mayLoad = new TaskCompletionSource();
        await elsewhere.Page.RouteAsync("**/blazor.web*.js", async script =>
        {
            await mayLoad.Task;
            await script.ContinueAsync();
        });
        await elsewhere.Page.GotoAsync(new Uri(new Uri(elsewhere.Page.Url), $"/accounts/{account}/live").AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
        await Expect(elsewhere.Page.Locator(".splash .first-picture")).ToBeVisibleAsync(); // the bank's page, before ours is there
        view.ViewerCount.Should().Be(1);
        mayLoad.SetResult();
        await Expect(elsewhere.Page.GetByText("You are in control")).ToBeVisibleAsync();
        await Expect(elsewhere.Page.Locator(".first-picture")).ToHaveCountAsync(0);
        view.ViewerCount.Should().Be(1);
        app.Get<SessionSupervisor>().Find(app.User.Id, account)!.View.Should().BeSameAs(view);
        await elsewhere.FillAsync("Code: 6 digits", app.Demo.Phone.LatestCode("sms")!);
        await elsewhere.PressAsync("Enter code");

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.Finished);
        var counts = app.Demo.Desk.Counts("sms");
        (counts.Attempts, counts.Logins, counts.SmsSent, counts.CodesRefused).Should().Be((1, 1, 1, 0));
    }

    private static async Task SeesPictureAsync(IPage window)
    {
        await window.Locator("canvas").ScrollIntoViewIfNeededAsync(); // there are no pictures for a canvas that is out of sight
        await Expect(window.Locator(".stage.live")).ToBeVisibleAsync();
    }

    private static async Task<Guid> UserIdAsync(DemoApp app)
    {
        await using var db = await app.App.OpenDatabaseAsync();
        return await db.Users.Where(u => u.Email == Helper).Select(u => u.Id).SingleAsync(Cancelled);
    }
}
