using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Demo;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite;
using Reconbanker.Web.Demo.BankSite.Customers.Captchas;
using Reconbanker.Web.Demo.BankSite.Customers.Questions;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>What only a person can pass, passed by a hand in the live view or on the phone; and what no person is needed for.</summary>
public sealed class HumanStepWalks(ChromiumFixture chromium)
{
    [Theory]
    [InlineData("approve", StopReason.Finished)]
    [InlineData("reject", StopReason.SecondFactorRefused)]
    public async Task A_login_waits_for_the_phone_and_goes_on_by_itself(string button, StopReason end)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "push");
        (await walk.App.OpenAssistanceAsync(walk.Account)).Kind.Should().Be(AssistanceKind.Approval);
        using var phone = walk.Visit();

        var pressed = (await phone.OpenAsync("/phone")).Find(button)!.Closest("form")!.GetAttribute("action")!;
        await phone.SubmitAsync(pressed);

        (await walk.App.EndedRunAsync(walk.Account)).StopReason.Should().Be(end);
        (walk.Counts.Attempts, walk.Counts.PushesSent).Should().Be((1, 1));
    }

    [Fact]
    public async Task Clicks_on_a_shuffled_pad_land_where_the_person_saw_its_keys()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "grid");
        await using var hand = await walk.TakeAsync();
        var card = (CoordinateCard)walk.App.Demo.Customers.Single(c => c.UserName == "grid").Paper!;

        foreach (var digit in string.Concat(walk.Step<GridStep>().Coordinates.Select(card.At)))
        {
            await hand.ClickAsync(hand.Page.Locator(".pad").GetByRole(AriaRole.Button, new() { Name = digit.ToString(), Exact = true }));
        }

        await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }));
        await walk.FinishAsync();
        walk.Counts.AnswersRefused.Should().Be(0);
    }

    [Fact]
    public async Task The_piece_of_a_puzzle_is_dragged_into_place_by_a_person()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "drag");
        await using var hand = await walk.TakeAsync();
        var handle = hand.Page.GetByTestId("puzzle-handle");
        var rail = (await hand.Page.Locator(".slide").BoundingBoxAsync())!.Width - 2 - (await handle.BoundingBoxAsync())!.Width;

        await hand.DragAsync(handle, by: rail * walk.Step<DragStep>().Captcha.Solution / (Puzzle.Width - Puzzle.PieceWidth));

        await walk.FinishAsync();
        walk.Counts.AnswersRefused.Should().Be(0);
    }

    [Fact]
    public async Task Letters_in_a_picture_are_read_by_a_person()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "image");
        await using var hand = await walk.TakeAsync();

        await hand.ClickAsync("#letters");
        hand.Type(walk.Step<ImageStep>().Captcha.Text.ToLowerInvariant());
        await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }));

        await walk.FinishAsync();
        walk.Counts.AnswersRefused.Should().Be(0);
    }

    [Theory]
    [InlineData("drag")]
    [InlineData("image")]
    public async Task A_captcha_is_never_touched_by_the_machine(string user)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, user, settings: "--Sessions:AssistanceDeadline=00:00:05");
        (await walk.App.OpenAssistanceAsync(walk.Account)).Kind.Should().Be(AssistanceKind.Captcha);
        var before = Captcha(walk.Step<LoginStep>());

        (await walk.App.EndedRunAsync(walk.Account)).StopReason.Should().Be(StopReason.NobodyHelped);

        Captcha(walk.Step<LoginStep>()).Should().BeSameAs(before, "an answer, right or wrong, would have brought another one");
        (walk.Counts.Attempts, walk.Counts.Logins, walk.Counts.AnswersRefused).Should().Be((1, 0, 0));

        static object Captcha(LoginStep step) => step is DragStep drag ? drag.Captcha : ((ImageStep)step).Captcha;
    }

    [Fact]
    public async Task A_list_a_date_radio_buttons_and_a_dialog_are_all_answered_by_a_person()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "choice");
        await using var hand = await walk.TakeAsync();

        await hand.ClickAsync("#branch");
        await hand.ClickAsync($"#branch option[value={Branch.CiudadVieja}]");
        await hand.PickAsync("#born", "1984-03-14");
        await hand.ClickAsync($"input[value={NoticeChannel.Mail}]");
        await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }));
        await hand.AnswerAsync(accept: false);
        walk.Counts.AnswersRefused.Should().Be(0, "nothing was sent");
        await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }));
        await hand.AnswerAsync(accept: true);

        await walk.FinishAsync();
        walk.Counts.AnswersRefused.Should().Be(0);
    }

    [Fact]
    public async Task A_session_that_is_open_elsewhere_is_taken_over_with_nobody_there()
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "elsewhere", LoginMode.Simple);

        await walk.FinishAsync();
    }

    [Theory]
    [InlineData(LoginMode.Simple)]
    [InlineData(LoginMode.Assisted)]
    public async Task An_expired_password_is_told_and_the_login_not_repeated(LoginMode mode)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, "mustchange", mode);

        (await walk.App.EndedRunAsync(walk.Account)).StopReason.Should().Be(StopReason.PasswordExpired);
        (await walk.App.AccountAsync(walk.Account)).Attention.Should().Be(AttentionReason.PasswordExpired);

        await walk.LetTheClockRunAsync();
        walk.App.Get<SessionSupervisor>().Find(walk.App.User.Id, walk.Account).Should().BeNull();
        (walk.Counts.Attempts, walk.Counts.PasswordsChanged).Should().Be((1, 0));
    }

    [Theory]
    [InlineData("sixbox")]
    [InlineData("push")]
    [InlineData("grid")]
    [InlineData("drag")]
    [InlineData("image")]
    [InlineData("iframe")]
    [InlineData("popup")]
    [InlineData("choice")]
    [InlineData("trusted")]
    public async Task A_simple_login_that_meets_what_needs_a_person_blocks_after_one_try(string user)
    {
        await using var walk = await StepWalk.BeginAsync(chromium, user, LoginMode.Simple);

        (await walk.App.EndedRunAsync(walk.Account)).StopReason.Should().Be(StopReason.SecondFactorInSimpleMode);

        (await walk.App.AccountAsync(walk.Account)).Attention.Should().Be(AttentionReason.SecondFactorInSimpleMode);
        (walk.Counts.Attempts, walk.Counts.CodesRefused, walk.Counts.AnswersRefused).Should().Be((1, 0, 0));
    }
}
