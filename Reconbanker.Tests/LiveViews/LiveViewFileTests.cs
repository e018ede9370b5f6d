using FluentAssertions;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Files that a bank asks for or offers.</summary>
public sealed class LiveViewFileTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Large = "style='position:absolute;left:0;top:0;width:400px;height:300px'";

    [Fact]
    public async Task Files_are_neither_given_nor_taken_and_viewers_hear_of_it()
    {
        var page = await browser.OpenAsync($"""
            <input type=file {Large}>
            <a id=load download="{new string('a', 100)}" href="data:application/octet-stream,1" style='position:absolute;left:0;top:300px;width:400px;height:100px'>Load</a>
            """);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        var notices = view.Record();

        viewer.Click(50, 5);
        await Until.TrueAsync(() => notices.Count == 1, "the refused file must be told");
        viewer.Click(50, 320);
        await Until.TrueAsync(() => notices.Count == 2, "the refused download must be told");

        notices.Select(n => (n.Kind, n.Name)).Should().Equal((ViewNoticeKind.FileRefused, ""), (ViewNoticeKind.DownloadRefused, new string('a', 80) + "…"));
    }

    [Fact]
    public async Task A_file_that_the_banks_site_offers_is_told_with_its_size()
    {
        await using var site = await PageSite.StartAsync(
            async context =>
            {
                if (context.Request.Path != "/file")
                {
                    await PageSite.WriteAsync(context, $"<a {Large} href=/file>Statement</a>");
                    return;
                }

                context.Response.Headers.ContentDisposition = "attachment; filename=\"statement.pdf\"";
                context.Response.ContentLength = 5000;
                await context.Response.Body.WriteAsync(new byte[5000]);
            },
            TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(site.At("bank"));
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        var notices = view.Record();

        viewer.Click(50, 50);
        await Until.TrueAsync(() => notices.Count == 1, "the refused file must be told");

        notices.Should().Equal(new ViewNotice(ViewNoticeKind.DownloadRefused, "statement.pdf", Bytes: 5000));
        view.Address.Host.Should().Be(site.Host("bank"));
    }
}
