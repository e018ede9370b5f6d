using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class LiveViewDialogTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    [Fact]
    public async Task A_confirmation_is_shown_to_the_person_in_control_and_answered_by_them()
    {
        var page = await browser.OpenAsync(
            "<button style='width:200px;height:50px' onclick='document.title = String(confirm(\"Approve?\"))'>Go</button>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(50, 25);
        await Until.TrueAsync(() => view.Dialog is not null, "the dialog must be shown");
        var dialog = view.Dialog!;
        var whileOpen = viewer.Send(new ViewerInput.Text("1"));
        var stranger = view.Join(Guid.NewGuid(), "Ben").Answer(dialog, DialogAnswer.Accept);
        var answered = viewer.Answer(dialog, DialogAnswer.Accept);

        dialog.Should().Be(new PageDialog(PageDialogKind.Confirm, "Approve?", "", ""));
        whileOpen.Should().Be(InputOutcome.PageBlocked);
        stranger.Should().BeFalse();
        answered.Should().BeTrue();
        view.Dialog.Should().BeNull();
        await Assertions.Expect(page).ToHaveTitleAsync("true");
    }

    [Fact]
    public async Task A_prompt_is_answered_with_what_the_operator_enters()
    {
        var page = await browser.OpenAsync("<button style='width:200px;height:50px' onclick='document.title = prompt(\"Code?\", \"000\")'>Go");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        viewer.Click(50, 25);
        await Until.TrueAsync(() => view.Dialog is not null, "the dialog must be shown");

        viewer.Answer(view.Dialog!, DialogAnswer.Accept, "482913");

        await Assertions.Expect(page).ToHaveTitleAsync("482913");
    }

    [Fact]
    public async Task A_dialog_waits_while_a_person_may_come_and_is_closed_and_told_when_none_is_needed()
    {
        var page = await browser.OpenAsync(
            "<button style='width:200px;height:50px' onclick='document.title = String(confirm(\"Approve?\"))'>Go</button>");
        await using var view = await LiveView.OpenAsync(page);
        var notices = view.Record();
        var viewer = view.InControl();
        viewer.Click(50, 25);
        await Until.TrueAsync(() => view.Dialog is not null, "the dialog must be shown");

        viewer.HandBack();
        view.Dialog.Should().NotBeNull("somebody may take control and answer");
        var other = view.Join(Guid.NewGuid(), "Ben");
        other.TakeControl().Should().BeTrue();
        other.Answer(view.Dialog!, DialogAnswer.Accept).Should().BeTrue();
        await Assertions.Expect(page).ToHaveTitleAsync("true");

        other.Click(50, 25);
        await Until.TrueAsync(() => view.Dialog is not null, "the dialog must be shown");
        view.AcceptsInput = false;
        await Assertions.Expect(page).ToHaveTitleAsync("false");
        notices.Should().Equal(new ViewNotice(ViewNoticeKind.DialogClosed, "", "Approve?"));
        (await page.EvaluateAsync<bool>("confirm('Again?')")).Should().BeFalse();
        await Until.TrueAsync(() => notices.Count == 2, "whoever watches must be told");
    }

    [Fact]
    public async Task Leaving_a_page_that_asks_first_is_left_to_the_person_in_control()
    {
        var page = await browser.OpenAsync("""
            <input style='position:absolute;left:0;top:0;width:200px;height:50px'>
            <a href='about:blank' style='position:absolute;left:0;top:100px;width:200px;height:50px'>Back</a>
            <script>addEventListener('beforeunload', e => e.preventDefault())</script>
            """);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        viewer.Click(50, 25);
        viewer.PressDigits("1");
        await Assertions.Expect(page.Locator("input")).ToHaveValueAsync("1");

        viewer.Click(10, 110);
        await Until.TrueAsync(() => view.Dialog is not null, "the question must be shown");
        view.Dialog!.Kind.Should().Be(PageDialogKind.LeavePage);
        viewer.Answer(view.Dialog!, DialogAnswer.Dismiss);
        await Assertions.Expect(page.Locator("input")).ToHaveValueAsync("1");
        viewer.Click(10, 110);
        await Until.TrueAsync(() => view.Dialog is not null, "the question must be shown again");
        viewer.Answer(view.Dialog!, DialogAnswer.Accept);

        await Assertions.Expect(page.Locator("input")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_dialog_of_a_window_that_is_not_shown_is_shown_with_the_host_that_asks()
    {
        await using var sites = await TwoSites.StartAsync(
            "<button style='width:400px;height:300px' onclick='window.open(\"%other%\"); setTimeout(() => document.title = confirm(\"Approve?\"), 500)'>Go",
            "<p>Code</p>",
            TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(sites.Bank);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(50, 50);
        await Until.TrueAsync(() => view.Page != page && view.Dialog is not null, "the window and the dialog must be shown");
        var dialog = view.Dialog!;
        viewer.Answer(dialog, DialogAnswer.Accept);

        dialog.Should().Be(new PageDialog(PageDialogKind.Confirm, "Approve?", "", sites.BankHost));
        await Assertions.Expect(page).ToHaveTitleAsync("true");
    }

    [Fact]
    public async Task A_page_that_asks_again_and_again_is_silenced_by_its_person_until_it_goes_elsewhere()
    {
        const string Ask = "<button style='width:200px;height:50px' onclick='for (let n = 0; n < 8; n++) alert(n); document.title += 1'>Go</button>";
        var page = await browser.OpenAsync(Ask);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        viewer.Click(50, 25);
        for (var n = 0; n <= PageDialogs.Bearable; n++)
        {
            await Until.TrueAsync(() => view.Dialog?.Message == $"{n}", "the dialog must be shown");
            view.Dialog!.IsRepeated.Should().Be(n == PageDialogs.Bearable);
            viewer.Answer(view.Dialog!, n < PageDialogs.Bearable ? DialogAnswer.Accept : DialogAnswer.Silence);
        }

        await Assertions.Expect(page).ToHaveTitleAsync("1");
        view.Dialog.Should().BeNull();
        await page.GotoAsync($"data:text/html,<body style='margin:0'>{Ask}");
        viewer.Click(50, 25);
        await Until.TrueAsync(() => view.Dialog?.Message == "0", "another page must be heard again");
        view.Dialog!.Kind.Should().Be(PageDialogKind.Alert);
    }

    [Fact]
    public async Task A_dialog_with_an_endless_text_is_cut()
    {
        var page = await browser.OpenAsync("<button style='width:200px;height:50px' onclick='alert(\"x\".repeat(1e6))'>Go</button>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(50, 25);
        await Until.TrueAsync(() => view.Dialog is not null, "the dialog must be shown");

        view.Dialog!.Message.Should().Be(new string('x', PageDialogs.LongestText) + "…");
    }

    [Fact]
    public async Task Dialogs_in_a_loop_are_answered_for_nobody_seldom_told_and_slowed_down()
    {
        var page = await browser.OpenAsync("");
        var other = await page.Context.NewPageAsync();
        var clock = new FakeTimeProvider();
        await using var view = await LiveView.OpenAsync(page, clock, TestContext.Current.CancellationToken);
        var (asked, changes, told) = (0, 0, 0);
        page.Context.Dialog += (_, _) => Interlocked.Increment(ref asked);
        view.Changed += () => Interlocked.Increment(ref changes);
        view.Noticed += _ => Interlocked.Increment(ref told);

        await page.EvaluateAsync("setTimeout(() => { while (!window.enough) { window.enough = confirm('Again?'); } }), 0");
        for (var most = PageDialogs.AnsweredAtOnce + 1; most < PageDialogs.AnsweredAtOnce + 4; most++)
        {
            await Until.TrueAsync(() => asked >= most, "the page must go on asking");
            await other.EvaluateAsync("new Promise(requestAnimationFrame)");
            asked.Should().Be(most, "each further dialog waits for its answer");
            clock.Advance(PageDialogs.LoopDelay);
        }

        changes.Should().Be(0);
        told.Should().BeInRange(1, 10);
        view.Dialog.Should().BeNull();
    }
}
