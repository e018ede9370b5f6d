using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Hosts that ask for a user and a password in the browser's own dialog, before they show a page.</summary>
public sealed class LiveViewSignInTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Large = "style='position:absolute;left:0;top:0;width:400px;height:300px'";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Basic")]
    [InlineData("Digest")]
    public async Task A_host_that_asks_who_comes_is_answered_by_the_person_in_control(string scheme)
    {
        await using var site = await PageSite.StartAsync(
            context => context.Request.Path == "/kept" && !HostSignIn.IsKnown(context, scheme)
                ? Task.CompletedTask
                : PageSite.WriteAsync(context, $"<title>{context.Request.Path}</title><a {Large} href=/kept>Go</a>"),
            Cancelled);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(site.At("bank"));
        await using var view = await LiveView.OpenAsync(page, TimeProvider.System, Cancelled);
        var viewer = view.InControl();

        viewer.Click(50, 50);
        var question = await AskedAsync(view);
        question.Should().Be(new PageDialog(PageDialogKind.SignIn, "", "", site.Host("bank"), IsPlain: true));
        viewer.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.PageBlocked);
        view.Join(Guid.NewGuid(), "Ben").SignIn(question, "ben", new SecretText("x")).Should().BeFalse();

        viewer.SignIn(question, HostSignIn.UserName, new SecretText("wrong")).Should().BeTrue();
        var again = await AskedAsync(view);
        again.IsRepeated.Should().BeTrue();
        viewer.SignIn(question, HostSignIn.UserName, new SecretText(HostSignIn.Password)).Should().BeFalse("another question is open");
        viewer.SignIn(again, HostSignIn.UserName, new SecretText(HostSignIn.Password)).Should().BeTrue();

        await Assertions.Expect(page).ToHaveTitleAsync("/kept");
        view.Dialog.Should().BeNull();
        await page.ReloadAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("/kept");
        view.Dialog.Should().BeNull("the browser knows the answer now");
    }

    [Fact]
    public async Task A_question_waits_while_a_person_may_come_and_is_refused_when_none_is_needed()
    {
        await using var site = await PageSite.StartAsync(
            context => context.Request.Path == "/kept" && !HostSignIn.IsKnown(context, "Basic")
                ? Task.CompletedTask
                : PageSite.WriteAsync(context, $"<title>{context.Request.Path}</title><a {Large} href=/kept>Go</a>"),
            Cancelled);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(site.At("bank"));
        await using var view = await LiveView.OpenAsync(page, TimeProvider.System, Cancelled);
        var viewer = view.InControl();
        viewer.Click(50, 50);
        var question = await AskedAsync(view);

        viewer.HandBack();
        view.Dialog.Should().Be(question);
        viewer.TakeControl().Should().BeTrue();
        viewer.Answer(question, DialogAnswer.Dismiss).Should().BeTrue();
        await Until.TrueAsync(() => view.Address.Trouble == PageTrouble.NotLoaded, "the host keeps its page");

        viewer.Reload().Should().BeTrue();
        await AskedAsync(view);
        view.AcceptsInput = false;
        view.Dialog.Should().BeNull();
        var opening = () => page.GotoAsync(site.At("bank", "/kept"));
        (await opening.Should().ThrowAsync<PlaywrightException>()).Which.Message.Should().Contain("ERR_INVALID_AUTH_CREDENTIALS");
        view.Dialog.Should().BeNull();
    }

    [Fact]
    public async Task Frames_and_new_windows_ask_as_well()
    {
        await using var site = await PageSite.StartAsync(
            context => context.Request.Path == "/kept" && !HostSignIn.IsKnown(context, "Basic")
                ? Task.CompletedTask
                : PageSite.WriteAsync(context, context.Request.Path == "/kept"
                    ? "<h1>Kept</h1>"
                    : $"""
                    <iframe style='position:absolute;left:500px;top:0;width:400px;height:300px'></iframe>
                    <button {Large} onclick='document.querySelector("iframe").src = "/kept"'>Frame</button>
                    <button style='position:absolute;left:0;top:400px;width:400px;height:100px'
                            onclick='window.open("http://other.localhost:{context.Request.Host.Port}/kept")'>Window</button>
                    """),
            Cancelled);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(site.At("bank"));
        await using var view = await LiveView.OpenAsync(page, TimeProvider.System, Cancelled);
        await using var window = new Window(view.InControl());
        var viewer = window.Viewer;

        viewer.Click(50, 50);
        viewer.SignIn(await AskedAsync(view), HostSignIn.UserName, new SecretText(HostSignIn.Password)).Should().BeTrue();
        await Assertions.Expect(page.FrameLocator("iframe").Locator("h1")).ToHaveTextAsync("Kept");

        viewer.Click(50, 450);
        await Until.TrueAsync(() => view.Page != page, "the new window must be shown");
        var popup = view.Page;
        await Until.TrueAsync(() => view.Dialog is not null || view.Address.Trouble == PageTrouble.NotLoaded, "its host must ask, or keep it");
        if (view.Dialog is null)
        {
            viewer.Reload().Should().BeTrue(); // it had asked before there was a view of the window
        }

        (await AskedAsync(view)).Host.Should().Be(site.Host("other"));
        viewer.SignIn(view.Dialog!, HostSignIn.UserName, new SecretText(HostSignIn.Password)).Should().BeTrue();
        await Assertions.Expect(popup.Locator("h1")).ToHaveTextAsync("Kept");
    }

    private static async Task<PageDialog> AskedAsync(LiveView view)
    {
        await Until.TrueAsync(() => view.Dialog is not null, "the question must be shown");
        return view.Dialog!;
    }
}
