using System.Globalization;
using FluentAssertions;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser;

public sealed class ChromiumProviderTests : IAsyncDisposable
{
    private readonly EmptyMachine _machine = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_configured_browser_is_used_whatever_else_is_installed()
    {
        _machine.AddProgram("chromium");
        var configured = _machine.AddFile(Path.Combine(_machine.Folder, "my own", "chromium"));
        _machine["Browser:ExecutablePath"] = configured;

        await _machine.ProvisionAsync();

        Found().Should().Be(configured);
    }

    [Fact]
    public async Task A_configured_browser_that_does_not_exist_is_named_and_nothing_takes_its_place()
    {
        _machine.AddProgram("chromium");
        _machine["Browser:ExecutablePath"] = "/nowhere/chromium";

        await _machine.ProvisionAsync();

        Missing().Reason.Should().Contain("Browser:ExecutablePath").And.Contain("/nowhere/chromium");
    }

    [Fact]
    public async Task A_configured_browser_that_does_not_start_is_named_and_nothing_takes_its_place()
    {
        _machine.AddProgram("chromium");
        _machine["Browser:ExecutablePath"] = _machine.AddFile(Path.Combine(_machine.Folder, "broken"));
        _machine.Probe = chromium => new ProbeOutcome.Broken("it said nothing");

        await _machine.ProvisionAsync();

        Missing().Reason.Should().Contain("Browser:ExecutablePath").And.Contain("it said nothing");
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("chromium-browser")]
    [InlineData("google-chrome-stable")]
    [InlineData("google-chrome")]
    [InlineData("microsoft-edge-stable")]
    public async Task An_installed_browser_is_found_and_nothing_is_installed(string program)
    {
        var installed = _machine.AddProgram(program);
        _machine.AddPlaywrightInstaller("touch \"$0.ran\"");

        await _machine.ProvisionAsync();

        Found().Should().Be(installed);
        File.Exists(Path.Combine(_machine.Folder, "playwright.ran")).Should().BeFalse();
    }

    [Fact]
    public async Task A_browser_in_its_usual_place_is_found_without_a_path()
    {
        var application = _machine.AddFile(Path.Combine(_machine.Folder, "Applications", "Chromium"));
        _machine.Machine = _machine.Machine with { Applications = ["/nowhere/Chrome", application] };

        await _machine.ProvisionAsync();

        Found().Should().Be(application);
    }

    [Fact]
    public async Task The_newest_browser_that_Playwright_keeps_in_the_home_folder_is_found()
    {
        _machine.AddFile(Path.Combine(_machine.PlaywrightCache, "chromium-998", "chrome-linux", "chrome"));
        var newest = _machine.AddFile(Path.Combine(_machine.PlaywrightCache, "chromium-1248", "chrome-linux64", "chrome"));

        await _machine.ProvisionAsync();

        Found().Should().Be(newest);
    }

    [Fact]
    public async Task A_browser_that_we_installed_for_ourselves_before_is_found()
    {
        var managed = Path.Combine(_machine.Rig.Data.BrowserFolder, "managed");
        var chrome = _machine.AddFile(Path.Combine(managed, "chromium-1248", "chrome-linux64", "chrome"));

        await _machine.ProvisionAsync();

        Found().Should().Be(chrome);
    }

    [Fact]
    public async Task A_browser_that_does_not_start_is_passed_over()
    {
        _machine.AddProgram("chromium-browser");
        var working = _machine.AddProgram("google-chrome");
        _machine.Probe = chromium => chromium.ExecutablePath == working
            ? new ProbeOutcome.Works(chromium)
            : new ProbeOutcome.Broken("it is only a note that says to install another package");

        await _machine.ProvisionAsync();

        Found().Should().Be(working);
    }

    [Fact]
    public async Task Where_there_is_none_Playwright_installs_one_into_the_data_folder_and_says_how_far_it_is()
    {
        _machine.AddPlaywrightInstaller("""
            echo "Downloading Chromium: 50%"
            mkdir -p "$PLAYWRIGHT_BROWSERS_PATH/chromium-1248/chrome-linux64"
            cp "$0" "$PLAYWRIGHT_BROWSERS_PATH/chromium-1248/chrome-linux64/chrome"
            """);

        await _machine.ProvisionAsync();

        Found().Should().Be(Path.Combine(_machine.Rig.Data.BrowserFolder, "managed", "chromium-1248", "chrome-linux64", "chrome"));
        _machine.States.Should().HaveCount(4);
        _machine.States[0].Should().BeOfType<ChromiumState.Searching>();
        _machine.States[1].Should().BeOfType<ChromiumState.Installing>().Which.LastLine.Should().BeEmpty();
        _machine.States[2].Should().BeOfType<ChromiumState.Installing>().Which.LastLine.Should().Be("Downloading Chromium: 50%");
        _machine.States[3].Should().BeOfType<ChromiumState.Ready>();
    }

    [Fact]
    public async Task Where_Playwright_fails_and_we_are_root_the_system_installs_one()
    {
        _machine.AddPlaywrightInstaller("echo 'Error: getaddrinfo ENOTFOUND' >&2; exit 1");
        _machine.AddProgram("apt-get", $"""
            echo "$DEBIAN_FRONTEND $*" >> "{_machine.Folder}/apt.log"
            case "$*" in *install*) cp "$0" "{_machine.Bin}/chromium";; esac
            """);
        _machine.Machine = _machine.Machine with { IsRoot = true };

        await _machine.ProvisionAsync();

        Found().Should().Be(Path.Combine(_machine.Bin, "chromium"));
        var calls = await File.ReadAllLinesAsync(Path.Combine(_machine.Folder, "apt.log"), Stop);
        calls.Should().HaveCount(2);
        calls[0].Should().StartWith("noninteractive").And.EndWith("update");
        calls[1].Should().StartWith("noninteractive").And.Contain("install -y --no-install-recommends chromium fonts-");
    }

    [Fact]
    public async Task Where_Playwright_hangs_it_is_given_up_and_the_system_installs_one()
    {
        _machine["Browser:InstallSilence"] = "00:00:01";
        _machine.AddPlaywrightInstaller("echo \"$$\" > \"$0.pid\"; sleep 600");
        _machine.AddProgram("dnf", $"cp \"$0\" \"{_machine.Bin}/chromium\"");
        _machine.Machine = _machine.Machine with { IsRoot = true };

        await _machine.ProvisionAsync();

        Found().Should().Be(Path.Combine(_machine.Bin, "chromium"));
        var id = await File.ReadAllTextAsync(Path.Combine(_machine.Folder, "playwright.pid"), Stop);
        var hung = int.Parse(id, CultureInfo.InvariantCulture);
        var find = () => System.Diagnostics.Process.GetProcessById(hung);
        find.Should().Throw<ArgumentException>("it was ended");
    }

    [Fact]
    public async Task Where_nothing_helps_the_reason_says_what_each_installer_said()
    {
        _machine.AddPlaywrightInstaller("echo 'Error: getaddrinfo ENOTFOUND' >&2; exit 1");
        _machine.AddProgram("apt-get", "echo 'E: Unable to locate package chromium'; exit 100");
        _machine.Machine = _machine.Machine with { IsRoot = true };

        await _machine.ProvisionAsync();

        Missing().Reason.Should().Contain("ENOTFOUND").And.Contain("Unable to locate package");
        Missing().Command.Should().Be("apt-get install -y chromium");
    }

    [Fact]
    public async Task An_ordinary_user_is_told_the_command_and_can_try_again_when_it_was_run()
    {
        _machine.AddProgram("apt-get", $"touch \"{_machine.Folder}/apt.ran\"");

        await _machine.ProvisionAsync();

        Missing().Command.Should().Be("sudo apt-get install -y chromium");
        File.Exists(Path.Combine(_machine.Folder, "apt.ran")).Should().BeFalse();
        var wait = () => _machine.Provider.GetAsync(Stop);
        (await wait.Should().ThrowAsync<ChromiumUnavailableException>()).Which.Command.Should().Be("sudo apt-get install -y chromium");

        var installed = _machine.AddProgram("chromium");
        await _machine.Provider.RetryAsync(Stop);

        Found().Should().Be(installed);
        (await _machine.Provider.GetAsync(Stop)).ExecutablePath.Should().Be(installed);
    }

    [Theory]
    [InlineData("Development", false)]
    [InlineData("Production", true)]
    public async Task Without_a_sandbox_development_goes_on_with_a_warning_and_so_does_a_production_that_allows_it(
        string environment, bool allow)
    {
        _machine.AddProgram("chromium");
        _machine.Environment = environment;
        _machine["Browser:AllowWithoutSandbox"] = $"{allow}";
        _machine.Probe = WithoutSandbox;

        var state = await _machine.ProvisionAsync();

        state.Should().BeOfType<ChromiumState.Ready>().Which.Warning.Should().Contain("No usable sandbox!");
    }

    [Fact]
    public async Task Without_a_sandbox_production_refuses_and_names_the_setting_that_allows_it()
    {
        _machine.AddProgram("chromium");
        _machine.Probe = WithoutSandbox;

        await _machine.ProvisionAsync();

        Missing().Reason.Should().Contain("No usable sandbox!").And.Contain("Browser:AllowWithoutSandbox");
    }

    [Fact]
    public async Task A_browser_with_a_sandbox_is_preferred_to_one_without()
    {
        _machine.AddProgram("chromium");
        var confined = _machine.AddProgram("google-chrome");
        _machine.Probe = chromium => chromium.ExecutablePath == confined ? new ProbeOutcome.Works(chromium) : WithoutSandbox(chromium);

        await _machine.ProvisionAsync();

        Found().Should().Be(confined);
    }

    [Fact]
    public async Task Two_processes_do_not_work_in_one_data_folder()
    {
        _machine.AddProgram("chromium");
        await _machine.ProvisionAsync();
        var other = new BrowserRig(folder: _machine.Folder);

        var state = await other.Get<ChromiumProvider>().RetryAsync(Stop);

        state.Should().BeOfType<ChromiumState.Unavailable>().Which.Reason.Should().Contain("Another Reconbanker");
        await other.StopAsync();
    }

    [Fact]
    public async Task It_begins_with_the_app_and_ends_with_it()
    {
        _machine.AddPlaywrightInstaller("echo begun; sleep 600");
        await _machine.Provider.StartAsync(Stop);
        while (_machine.Provider.State is not ChromiumState.Installing { LastLine: "begun" })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop);
        }

        await _machine.Provider.StopAsync(Stop);

        var wait = () => _machine.Provider.GetAsync(Stop);
        await wait.Should().ThrowAsync<OperationCanceledException>();
    }

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    private static ProbeOutcome.WithoutSandbox WithoutSandbox(Chromium chromium) =>
        new(chromium with { Sandbox = SandboxKind.None }, "No usable sandbox!");

    private string Found() => _machine.Provider.State.Should().BeOfType<ChromiumState.Ready>().Which.Chromium.ExecutablePath;

    private ChromiumState.Unavailable Missing() => _machine.Provider.State.Should().BeOfType<ChromiumState.Unavailable>().Which;
}
