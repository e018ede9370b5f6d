using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Browser.Egress;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser;

/// <summary>What a bank's page can do to the machine that it is shown on.</summary>
public sealed class BrowserSafetyTests(ChromiumFixture browsers) : IAsyncLifetime
{
    private readonly EgressStage _stage = new(browsers);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _stage.InitializeAsync();

    [Fact]
    public async Task Nothing_that_a_page_wants_downloaded_is_written()
    {
        const string Content = "walrus-download-2718";
        await _stage.StartAsync();
        await using var session = await _stage.LaunchAsync();
        var isOver = new TaskCompletionSource();
        session.Page.Download += async (_, download) =>
        {
            await download.FailureAsync();
            isOver.SetResult();
        };
        _stage.Stream = async context =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=statement.pdf";
            context.Response.ContentType = "application/octet-stream";
            context.Response.Headers.CacheControl = "no-store";
            for (var i = 0; i < 2000; i++)
            {
                await context.Response.WriteAsync(Content, Stop);
            }
        };
        _stage.Html = $"<a href='{_stage.At(EgressStage.Bank, "/stream")}'>Statement</a>";
        await session.Page.GotoAsync(_stage.At(EgressStage.Bank, "/page"));

        await session.Page.ClickAsync("a");
        FilesWith.Any([Content], _stage.Rig.Folder).Should().BeEmpty();
        await isOver.Task.WaitAsync(Stop);

        FilesWith.Any([Content], _stage.Rig.Folder).Should().BeEmpty();
        await Until.TrueAsync(() => !_stage.Rig.Rooms.Any(room => FilesWith.Any([Content], room).Count > 0));
        Directory.EnumerateFiles(Path.GetTempPath(), "statement*").Should().BeEmpty();
    }

    [Theory]
    [InlineData("Notification.requestPermission()", "denied")]
    [InlineData("new Promise(done => navigator.geolocation.getCurrentPosition(() => done('known'), e => done(e.code === 1 ? 'denied' : 'unknown')))", "denied")]
    [InlineData("navigator.permissions.query({ name: 'camera' }).then(p => p.state)", "denied")]
    [InlineData("navigator.clipboard.readText().then(() => 'read', e => e.name)", "NotAllowedError")]
    [InlineData("navigator.permissions.query({ name: 'midi', sysex: true }).then(p => p.state)", "denied")]
    [InlineData("navigator.permissions.query({ name: 'geolocation' }).then(p => p.state)", "denied")]
    public async Task Every_permission_is_denied_without_asking(string ask, string answer)
    {
        await _stage.StartAsync();
        await using var session = await _stage.LaunchAsync();

        // Pages that may ask at all: those of https, which here a name of this machine stands for.
        await session.Page.RouteAsync("https://bank.test/", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<h1>Bank</h1>" }));
        await session.Page.GotoAsync("https://bank.test/");

        (await session.Page.EvaluateAsync<string>(ask)).Should().Be(answer);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("view-source:file:///etc/passwd")]
    [InlineData("chrome://version/")]
    [InlineData("view-source:http://bank.test/")]
    public async Task No_page_leads_to_the_files_and_pages_of_the_machine(string address)
    {
        await _stage.StartAsync();
        await using var session = await _stage.LaunchAsync();
        _stage.Html = $"""
            <a href='{address}'>Open</a><button onclick="window.open('{address}')">Open</button><iframe src='{address}'></iframe>
            <script>fetch('{address}').then(() => document.title = 'read', () => document.title = 'refused')</script>
            """;
        await session.Page.GotoAsync(_stage.At(EgressStage.Bank, "/page"));

        await session.Page.ClickAsync("a");
        await session.Page.ClickAsync("button");
        await session.Page.WaitForFunctionAsync("document.title !== 'Bank'");

        (await session.Page.TitleAsync()).Should().Be("refused");
        session.Page.Url.Should().Be(_stage.At(EgressStage.Bank, "/page"));
        session.Page.Context.Pages.Concat(session.Page.Context.Pages.SelectMany(page => page.Frames).Select(frame => frame.Page)).Select(page => page.Url)
            .Should().OnlyContain(url => url.StartsWith("http://bank.test") || url.StartsWith("about:blank"));
        session.Page.Frames.Select(frame => frame.Url).Should().NotContain(url => url.StartsWith("file:") || url.StartsWith("chrome://"));
    }

    [Fact]
    public async Task A_page_that_opens_windows_in_a_loop_has_three_at_most()
    {
        await _stage.StartAsync();
        await using var session = await _stage.LaunchAsync();
        var closed = 0;
        session.Page.Context.Page += (_, page) => page.Close += (_, _) => Interlocked.Increment(ref closed);
        _stage.Html = "<button onclick=\"for (let i = 0; i < 20; i++) window.open('/page')\">Open</button>";
        await session.Page.GotoAsync(_stage.At(EgressStage.Bank, "/page"));

        for (var i = 0; i < 6; i++)
        {
            await session.Page.DispatchEventAsync("button", "focus");
            await session.Page.ClickAsync("button");
        }

        await Until.TrueAsync(() => Volatile.Read(ref closed) >= 3);
        session.Page.Context.Pages.Count.Should().Be(4);
        session.Ended.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_page_that_opens_windows_without_being_clicked_has_none()
    {
        await _stage.StartAsync();
        await using var session = await _stage.LaunchAsync();
        _stage.Html = "<script>for (let i = 0; i < 20; i++) document.title = window.open('/page') ? 'opened' : 'refused'</script>";

        await session.Page.GotoAsync(_stage.At(EgressStage.Bank, "/page"));

        (await session.Page.TitleAsync()).Should().Be("refused");
        session.Page.Context.Pages.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_page_that_eats_memory_ends_its_browser()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        await _stage.StartAsync(("Browser:MemoryMegabytes", "400"));
        await using var session = await _stage.LaunchAsync();
        _stage.Html = "<script>const all = []; setInterval(() => { if (all.length < 40) all.push(new Uint8Array(32 * 1024 * 1024).fill(1)) }, 20)</script>";

        await session.Page.GotoAsync(_stage.At(EgressStage.Bank, "/page"));

        (await session.Ended.WaitAsync(TimeSpan.FromSeconds(60), Stop)).Should().Be(BrowserEnd.TooMuchMemory);
        await Until.TrueAsync(() => session.ProcessIds.Count == 0);
    }

    [Fact]
    public async Task A_browser_that_starts_without_the_sandbox_it_promised_is_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        var chromium = await browsers.ChromiumAsync(Stop);
        Assert.SkipWhen(chromium.Sandbox == SandboxKind.None, "There is no sandbox here to lose.");
        await using var machine = new EmptyMachine { Machine = Machine.Here() };
        var liar = machine.AddFile(Path.Combine(machine.Folder, "liar"), $"exec '{chromium.ExecutablePath}' --no-sandbox \"$@\"");
        machine["Browser:ExecutablePath"] = liar;
        machine.Probe = _ => new ProbeOutcome.Works(chromium with { ExecutablePath = liar });
        await machine.ProvisionAsync();

        var launch = () => machine.Rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Temporary(), Stop);

        (await launch.Should().ThrowAsync<BrowserLaunchException>()).Which.Message.Should().Contain("seccomp");
        machine.Rig.Rooms.SelectMany(room => Directory.GetDirectories(Path.Combine(room, "temporary"))).Should().BeEmpty();
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();
}
