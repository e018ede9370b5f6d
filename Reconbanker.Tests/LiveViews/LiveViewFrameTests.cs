using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;
using static Reconbanker.Tests.LiveViews.PickerPages;

namespace Reconbanker.Tests.LiveViews;

/// <summary>What is in frames from other sites, and in other windows: it takes input, and has its lists and pickers.</summary>
public sealed class LiveViewFrameTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    [Fact]
    public async Task A_frame_from_another_site_shows_takes_clicks_and_keys_and_has_its_lists_and_pickers()
    {
        await using var sites = await TwoSites.StartAsync(
            $"<iframe src='%other%' style='position:absolute;left:200px;top:50px;width:700px;height:500px;border:0'></iframe>{Seen}",
            $"""
            <script>document.body.style.background = '#fc0'</script>
            <input id=code style='position:absolute;left:0;top:0;width:100px;height:30px'>
            <input id=day type=date style='{Place}'>
            <select id=channel style='position:absolute;left:100px;top:200px'><option>E-mail<option>SMS<option>Token</select>
            <button style='position:absolute;left:0;top:400px;width:100px;height:50px' onclick='document.body.style.background = "#08c"'>Go</button>
            """,
            TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(sites.Bank);
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.InControl());
        var frame = page.Frames[1];
        var viewer = window.Viewer;
        await window.FirstAsync();
        await Pictures.ShowsAsync(page, window, 600, 300, [255, 204, 0]); // before it shows, a click goes to what is around it

        await Until.TrueAsync(
            async () =>
            {
                viewer.Click(210, 65); // Chromium drops what comes before it knows that the frame has painted
                return await frame.EvaluateAsync<bool>("document.activeElement === code");
            },
            "the frame takes clicks");
        viewer.PressDigits("482913");
        await Assertions.Expect(frame.Locator("#code")).ToHaveValueAsync("482913");

        viewer.Fill(await AskAsync(view, viewer, 580, 165), "1984-02-29").Should().BeTrue();
        await Assertions.Expect(frame.Locator("#day")).ToHaveValueAsync("1984-02-29");

        viewer.Click(310, 260);
        await frame.WaitForFunctionAsync("channel.matches(':open')");
        var option = (await frame.Locator("option").Nth(2).BoundingBoxAsync())!;
        viewer.Click(option.X + 10, option.Y + (option.Height / 2));
        await Assertions.Expect(frame.Locator("#channel")).ToHaveValueAsync("Token");

        viewer.Click(250, 470);
        await Assertions.Expect(frame.Locator("body")).ToHaveCSSAsync("background-color", "rgb(0, 136, 204)");
        await Pictures.ShowsAsync(page, window, 600, 300, [0, 136, 204]);
    }

    [Fact]
    public async Task Keys_that_follow_a_click_into_a_frame_of_another_site_at_once_arrive_there()
    {
        var fields = string.Concat(Enumerable.Range(0, 10).Select(n => $"<input style='position:absolute;left:0;top:{n * 40}px;width:100px;height:30px'>"));
        await using var sites = await TwoSites.StartAsync(
            $"<input id=outer autofocus><iframe src='%other%' style='position:absolute;left:200px;top:50px;width:700px;height:500px;border:0'></iframe>",
            fields,
            TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(sites.Bank);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        var frame = page.Frames[1];
        await Assertions.Expect(frame.Locator("input")).ToHaveCountAsync(10);

        for (var field = 0; field < 10; field++)
        {
            await page.Locator("#outer").FocusAsync(); // so that each click moves the focus from one process to the other
            viewer.Click(210, 65 + (field * 40));
            viewer.PressDigits("482913");
            await Assertions.Expect(frame.Locator("input").Nth(field)).ToHaveValueAsync("482913");
        }
    }

    [Fact]
    public async Task Another_window_has_its_lists_and_pickers_too()
    {
        var page = await browser.OpenAsync("<button style='width:400px;height:300px' onclick='window.open()'>Go</button>");
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.InControl());
        window.Viewer.Click(50, 50);
        await Until.TrueAsync(() => view.Page != page, "the new window must be shown");
        var popup = view.Page;
        await popup.GotoAsync($"data:text/html,<input type=date style='{Place}'><select id=channel><option>E-mail<option>SMS</select>");

        var field = await AskAsync(view, window.Viewer, 110, 115);
        window.Viewer.Fill(field, "1984-02-29").Should().BeTrue();
        await Assertions.Expect(popup.Locator("input")).ToHaveValueAsync("1984-02-29");

        var list = (await popup.Locator("#channel").BoundingBoxAsync())!;
        window.Viewer.Click(list.X + 10, list.Y + (list.Height / 2));
        await popup.WaitForFunctionAsync("channel.matches(':open')");
    }

    [Fact]
    public async Task A_frame_that_goes_to_another_site_and_back_keeps_its_pickers()
    {
        await using var sites = await TwoSites.StartAsync(
            $"<input type=month style='{Place}'>", $"<input type=date style='{Place}'>", TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync("<iframe style='position:absolute;left:0;top:0;width:900px;height:500px;border:0'></iframe>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        foreach (var (address, kind) in ((string, PickerKind)[])
            [(sites.Bank, PickerKind.Month), (sites.Other, PickerKind.Date), ("about:srcdoc", PickerKind.Time), (sites.Other, PickerKind.Date)])
        {
            await page.EvaluateAsync(
                """
                ([address, body]) => new Promise(loaded => {
                  const frame = document.querySelector('iframe');
                  frame.onload = loaded;
                  if (address === 'about:srcdoc') { frame.srcdoc = body; } else { frame.removeAttribute('srcdoc'); frame.src = address; }
                })
                """,
                new[] { address, $"<input type=time style='{Place}'>" });

            (await AskAsync(view, viewer, 110, 115)).Kind.Should().Be(kind);
            viewer.Fill(view.Picker!, null).Should().BeTrue();
        }
    }
}
