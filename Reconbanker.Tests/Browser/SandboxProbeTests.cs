using FluentAssertions;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser;

public sealed class SandboxProbeTests(ChromiumFixture browsers) : IAsyncDisposable
{
    private readonly EmptyMachine _machine = new() { ProbesForReal = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_that_was_only_just_installed_is_started_once_and_confined()
    {
        var chromium = await browsers.ChromiumAsync(Stop);
        _machine.AddFile(Path.Combine(_machine.Folder, "package"), $"exec '{chromium.ExecutablePath}' \"$@\"");
        _machine.Machine = Machine.Here() with
        {
            IsRoot = Environment.IsPrivilegedProcess,
            Path = [_machine.Bin, .. Machine.Here().Path.Where(folder => !File.Exists(Path.Combine(folder, "chromium")))],
        };
        _machine.AddProgram("setpriv", "exec /usr/bin/setpriv \"$@\"");
        _machine.AddPlaywrightInstaller("cp \"$(dirname \"$0\")/package\" \"$(dirname \"$0\")/bin/chromium\"");

        var state = await _machine.ProvisionAsync();

        var ready = state.Should().BeOfType<ChromiumState.Ready>().Which;
        ready.Warning.Should().BeNull();
        ready.Chromium.Sandbox.Should().Be(Environment.IsPrivilegedProcess ? SandboxKind.AsNobody : SandboxKind.AsOurselves);
        ready.Chromium.Version.Should().MatchRegex(@"^[A-Z][a-zA-Z ]+ \d+\.\d+\.\d+\.\d+$");
    }

    [Fact]
    public async Task A_program_that_is_no_browser_is_not_taken_for_one()
    {
        _machine.AddProgram("chromium", "echo 'Command requires the chromium snap to be installed.'; exit 1");

        var state = await _machine.ProvisionAsync();

        state.Should().BeOfType<ChromiumState.Unavailable>();
    }

    [Fact]
    public async Task A_data_folder_that_the_unprivileged_user_cannot_reach_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there the browser runs as another user.");
        var chromium = await browsers.ChromiumAsync(Stop);
        _machine["Browser:ExecutablePath"] = chromium.ExecutablePath;
        _machine.Machine = Machine.Here() with { IsRoot = true };
        _machine.CloseToOthers();

        var state = await _machine.ProvisionAsync();

        state.Should().BeOfType<ChromiumState.Unavailable>().Which.Reason
            .Should().Contain(_machine.Folder).And.Contain("Reconbanker:DataDirectory").And.Contain("Browser:AllowWithoutSandbox");
    }

    [Fact]
    public async Task What_the_browser_may_pass_through_is_closed_to_it_otherwise()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there the browser runs as another user.");
        _machine.AddProgram("chromium");
        _machine.ProbesForReal = false;
        var path = Machine.Here().Path.Prepend(_machine.Bin);
        _machine.Machine = _machine.Machine with { IsRoot = Environment.IsPrivilegedProcess, Path = [.. path] };
        var data = _machine.Rig.Data;
        await File.WriteAllTextAsync(data.DatabaseFile, "", Stop);

        await _machine.ProvisionAsync();

        await File.WriteAllTextAsync(data.DatabaseFile + "-wal", "", Stop);
        var entrance = Environment.IsPrivilegedProcess ? "711" : "700";
        Mode(data.Root).Should().Be(entrance);
        Mode(data.BrowserFolder).Should().Be(entrance);
        Mode(data.KeysFolder).Should().Be("700");
        if (Environment.IsPrivilegedProcess)
        {
            Mode(data.DatabaseFile).Should().Be("600");
            Mode(data.DatabaseFile + "-wal").Should().Be("600");
        }
    }

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    private static string Mode(string path) => Convert.ToString((int)(OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path)), 8);
}
