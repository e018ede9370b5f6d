using System.Net;
using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Walks;

/// <summary>A person has another code sent, or another request for approval, in the bank's own page: what was for the one before is over.</summary>
public sealed class ResendWalks(ChromiumFixture chromium)
{
    private const string SendAgain = "[data-testid=send-again]";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_from_before_a_resend_in_the_live_view_is_never_typed_and_everybody_is_told()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "sms");
        var request = await walk.App.OpenAssistanceAsync(walk.Account);
        await using var person = await AtLiveViewAsync(walk);
        await person.PressAsync("Take control");
        await Expect(person.Page.GetByText("You are in control")).ToBeVisibleAsync();
        using var elsewhere = await walk.App.App.SignInAsync(DemoApp.Email);
        var late = await FormAsync(elsewhere, request, walk.Code);
        await person.FillAsync("Code: 6 digits", walk.Code);

        await person.ClickOnBankPageAsync(BankPage(walk).Locator(SendAgain));
        await Until.ReadAsync(() => Task.FromResult(walk.Counts), counts => counts.SmsSent == 2);
        (await PostAsync(elsewhere, request, late)).Should().EndWith("?said=Superseded");

        // Those who have the page open learn of it, and what they had typed for the old one is gone.
        await Expect(person.Page.GetByText("A new code was asked for already.")).ToBeVisibleAsync();
        await Expect(person.Page.GetByLabel("Code: 6 digits")).ToHaveValueAsync("");
        await Expect(person.Page.GetByTestId("offers")).ToContainTextAsync("1 of 3 further codes sent");
        walk.Counts.CodesRefused.Should().Be(0);
        (await PostAsync(elsewhere, request, await FormAsync(elsewhere, request, walk.Code))).Should().EndWith("?said=Accepted");

        await walk.FinishAsync();
        walk.Counts.CodesRefused.Should().Be(0);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("iframe")]
    public async Task However_a_resend_is_pressed_it_is_noticed(string user)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, user);
        await using var hand = await walk.TakeAsync();
        var button = user == "iframe" ? hand.Page.FrameLocator("iframe").Locator(SendAgain) : hand.Page.Locator(SendAgain);

        var first = await walk.App.OpenAssistanceAsync(walk.Account);
        await hand.ClickAsync(button);
        var second = await ChallengeAsync(walk, 2);
        await hand.PressInListAsync("Send a new code");
        var third = await ChallengeAsync(walk, 3);
        if (user == "sms")
        {
            second.GoodUntil.Should().BeAfter(first.GoodUntil!.Value, "the page is read anew");
            await hand.SeesAsync("[role=status][data-reason=code-sent]");
            await hand.PressByKeyAsync(SendAgain);
            third = await ChallengeAsync(walk, 4);
        }

        walk.Counts.SmsSent.Should().Be(third.Challenge);
        (await walk.SubmitAsync(walk.Code)).Should().Be(CodeAnswer.Accepted);
        await walk.FinishAsync();
        walk.Counts.CodesRefused.Should().Be(0);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("iframe")]
    public async Task A_code_that_comes_at_the_moment_of_the_press_is_typed_only_if_the_bank_sent_no_other(string user)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, user);
        await using var hand = await walk.TakeAsync();
        var button = user == "iframe" ? hand.Page.FrameLocator("iframe").Locator(SendAgain) : hand.Page.Locator(SendAgain);
        var code = walk.Code;

        await hand.ClickAsync(button);
        var answer = await walk.SubmitAsync(code);

        answer.Should().BeOneOf(CodeAnswer.Accepted, CodeAnswer.Superseded);
        if (answer == CodeAnswer.Superseded)
        {
            await ChallengeAsync(walk, 2);
            (await walk.SubmitAsync(walk.Code)).Should().Be(CodeAnswer.Accepted);
        }

        await walk.FinishAsync();
        (walk.Counts.SmsSent, walk.Counts.CodesRefused).Should().Be((answer == CodeAnswer.Accepted ? 1 : 2, 0));
    }

    [Fact]
    public async Task Who_has_a_code_sent_again_reads_that_it_is_on_its_way()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "sms");
        await using var person = await AtLiveViewAsync(walk);

        await person.PressAsync("Send another code");

        await Expect(person.Page.GetByTestId("offers")).ToContainTextAsync("1 of 3 further codes sent");
        await Expect(person.Page.GetByText("A new code is on its way.")).ToBeVisibleAsync();
        walk.Counts.SmsSent.Should().Be(2);
        await person.FillAsync("Code: 6 digits", walk.Code);
        await person.PressAsync("Enter code");
        await walk.FinishAsync();
    }

    [Fact]
    public async Task A_request_for_approval_is_sent_again_here_or_in_the_banks_page_and_the_new_number_shown()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "push");
        await using var person = await AtLiveViewAsync(walk);
        using var phone = walk.Visit();
        var number = person.Page.GetByTestId("number");
        await Expect(number).ToHaveTextAsync(await NumberAsync());

        await person.PressAsync("Send a new request");
        await Expect(person.Page.GetByText("A new request is on its way.")).ToBeVisibleAsync();
        await Expect(number).ToHaveTextAsync(await NumberAsync());
        await person.PressAsync("Send a new request");
        await Expect(person.Page.GetByText("The last request was asked for a moment ago.")).ToBeVisibleAsync();
        walk.Counts.PushesSent.Should().Be(2);

        await person.PressAsync("Take control");
        await person.ClickOnBankPageAsync(BankPage(walk).Locator(SendAgain));
        await Expect(person.Page.GetByTestId("offers")).ToContainTextAsync("2 of 3 further requests sent");
        await Expect(number).ToHaveTextAsync(await NumberAsync());
        walk.Counts.PushesSent.Should().Be(3);
        await phone.SubmitAsync((await phone.OpenAsync("/phone")).QuerySelectorAll("[data-testid=approve]")[0].Closest("form")!.GetAttribute("action")!);

        await walk.FinishAsync();

        async Task<string> NumberAsync() =>
            (await phone.OpenAsync("/phone")).QuerySelector("[data-testid=approval][data-state=waiting] dd:nth-of-type(2)")!.TextContent;
    }

    /// <summary>A person at the live view of the account, once it waits for one.</summary>
    private async Task<Operator> AtLiveViewAsync(StepWalk walk)
    {
        await walk.App.OpenAssistanceAsync(walk.Account);
        var person = await Operator.SignInAsync(chromium, walk.App);
        await person.OpenAsync($"accounts/{walk.Account}/live");
        return person;
    }

    private static IPage BankPage(StepWalk walk) => walk.App.Get<SessionSupervisor>().Find(walk.App.User.Id, walk.Account)!.View!.Page;

    private static Task<AssistanceRequest> ChallengeAsync(StepWalk walk, int number) =>
        Until.ReadAsync(() => walk.App.OpenAssistanceAsync(walk.Account), request => request.Challenge == number);

    private static async Task<Dictionary<string, string>> FormAsync(HttpClient person, AssistanceRequest request, string code)
    {
        var form = await person.ReadFormAsync($"/help/{request.Id}", "code");
        form["code"] = code;
        return form;
    }

    private static async Task<string> PostAsync(HttpClient person, AssistanceRequest request, Dictionary<string, string> form)
    {
        using var answer = await person.PostAsync($"/help/{request.Id}/code", new FormUrlEncodedContent(form), Cancelled);
        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        return answer.Headers.Location!.OriginalString;
    }
}
