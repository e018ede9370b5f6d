using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class LiveViewDialogTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    [Fact]
    public async Task A_confirmation_is_shown_to_the_person_in_control_and_answered_by_them()
    {
        var page = await browser.OpenAsync(
            "<button style='width:200px;height:50px' onclick='document.title = String(confirm(\"Approve?\"))'>Go</button>");
        await using var view = await OpenAsync(page);
        var viewer = view.InControl();

        viewer.Click(50, 25);
        await Hands.EventuallyAsync(() => view.Dialog is not null, "the dialog must be shown");
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
        await using var view = await OpenAsync(page);
        var viewer = view.InControl();
        viewer.Click(50, 25);
        await Hands.EventuallyAsync(() => view.Dialog is not null, "the dialog must be shown");

        viewer.Answer(view.Dialog!, DialogAnswer.Accept, "482913");

        await Assertions.Expect(page).ToHaveTitleAsync("482913");
    }

    [Fact]
    public async Task A_dialog_is_dismissed_when_nobody_is_in_control()
    {
        var page = await browser.OpenAsync(
            "<button style='width:200px;height:50px' onclick='document.title = String(confirm(\"Approve?\"))'>Go</button>");
        await using var view = await OpenAsync(page);
        var viewer = view.InControl();
        viewer.Click(50, 25);
        await Hands.EventuallyAsync(() => view.Dialog is not null, "the dialog must be shown");

        viewer.HandBack();

        await Assertions.Expect(page).ToHaveTitleAsync("false");
        (await page.EvaluateAsync<bool>("confirm('Again?')")).Should().BeFalse();
    }

    private static Task<LiveView> OpenAsync(IPage page) =>
        LiveView.OpenAsync(page, TimeProvider.System, TestContext.Current.CancellationToken);
}
