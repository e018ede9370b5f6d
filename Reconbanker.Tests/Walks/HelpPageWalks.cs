using System.Net;
using System.Text.Json;
using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Alerts;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Demo;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>The second factor on a small page that needs no circuit, from the notification's link to the end.</summary>
public sealed class HelpPageWalks(ChromiumFixture chromium, ITestOutputHelper output)
{
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notification_leads_to_the_code_and_the_code_to_the_bank_with_the_circuit_dead()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        await SwitchNtfyOnAsync(app);
        await app.Get<AlertSettings>().SaveWebhookAsync(
            app.User.Id, true, app.Catcher.Url("/alerts").ToString(), AuthScheme.ApiKey, "key-1", false, app.App.Address.ToString(), Cancelled);
        var account = await app.AddAccountAsync("sms", Password, mode: LoginMode.Assisted);
        await app.ChooseFirstBankAccountAsync(account, "sms");
        app.Catcher.Answer(CatcherAnswer.Status(503, "busy"), CatcherAnswer.Status(503, "busy"));
        await app.RunNowAsync(account);
        var request = await app.OpenAssistanceAsync(account);

        // Called at once, by both ways, each with a link of its own; and once more by each that did not get through.
        var failed = new[] { await app.Catcher.NextAsync(Cancelled), await app.Catcher.NextAsync(Cancelled) };
        var calls = new[] { await app.Catcher.NextAsync(Cancelled), await app.Catcher.NextAsync(Cancelled) };
        calls.Select(c => c.Text).Should().BeEquivalentTo(failed.Select(c => c.Text));
        var ntfy = Json(calls.Single(c => c.Path == "/"));
        var webhook = calls.Single(c => c.Path == "/alerts");
        ntfy.GetProperty("title").GetString().Should().Be("Banco Faronda (demo): enter the code");
        ntfy.GetProperty("message").GetString().Should().Contain("phone ending 42");
        (ntfy.GetProperty("topic").GetString(), ntfy.GetProperty("priority").GetInt32()).Should().Be(("my-topic", 5));
        webhook.Headers["Authorization"].Should().Be("Api-Key key-1");
        webhook.Headers.Should().ContainKeys("X-Signature-256", "X-Webhook-Timestamp", "webhook-id", "webhook-signature");
        (Json(webhook).GetProperty("type").GetString(), Json(webhook).GetProperty("status").GetString(), Json(webhook).GetProperty("account_id").GetGuid())
            .Should().Be(("assistance_required", "assistance.requested", account));
        var descriptor = Json(webhook).GetProperty("data").GetProperty("descriptor");
        (descriptor.GetProperty("length").GetInt32(), descriptor.GetProperty("type").GetString()).Should().Be((6, "numeric"));
        var link = ntfy.GetProperty("click").GetString()!;
        link.Should().StartWith(app.App.Address + "go#").And.NotBe(Json(webhook).GetProperty("data").GetProperty("link").GetString());
        var secret = new Uri(link).Fragment[1..];

        // Opening it does nothing, also for a program that is signed in.
        using var scanner = await app.App.SignInAsync(DemoApp.Email);
        (await scanner.GetAsync(link, Cancelled)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await app.Get<HelpLinks>().FindAsync(app.User.Id, secret, Cancelled)).Should().Be(request.Id);

        await using var browser = await TestBrowser.LaunchAsync(chromium);
        var page = await NewPhoneAsync(browser);
        await page.GotoAsync(link);
        await page.Locator("#email").FillAsync(DemoApp.Email);
        await page.Locator("#password").FillAsync(RunningApp.Password);
        await page.Locator(".plain-submit").ClickAsync();

        // One tap from here: all of it is above the fold of a phone.
        await Expect(page.Locator("h1")).ToHaveTextAsync("Enter the code");
        new Uri(page.Url).PathAndQuery.Should().Be($"/help/{request.Id}");
        await Expect(page.GetByTestId("bank-words")).ToContainTextAsync("phone ending 42");
        (await BottomAsync(page.GetByRole(AriaRole.Button, new() { Name = "Enter code" }))).Should().BeLessThan(844);
        var field = page.Locator("#code");
        await Expect(field).ToBeFocusedAsync();
        (await field.GetAttributeAsync("autocomplete"), await field.GetAttributeAsync("inputmode")).Should().Be(("one-time-code", "numeric"));

        var code = app.Demo.Phone.LatestCode("sms")!;
        await SendAsync(page, code == "000000" ? "111111" : "000000");
        await Expect(page.GetByTestId("said")).ToContainTextAsync("refused");
        await Expect(page.GetByTestId("tries-left")).ToHaveTextAsync("1 try left");
        (await app.Get<HelpLinks>().FindAsync(app.User.Id, secret, Cancelled)).Should().BeNull("it was used by what the person did");

        // Another code, by another channel: the one before is void, and the person is called again.
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it by e-mail" }).ClickAsync();
        await Expect(page.GetByTestId("said")).ToContainTextAsync("A new code is on its way");
        await Expect(page.GetByTestId("bank-words")).ToContainTextAsync("e-mail address");
        (app.Demo.Desk.Counts("sms").SmsSent, app.Demo.Desk.Counts("sms").MailsSent).Should().Be((1, 1));
        var again = new[] { await app.Catcher.NextAsync(Cancelled), await app.Catcher.NextAsync(Cancelled) };
        Json(again.Single(c => c.Path == "/alerts")).GetProperty("data").GetProperty("resent").GetBoolean().Should().BeTrue();

        code = app.Demo.Phone.LatestCode("sms")!;
        var bankPage = app.Get<SessionSupervisor>().Find(app.User.Id, account)!.View!.Page;
        var typed = bankPage.EvaluateAsync<double>(
            """
            () => new Promise(done => document.querySelector('#code').addEventListener('input', e => e.target.value.length === 6 && done(Date.now())))
            """);
        var sent = await SendAsync(page, $"{code[..3]}-{code[3..]}");
        var took = await typed - sent;
        output.WriteLine($"From submit to the bank's field: {took} ms.");
        took.Should().BeInRange(0, 5000, "it is 300 ms on a quiet machine");
        await Expect(page.Locator("#help .plain-done")).ToContainTextAsync("Reconbanker goes on by itself");

        (await app.EndedRunAsync(account)).StopReason.Should().Be(StopReason.Finished);
        await page.GotoAsync(link);
        await Expect(page.Locator("#used")).ToContainTextAsync("This link has been used");
        Traces.OfCode(code, app.App.Folder).Should().BeEmpty();
        Traces.Of(secret, app.App.Folder).Should().BeEmpty();
        app.Logs.Text.Should().NotContain(code).And.NotContain(secret).And.NotContain("my-topic").And.Contain("Called by ntfy");
    }

    [Fact]
    public async Task The_page_works_by_plain_forms_into_six_boxes_and_a_double_submit_is_typed_once()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "sixbox");
        var request = await walk.App.OpenAssistanceAsync(walk.Account);
        using var person = await walk.App.App.SignInAsync(DemoApp.Email);
        await walk.App.App.AddUserAsync("eva@example.com");
        using var stranger = await walk.App.App.SignInAsync("eva@example.com");

        // Not for others, nor for other sites, nor without the form's token.
        (await stranger.GetAsync($"/help/{request.Id}", Cancelled)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/help/{request.Id}/state", Cancelled)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await PostAsync(person, request, await FormAsync(person, request, walk.Code), "https://evil.example")).Should().Be((HttpStatusCode.Forbidden, null));
        var form = await FormAsync(person, request, walk.WrongCode);
        var forged = form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal)).ToDictionary();
        (await PostAsync(person, request, forged)).Status.Should().Be(HttpStatusCode.BadRequest);

        var both = await Task.WhenAll(PostAsync(person, request, form), PostAsync(person, request, form));
        both.Should().AllBeEquivalentTo((HttpStatusCode.Found, $"/help/{request.Id}?said=Refused"));
        walk.Counts.CodesRefused.Should().Be(1);
        (await person.GetStringAsync($"/help/{request.Id}?said=Refused", Cancelled)).Should().Contain("The bank refused this code.").And.Contain("1 try left");

        var late = await FormAsync(person, request, walk.Code);
        (await PostAsync(person, request, await FormAsync(person, request, ""), action: "again")).Should().Be((HttpStatusCode.Found, $"/help/{request.Id}?sent=Sent"));
        (await PostAsync(person, request, late)).Location.Should().EndWith("?said=Superseded");
        (walk.Counts.CodesRefused, walk.Counts.SmsSent).Should().Be((1, 2));
        (await PostAsync(person, request, await FormAsync(person, request, walk.Code))).Location.Should().EndWith("?said=Accepted");

        await walk.FinishAsync();
        (await person.GetStringAsync($"/help/{request.Id}", Cancelled)).Should().Contain("You are signed in at the bank.");
        walk.App.Logs.Text.Should().NotContain(walk.Code);
    }

    [Fact]
    public async Task An_approval_shows_its_number_and_says_by_itself_when_it_is_done()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "push");
        var request = await walk.App.OpenAssistanceAsync(walk.Account);
        await using var browser = await TestBrowser.LaunchAsync(chromium);
        var page = await NewPhoneAsync(browser);
        using var phone = walk.Visit();

        await page.GotoAsync(new Uri(walk.App.App.Address, $"help/{request.Id}").ToString());
        await page.Locator("#email").FillAsync(DemoApp.Email);
        await page.Locator("#password").FillAsync(RunningApp.Password);
        await page.Locator(".plain-submit").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Approve the sign-in on your phone");
        var bubble = await phone.OpenAsync("/phone");
        await Expect(page.GetByTestId("number")).ToHaveTextAsync(bubble.Body!.QuerySelector("[data-testid=approval] dd:nth-of-type(2)")!.TextContent);

        // Nothing on the phone, say: another request, with a number of its own.
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a new request" }).ClickAsync();
        await Expect(page.GetByTestId("said")).ToContainTextAsync("A new request is on its way");
        await Expect(page.GetByTestId("offers")).ToContainTextAsync("1 of 3 further requests sent");
        bubble = await phone.OpenAsync("/phone");
        await Expect(page.GetByTestId("number")).ToHaveTextAsync(bubble.QuerySelector("[data-testid=approval][data-state=waiting] dd:nth-of-type(2)")!.TextContent);
        walk.Counts.PushesSent.Should().Be(2);

        await phone.SubmitAsync(bubble.Find("approve")!.Closest("form")!.GetAttribute("action")!);

        await Expect(page.Locator("#help .plain-done")).ToContainTextAsync("You are signed in at the bank.");
        await walk.FinishAsync();
    }

    /// <summary>At a desk, in the settings, with a test.</summary>
    private async Task SwitchNtfyOnAsync(DemoApp app)
    {
        await using var desk = await Operator.SignInAsync(chromium, app);
        await desk.OpenAsync("settings/notifications");
        await Expect(desk.Page.GetByTestId("link-address")).ToContainTextAsync(app.App.Address.ToString());
        await desk.Page.GetByLabel("Call me by ntfy").CheckAsync();
        await desk.FillAsync("ntfy server", app.Catcher.Url("/").ToString());
        await desk.FillAsync("Topic", "my-topic");
        await desk.SaveAsync("Save ntfy");
        await desk.Page.GetByTestId("ntfy").GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        Json(await app.Catcher.NextAsync(Cancelled)).GetProperty("title").GetString().Should().Be("Reconbanker: a test");
    }

    /// <summary>A phone, with the circuit's connection cut.</summary>
    private static async Task<IPage> NewPhoneAsync(TestBrowser browser)
    {
        var context = await browser.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 390, Height = 844 },
            IsMobile = true,
            HasTouch = true,
            DeviceScaleFactor = 2,
        });
        await context.RouteAsync("**/_blazor**", route => route.AbortAsync());
        context.SetDefaultTimeout(60_000);
        SetDefaultExpectTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <returns>When it was sent, in milliseconds of the machine's clock.</returns>
    private static async Task<double> SendAsync(IPage page, string code)
    {
        await page.Locator("#code").FillAsync(code);
        return await page.EvaluateAsync<double>("() => { document.querySelector('.code [type=submit]').click(); return Date.now(); }");
    }

    private static async Task<float> BottomAsync(ILocator element)
    {
        var box = (await element.BoundingBoxAsync())!;
        return box.Y + box.Height;
    }

    private static async Task<Dictionary<string, string>> FormAsync(HttpClient person, AssistanceRequest request, string code)
    {
        var form = await person.ReadFormAsync($"/help/{request.Id}", "code");
        form["code"] = code;
        return form;
    }

    private static async Task<(HttpStatusCode Status, string? Location)> PostAsync(
        HttpClient person, AssistanceRequest request, Dictionary<string, string> form, string? origin = null, string action = "code")
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/help/{request.Id}/{action}") { Content = new FormUrlEncodedContent(form) };
        if (origin is not null)
        {
            message.Headers.Add("Origin", origin);
        }

        using var answer = await person.SendAsync(message, Cancelled);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }

    private static JsonElement Json(CaughtWebhook caught) => JsonElement.Parse(caught.Body);
}
