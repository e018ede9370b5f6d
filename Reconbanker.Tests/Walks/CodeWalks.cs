using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite.Customers.Codes;
using Reconbanker.Web.Demo.Phone;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>The customers of the demo bank who are sent a code, each let in by the code box and by a hand in the live view.</summary>
public sealed class CodeWalks(ChromiumFixture chromium)
{
    [Theory]
    [InlineData("sms")]
    [InlineData("sixbox")]
    [InlineData("iframe")]
    public async Task A_code_in_the_code_box_is_typed_for_the_person_and_a_wrong_one_is_told(string user)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, user);
        await walk.App.OpenAssistanceAsync(walk.Account);

        (await walk.SubmitAsync(walk.WrongCode)).Should().Be(CodeAnswer.Refused);
        (await walk.SubmitAsync(walk.Code)).Should().Be(CodeAnswer.Accepted);

        await walk.FinishAsync();
        (walk.Counts.SmsSent, walk.Counts.CodesRefused).Should().Be((1, 1));
        Traces.OfCode(walk.Code, walk.App.App.Folder).Should().BeEmpty();
        walk.App.Logs.Text.Should().NotContain(walk.Code);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("sixbox")]
    [InlineData("iframe")]
    public async Task A_late_code_is_refused_and_a_new_one_asked_for_once(string user)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, user);
        await walk.App.OpenAssistanceAsync(walk.Account);

        walk.Step<CodeStep>().Expire();
        (await walk.SubmitAsync(walk.Code)).Should().Be(CodeAnswer.SentAgain);
        await Until.ReadAsync(() => Task.FromResult(walk.Counts), counts => counts.SmsSent == 2);
        walk.Step<CodeStep>().Expire();
        (await walk.SubmitAsync(walk.Code)).Should().Be(CodeAnswer.Expired, "the next one is for a person to ask for");
        walk.Counts.SmsSent.Should().Be(2);

        walk.Step<CodeStep>().Send(CodeChannel.Sms);
        (await walk.SubmitAsync(walk.Code)).Should().Be(CodeAnswer.Accepted);
        await walk.FinishAsync();
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("sixbox")]
    [InlineData("iframe")]
    public async Task A_code_can_be_typed_into_the_banks_own_page(string user)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, user);
        await using var hand = await walk.TakeAsync();

        await TypeAsync(hand, user, walk.Code);

        await walk.FinishAsync();
        (walk.Counts.SmsSent, walk.Counts.CodesRefused).Should().Be((1, 0));
    }

    [Fact]
    public async Task A_person_in_the_live_view_may_have_the_code_sent_by_mail()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "sms");
        await using var hand = await walk.TakeAsync();
        await hand.ClickAsync("[data-testid=other-channel]");
        var request = await Until.ReadAsync(() => walk.App.OpenAssistanceAsync(walk.Account), request => request.Challenge == 2);
        (request.Channel, request.SentTo).Should().Be((Core.Drivers.CodeChannel.Email, "f•••@faronda.example"));

        (await walk.SubmitAsync(walk.Code)).Should().Be(CodeAnswer.Accepted);

        await walk.FinishAsync();
        (walk.Counts.SmsSent, walk.Counts.MailsSent).Should().Be((1, 1));
    }

    [Fact]
    public async Task Three_wrong_codes_of_a_person_end_the_run_and_are_not_repeated()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "sms");
        await using var hand = await walk.TakeAsync();

        for (var wrong = 1; wrong <= 3; wrong++)
        {
            await TypeAsync(hand, "sms", walk.WrongCode);
            await Until.ReadAsync(() => Task.FromResult(walk.Counts), counts => counts.CodesRefused == wrong);
            await hand.SeesAsync("[role=alert][data-reason=code-refused]");
        }

        (await walk.App.EndedRunAsync(walk.Account)).StopReason.Should().Be(StopReason.SecondFactorRefused);
        (walk.Counts.Attempts, walk.Counts.Logins).Should().Be((1, 0));
    }

    [Fact]
    public async Task The_view_follows_into_the_window_for_the_code_and_comes_back()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "popup");
        await using var hand = await walk.TakeAsync();
        await hand.ClickAsync("[data-window]");
        await hand.SeesAsync("main[data-step=sms]");

        await TypeAsync(hand, "popup", walk.Code);

        await walk.FinishAsync();
        walk.Counts.SmsSent.Should().Be(1);
    }

    [Fact]
    public async Task A_remembered_browser_is_let_in_without_a_code_the_next_time()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "trusted", type: SessionType.Persistent);
        await walk.App.OpenAssistanceAsync(walk.Account);
        (await walk.SubmitAsync(walk.Code)).Should().Be(CodeAnswer.Accepted);
        await StopOnceReadAsync(1);

        await walk.App.RunNowAsync(walk.Account);
        await StopOnceReadAsync(2);

        (walk.Counts.Attempts, walk.Counts.Logins, walk.Counts.SmsSent).Should().Be((2, 2, 1));

        async Task StopOnceReadAsync(int number)
        {
            await Until.ReadAsync(walk.RowsReadAsync, rows => rows.Count == number && rows[^1] > 0);
            await walk.App.Get<SessionSupervisor>().StopRunAsync(walk.App.User.Id, walk.Account, TestContext.Current.CancellationToken);
            (await walk.App.EndedRunAsync(walk.Account, number)).StopReason.Should().Be(StopReason.Requested);
        }
    }

    [Fact]
    public async Task A_browser_that_is_not_kept_is_asked_every_time()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "trusted");
        await walk.App.OpenAssistanceAsync(walk.Account);
        await walk.SubmitAsync(walk.Code);
        await walk.FinishAsync();

        await walk.App.RunNowAsync(walk.Account);
        await walk.App.OpenAssistanceAsync(walk.Account);
        await walk.SubmitAsync(walk.Code);

        await walk.FinishAsync(number: 2);
        walk.Counts.SmsSent.Should().Be(2);
    }

    private static async Task TypeAsync(LiveHand hand, string user, string code)
    {
        var frame = hand.Page.FrameLocator("iframe");
        switch (user)
        {
            case "sixbox":
                await hand.ClickAsync(hand.Page.GetByTestId("code-boxes").Locator("input").First);
                hand.Type(code);
                break;
            case "iframe":
                await hand.ClickAsync(frame.Locator("#code"));
                // The frame is a process of its own: keys find it once it has the focus, which a person sees by the caret.
                await Assertions.Expect(frame.Locator("#code")).ToBeFocusedAsync();
                hand.Type(code);
                await hand.ClickAsync(frame.GetByRole(AriaRole.Button, new() { Name = "Confirm" }));
                break;
            default:
                await hand.ClickAsync("#code");
                hand.Type(code);
                await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }));
                break;
        }
    }
}
