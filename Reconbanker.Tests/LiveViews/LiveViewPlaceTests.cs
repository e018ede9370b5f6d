using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Where the bank's page is, and how a person gets back from there.</summary>
public sealed class LiveViewPlaceTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Going_back_and_loading_again_never_send_a_form_again()
    {
        var posts = 0;
        await using var site = await PageSite.StartAsync(
            context =>
            {
                if (context.Request.Method == "POST")
                {
                    Interlocked.Increment(ref posts);
                    if (context.Request.Path == "/moved")
                    {
                        context.Response.Redirect("/done");
                        return Task.CompletedTask;
                    }
                }

                context.Response.Headers.CacheControl = "no-store";
                return PageSite.WriteAsync(context, $"""
                    <title>{context.Request.Path}</title>
                    <form method=post action=/sent><button style='position:absolute;left:0;top:0;width:200px;height:50px'>Send</button></form>
                    <form method=post action=/moved><button style='position:absolute;left:0;top:100px;width:200px;height:50px'>Move</button></form>
                    <a href=/next style='position:absolute;left:0;top:200px;width:200px;height:50px'>Next</a>
                    """);
            },
            Cancelled);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(site.At("bank"));
        await using var view = await LiveView.OpenAsync(page, TimeProvider.System, Cancelled);
        view.Join(Guid.NewGuid(), "Ben").Reload().Should().BeFalse("nobody is needed");
        var viewer = view.InControl();
        var notices = new List<ViewNoticeKind>();
        view.Noticed += notice => notices.Add(notice.Kind);

        viewer.GoBack().Should().BeTrue();
        await Until.TrueAsync(() => notices.Count == 1, "that there is nothing before must be told");
        notices.Should().Equal(ViewNoticeKind.NothingBefore);

        await ClickAsync(25, "/sent");
        viewer.Reload().Should().BeTrue();
        await Until.TrueAsync(() => notices.Count == 2, "that the form was kept must be told");
        await ClickAsync(225, "/next");
        viewer.GoBack().Should().BeTrue();
        await Until.TrueAsync(() => notices.Count == 3, "that the form was kept must be told");
        notices.Should().EndWith([ViewNoticeKind.FormNotRepeated, ViewNoticeKind.FormNotRepeated]);
        posts.Should().Be(1);
        await Assertions.Expect(page).ToHaveTitleAsync("/next");

        await ClickAsync(125, "/done"); // what a form leads on to is a page like any other
        await page.EvaluateAsync("document.title = 'old'");
        viewer.Reload().Should().BeTrue();
        await Assertions.Expect(page).ToHaveTitleAsync("/done");
        viewer.GoBack().Should().BeTrue();
        await Assertions.Expect(page).ToHaveTitleAsync("/next");
        posts.Should().Be(2);
        await ClickAsync(25, "/sent"); // and a form that a person sends is sent
        posts.Should().Be(3);
        view.Join(Guid.NewGuid(), "Ben").GoBack().Should().BeFalse("somebody else is in control");

        async Task ClickAsync(double y, string title)
        {
            viewer.Click(50, y);
            await Assertions.Expect(page).ToHaveTitleAsync(title);
        }
    }

    [Fact]
    public async Task On_a_page_that_is_not_the_banks_nothing_is_done_until_it_is_again()
    {
        await using var site = await PageSite.StartAsync(
            context => PageSite.WriteAsync(context, $"""
                <title>{context.Request.Host.Host}</title><input id=code style='position:absolute;left:0;top:0;width:200px;height:50px'>
                <a href='http://evil.localhost:{context.Request.Host.Port}/' style='position:absolute;left:0;top:100px;width:200px;height:50px'>Away</a>
                """),
            Cancelled);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(site.At("bank"));
        await using var view = await LiveView.OpenAsync(page, new EgressRules(["bank.localhost"], site.Port), TimeProvider.System, Cancelled);
        await using var window = new Window(view.InControl());
        await window.FirstAsync();
        view.Address.Should().Be(new PageAddress(site.Host("bank"), false));

        window.Viewer.Click(50, 125);
        await Until.TrueAsync(() => view.Address.Trouble == PageTrouble.NotTheBank, "the foreign host must be noticed");
        view.Address.Host.Should().Be(site.Host("evil"));
        await Until.TrueAsync(() => view.HasSeen(window.Viewer), "the foreign page must show");
        window.Viewer.Send(new ViewerInput.Mouse(MouseAction.Down, 50, 25, long.MaxValue, PointerButton.Left, PointerButtons.Left))
            .Should().Be(InputOutcome.NotTheBank);
        window.Viewer.Send(new ViewerInput.Text("482913")).Should().Be(InputOutcome.NotTheBank);

        window.Viewer.GoBack().Should().BeTrue();
        await Until.TrueAsync(() => view.Address.Trouble == PageTrouble.None, "the bank must be there again");
        await Until.TrueAsync(() => view.HasSeen(window.Viewer), "its page must show");
        window.Viewer.Click(50, 25);
        window.Viewer.PressDigits("482913");
        await Assertions.Expect(page.Locator("#code")).ToHaveValueAsync("482913");
        page.Url.Should().Be(site.At("bank"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_page_that_did_not_come_is_told_with_its_host()
    {
        await using var untrusted = await PageSite.StartUntrustedAsync(context => PageSite.WriteAsync(context, "Bank"), Cancelled);
        await using var silent = await PageSite.StartAsync(
            context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
            Cancelled);
        var page = await browser.OpenAsync("");
        await using var view = await LiveView.OpenAsync(page, TimeProvider.System, Cancelled);
        view.Address.Should().Be(new PageAddress("", false));

        await FailAsync(untrusted.At("bank"));
        await Until.TrueAsync(() => view.Address.Trouble == PageTrouble.Certificate, "the certificate must be found bad");
        view.Address.Should().BeEquivalentTo(new { Host = untrusted.Host("bank"), IsSecure = false, CertificateBy = "bank.localhost" });
        await FailAsync(silent.At("bank"));
        await Until.TrueAsync(() => view.Address == new PageAddress(silent.Host("bank"), false, PageTrouble.NotLoaded), "the page did not come");

        Task FailAsync(string address) => page.Awaiting(p => p.GotoAsync(address)).Should().ThrowAsync<PlaywrightException>();
    }
}
