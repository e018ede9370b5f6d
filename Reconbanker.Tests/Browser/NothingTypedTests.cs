using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser;

public sealed class NothingTypedTests(ChromiumFixture browsers)
{
    private const string Mark = "rhino-mark-9999";

    private static readonly Dictionary<string, string> Typed = new()
    {
        ["username"] = "zebra-user-4711",
        ["password"] = "quagga-pass-0815",
        ["code"] = "okapi48291377",
        ["note"] = "tapir-note-1234",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_typed_is_in_the_data_folder_while_the_browser_runs_or_after()
    {
        await using var site = await TinySite.StartAsync(Stop);
        await using var rig = await RigAsync();
        var account = BrowserProfile.Kept(Guid.NewGuid()) with { Egress = site.Egress };
        await using (var session = await rig.Get<BrowserHost>().LaunchAsync(account, Stop))
        {
            await SignInAsync(session.Page, site.Address);
            await session.Page.GotoAsync(site.Address + "/elsewhere");
            await session.Page.GoBackAsync();

            await HasWrittenAsync(session.Page, rig);
            FilesWithTyped(rig.Folder).Should().BeEmpty();
        }

        FilesWithTyped(rig.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_that_a_form_put_into_an_address_is_left_when_the_browser_has_ended()
    {
        await using var site = await TinySite.StartAsync(Stop);
        await using var rig = await RigAsync();
        await using (var session = await rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Kept(Guid.NewGuid()) with { Egress = site.Egress }, Stop))
        {
            await SignInAsync(session.Page, site.Address + "/get");
        }

        FilesWithTyped(rig.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_that_was_typed_is_in_the_data_folder_when_the_page_crashed()
    {
        await using var site = await TinySite.StartAsync(Stop);
        await using var rig = await RigAsync();
        var session = await rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Kept(Guid.NewGuid()) with { Egress = site.Egress }, Stop);
        await session.Page.GotoAsync(site.Address);
        await TypeAsync(session.Page);

        try
        {
            await session.Page.GotoAsync("chrome://crash", new() { Timeout = 3000 });
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // A page that crashes does not finish loading.
        }

        await session.Ended.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        FilesWithTyped(rig.Folder).Should().BeEmpty();
        Directory.EnumerateFiles(rig.Folder, "*.dmp", SearchOption.AllDirectories).Should().BeEmpty();
        await session.DisposeAsync();
    }

    private async Task<BrowserRig> RigAsync()
    {
        var chromium = await browsers.ChromiumAsync(Stop);
        return new BrowserRig([KeyValuePair.Create("Browser:ExecutablePath", (string?)chromium.ExecutablePath), .. BrowserRig.Loopback]);
    }

    private static async Task SignInAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await TypeAsync(page);
        await page.ClickAsync("button");
        await page.WaitForSelectorAsync("h1");
    }

    private static async Task TypeAsync(IPage page)
    {
        foreach (var (field, text) in Typed)
        {
            await page.Locator("#" + field).PressSequentiallyAsync(text);
        }
    }

    // Chromium writes what it remembers some seconds late: once something that a page stored after the typing is there, so is the rest.
    private static async Task HasWrittenAsync(IPage page, BrowserRig rig)
    {
        await page.EvaluateAsync($"localStorage.setItem('mark', '{Mark}')");
        while (!rig.Rooms.Any(room => FilesWith.Any([Mark], room).Count > 0))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, Stop);
        }
    }

    private static List<string> FilesWithTyped(string folder) => FilesWith.Any(Typed.Values, folder);
}
