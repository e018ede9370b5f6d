using System.Diagnostics;
using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser;

public sealed class BrowserHostTests(ChromiumFixture browsers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_is_shown_by_a_process_that_is_confined()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        var host = await browsers.HostAsync(Stop);

        await using var session = await host.LaunchAsync(BrowserProfile.Temporary(), Stop);

        var renderers = session.ProcessIds.Where(id => CommandLine(id).Contains("--type=renderer", StringComparison.Ordinal)).ToList();
        renderers.Should().NotBeEmpty();
        foreach (var renderer in renderers)
        {
            Status(renderer, "Seccomp").Should().Be("2");
            Status(renderer, "Uid").Should().NotBe("0");
        }
    }

    [Fact]
    public async Task A_browser_speaks_the_language_and_keeps_the_time_of_its_bank()
    {
        var host = await browsers.HostAsync(Stop);
        var profile = BrowserProfile.Temporary() with { TimeZone = "America/Montevideo", Locale = "es-UY" };

        await using var session = await host.LaunchAsync(profile, Stop);

        (await session.Page.EvaluateAsync<string>("Intl.DateTimeFormat().resolvedOptions().timeZone")).Should().Be("America/Montevideo");
        (await session.Page.EvaluateAsync<string>("navigator.language")).Should().Be("es-UY");
    }

    [Fact]
    public async Task A_page_that_crashes_ends_the_session()
    {
        var host = await browsers.HostAsync(Stop);
        await using var session = await host.LaunchAsync(BrowserProfile.Temporary(), Stop);

        await Crash(session.Page);

        (await session.Ended.WaitAsync(TimeSpan.FromMinutes(1), Stop)).Should().Be(BrowserEnd.PageCrashed);
    }

    [Fact]
    public async Task A_page_that_closes_itself_ends_the_session()
    {
        var host = await browsers.HostAsync(Stop);
        await using var session = await host.LaunchAsync(BrowserProfile.Temporary(), Stop);

        await session.Page.CloseAsync();

        (await session.Ended.WaitAsync(TimeSpan.FromMinutes(1), Stop)).Should().Be(BrowserEnd.PageClosed);
    }

    [Fact]
    public async Task A_browser_that_is_killed_ends_the_session_and_leaves_nothing()
    {
        var host = await browsers.HostAsync(Stop);
        await using var session = await host.LaunchAsync(BrowserProfile.Temporary(), Stop);
        var processes = session.ProcessIds;

        Process.GetProcessById(processes.Min()).Kill();

        (await session.Ended.WaitAsync(TimeSpan.FromMinutes(1), Stop)).Should().Be(BrowserEnd.BrowserGone);
        await EndsWithinTenSecondsAsync(session);
    }

    [Fact]
    public async Task A_frozen_browser_is_gone_ten_seconds_after_it_was_told_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var host = await browsers.HostAsync(Stop);
        await using var session = await host.LaunchAsync(BrowserProfile.Temporary(), Stop);

        await FreezeAsync(session.ProcessIds);

        await EndsWithinTenSecondsAsync(session);
    }

    [Fact]
    public async Task A_browser_that_gives_no_sign_ends_the_session()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var rig = await RigAsync(("Browser:StepTimeout", "00:00:02"));
        await using var session = await rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Temporary(), Stop);

        await FreezeAsync(session.ProcessIds);

        (await session.Ended.WaitAsync(TimeSpan.FromMinutes(1), Stop)).Should().Be(BrowserEnd.NotAnswering);
    }

    [Fact]
    public async Task When_the_driver_dies_its_sessions_end_and_the_next_one_gets_a_new_driver()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there the test can tell which driver it is.");
        await using var rig = await RigAsync();
        var host = rig.Get<BrowserHost>();
        await using var session = await host.LaunchAsync(BrowserProfile.Temporary(), Stop);

        Process.GetProcessById(Parent(session.ProcessIds.Min())).Kill();

        (await session.Ended.WaitAsync(TimeSpan.FromMinutes(1), Stop)).Should().Be(BrowserEnd.BrowserGone);
        await EndsWithinTenSecondsAsync(session);
        await using var next = await host.LaunchAsync(BrowserProfile.Temporary(), Stop);
        (await next.Page.EvaluateAsync<int>("6 * 7")).Should().Be(42);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_temporary_profile()
    {
        await using var rig = await RigAsync();
        await using (var session = await rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Temporary(), Stop))
        {
            Temporary().Should().HaveCount(1);
        }

        Temporary().Should().BeEmpty();

        IEnumerable<string> Temporary() => rig.Rooms.SelectMany(room => Directory.GetDirectories(Path.Combine(room, "temporary")));
    }

    [Fact]
    public async Task What_a_process_that_was_killed_left_behind_is_gone_after_the_next_start()
    {
        await using var first = await RigAsync();
        await first.StopAsync();
        var leftOver = Directory.CreateDirectory(Path.Combine(first.Data.BrowserFolder, "temporary", "left-over"));
        await File.WriteAllTextAsync(Path.Combine(leftOver.FullName, "Cookies"), "a stolen session", Stop);

        var second = await RigAsync(first.Folder);
        await second.StopAsync();

        leftOver.Refresh();
        leftOver.Exists.Should().BeFalse();
    }

    [Fact]
    public async Task An_account_keeps_its_cookies_and_storage_from_one_session_to_the_next_until_they_are_deleted()
    {
        await using var site = await TinySite.StartAsync(Stop);
        var host = await browsers.HostAsync(Stop);
        var account = BrowserProfile.Kept(Guid.NewGuid()) with { Egress = site.Egress };
        await using (var session = await host.LaunchAsync(account, Stop))
        {
            await session.Page.GotoAsync(site.Address);
            await session.Page.EvaluateAsync("document.cookie = 'device=known; max-age=86400'; localStorage.setItem('device', 'known')");
        }

        (await RememberedAsync()).Should().Be("device=known known");
        host.DeleteProfile(account.AccountId!.Value);
        (await RememberedAsync()).Should().Be(" null");
        host.DeleteProfile(account.AccountId.Value);

        async Task<string> RememberedAsync()
        {
            await using var session = await host.LaunchAsync(account, Stop);
            await session.Page.GotoAsync(site.Address);
            return await session.Page.EvaluateAsync<string>("document.cookie + ' ' + localStorage.getItem('device')");
        }
    }

    [Fact]
    public async Task Two_browsers_never_share_a_profile()
    {
        var host = await browsers.HostAsync(Stop);
        var account = BrowserProfile.Kept(Guid.NewGuid());
        await using (await host.LaunchAsync(account, Stop))
        {
            var second = () => host.LaunchAsync(account, Stop);

            await second.Should().ThrowAsync<ProfileInUseException>();
        }

        host.DeleteProfile(account.AccountId!.Value);
    }

    [Fact]
    public async Task Stopping_the_app_ends_its_browsers()
    {
        await using var rig = await RigAsync();
        var session = await rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Temporary(), Stop);

        await rig.StopAsync();

        (await session.Ended).Should().Be(BrowserEnd.Closed);
        session.ProcessIds.Should().BeEmpty();
    }

    private async Task<BrowserRig> RigAsync(params (string Name, string Value)[] settings) => await RigAsync(null, settings);

    private async Task<BrowserRig> RigAsync(string? folder, params (string Name, string Value)[] settings)
    {
        var chromium = await browsers.ChromiumAsync(Stop);
        var all = settings.Append(("Browser:ExecutablePath", chromium.ExecutablePath));
        var rig = new BrowserRig(all.Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)), folder: folder);
        await rig.Get<ChromiumProvider>().GetAsync(Stop);
        return rig;
    }

    private static async Task EndsWithinTenSecondsAsync(BrowserSession session)
    {
        await session.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), Stop);
        session.ProcessIds.Should().BeEmpty();
    }

    private static async Task Crash(IPage page)
    {
        try
        {
            await page.GotoAsync("chrome://crash", new() { Timeout = 3000 });
        }
        catch (PlaywrightException)
        {
            // A page that crashes does not finish loading.
        }
        catch (TimeoutException)
        {
            // Nor does it always say so.
        }
    }

    private static async Task FreezeAsync(IReadOnlyList<int> processes)
    {
        using var kill = Process.Start("kill", ["-STOP", .. processes.Select(id => $"{id}")]);
        await kill.WaitForExitAsync(Stop);
    }

    private static string CommandLine(int id) => File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');

    private static string Status(int id, string name) =>
        File.ReadLines($"/proc/{id}/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split('\t')[1];

    private static int Parent(int id) => int.Parse(Status(id, "PPid"), System.Globalization.CultureInfo.InvariantCulture);
}
