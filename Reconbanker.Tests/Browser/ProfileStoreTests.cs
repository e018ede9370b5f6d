using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser;

/// <summary>What a thief of the disk gets of an account's browser, and what the account gets back.</summary>
public sealed class ProfileStoreTests(ChromiumFixture browsers) : IAsyncLifetime
{
    private const string Cookie = "zebra-cookie-3141";
    private const string Storage = "quagga-storage-5926";

    private static readonly Guid Account = Guid.NewGuid();

    private readonly string _folder = BrowserRig.NewFolder();
    private readonly List<BrowserRig> _rigs = [];
    private readonly HashSet<string> _rooms = [];
    private TinySite? _site;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TinySite Site => _site ?? throw new InvalidOperationException("The site has not been started.");

    private string SealedFile => Path.Combine(_folder, "data", "browser", "sealed", $"{Account}.sealed");

    public async ValueTask InitializeAsync() => _site = await TinySite.StartAsync(CancellationToken.None);

    [Fact]
    public async Task What_an_account_keeps_is_in_no_file_that_can_be_read_and_there_again_after_a_restart()
    {
        var rig = await RigAsync();
        await RememberAsync(rig);

        rig.Rooms.SelectMany(room => FilesWith.Any([Cookie, Storage, "127.0.0.1"], room)).Should().BeEmpty();
        FilesWith.Any([Cookie, Storage], _folder).Should().BeEmpty();
        rig.Get<BrowserFolders>().OpenProfilesOf(Account).Should().BeEmpty();
        Mode(SealedFile).Should().Be("600");
        await rig.StopAsync();

        var next = await RigAsync();
        (await RememberedAsync(next)).Should().Be($"device={Cookie} {Storage}");
    }

    [Fact]
    public async Task While_it_is_open_it_is_in_memory_and_not_on_the_disk()
    {
        Assert.SkipUnless(Machine.Here().MemoryFolder is not null, "This machine has no such folder.");
        var rig = await RigAsync();
        await RememberAsync(rig);
        await using var session = await LaunchAsync(rig);

        rig.Get<BrowserFolders>().OpenProfilesOf(Account).Should().ContainSingle().Which.Should().StartWith("/dev/shm/reconbanker-");
        Mode(rig.Get<BrowserFolders>().OpenProfilesOf(Account)[0]).Should().Be("700");
        FilesWith.Any([Cookie, Storage], _folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_machine_without_such_memory_has_it_in_the_data_folder()
    {
        var rig = await RigAsync(Machine.Here() with { MemoryFolder = null });
        await RememberAsync(rig);

        (await RememberedAsync(rig)).Should().Contain(Cookie);
        FilesWith.Any([Cookie, Storage], _folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_in_memory_that_somebody_else_prepared_is_not_used()
    {
        Assert.SkipUnless(Machine.Here().MemoryFolder is not null, "This machine has no such folder.");
        var trap = Directory.CreateDirectory(Path.Combine(_folder, "trap")).FullName;
        var first = await RigAsync();
        var memory = first.Get<BrowserFolders>().Memory!;
        await first.StopAsync();
        Directory.Exists(memory).Should().BeFalse();
        File.CreateSymbolicLink(memory, trap);
        try
        {
            var rig = await RigAsync();
            await RememberAsync(rig);

            rig.Get<BrowserFolders>().Memory.Should().BeNull();
            Directory.EnumerateFileSystemEntries(trap).Should().BeEmpty();
        }
        finally
        {
            File.Delete(memory);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(-1)]
    public async Task A_damaged_profile_is_moved_aside_and_the_account_begins_anew(int position)
    {
        var rig = await RigAsync();
        await RememberAsync(rig);
        for (var i = 0; i < 2; i++)
        {
            var bytes = await File.ReadAllBytesAsync(SealedFile, Stop);
            bytes[position < 0 ? ^1 : position] ^= 1;
            await File.WriteAllBytesAsync(SealedFile, bytes, Stop);

            (await RememberedAsync(rig)).Should().Be(" null");

            (await File.ReadAllBytesAsync(SealedFile + ".bad", Stop)).Should().Equal(bytes);
        }

        Directory.GetFiles(Path.GetDirectoryName(SealedFile)!).Should().BeEquivalentTo(SealedFile, SealedFile + ".bad");
    }

    [Fact]
    public async Task The_profile_of_another_account_is_not_opened()
    {
        var rig = await RigAsync();
        await RememberAsync(rig);
        var other = Guid.NewGuid();
        File.Copy(SealedFile, SealedFile.Replace($"{Account}", $"{other}", StringComparison.Ordinal));

        (await RememberedAsync(rig, other)).Should().Be(" null");
    }

    [Fact]
    public async Task A_profile_that_a_crash_left_open_is_sealed_at_the_next_start_and_kept()
    {
        var rig = await RigAsync();
        await RememberAsync(rig);
        LeaveOpen(rig);
        await rig.StopAsync();

        File.Delete(SealedFile);
        var next = await RigAsync();
        await next.Get<ChromiumProvider>().GetAsync(Stop);

        next.Get<BrowserFolders>().OpenProfilesOf(Account).Should().BeEmpty();
        FilesWith.Any([Cookie, Storage], _folder).Should().BeEmpty();
        (await RememberedAsync(next)).Should().Contain(Cookie);
    }

    [Fact]
    public async Task A_lock_that_another_machine_or_a_dead_browser_left_keeps_nobody_out()
    {
        var rig = await RigAsync();
        await RememberAsync(rig);
        File.CreateSymbolicLink(Path.Combine(LeaveOpen(rig), "SingletonLock"), "otherhost-1");

        (await RememberedAsync(rig)).Should().Contain(Cookie);
    }

    [Fact]
    public async Task What_a_browser_put_there_to_lead_us_elsewhere_is_not_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege there.");
        var secret = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(secret, "a key", Stop);
        var rig = await RigAsync();
        var open = LeaveOpen(rig);
        var storage = Directory.CreateDirectory(Path.Combine(open, "Default", "IndexedDB")).FullName;
        File.CreateSymbolicLink(Path.Combine(storage, "link"), secret);
        Directory.CreateSymbolicLink(Path.Combine(storage, "folder"), _folder);
        await File.WriteAllTextAsync(Path.Combine(storage, "plain"), "the bank's", Stop);

        var again = LeaveOpen(rig);

        Directory.GetFileSystemEntries(Path.Combine(again, "Default", "IndexedDB")).Select(Path.GetFileName).Should().Equal("plain");
    }

    [Fact]
    public async Task A_profile_that_is_forgotten_while_its_browser_runs_is_gone_when_it_ends()
    {
        var rig = await RigAsync();
        await RememberAsync(rig);
        await using (var session = await LaunchAsync(rig))
        {
            rig.Get<BrowserHost>().DeleteProfile(Account);

            await session.Page.GotoAsync(Site.Address);
            (await session.Page.EvaluateAsync<string>("document.cookie")).Should().Contain(Cookie);
        }

        Directory.GetFiles(Path.GetDirectoryName(SealedFile)!).Should().BeEmpty();
        (await RememberedAsync(rig)).Should().Be(" null");
    }

    [Fact]
    public async Task A_profile_that_was_to_be_forgotten_is_not_taken_up_after_a_crash()
    {
        var rig = await RigAsync();
        await RememberAsync(rig);
        LeaveOpen(rig);
        rig.Get<ProfileStore>().MarkForgotten(Account);
        await rig.StopAsync();

        var next = await RigAsync();

        (await RememberedAsync(next)).Should().Be(" null");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var rig in _rigs)
        {
            await rig.StopAsync();
        }

        // What tests left open in memory.
        foreach (var room in _rooms.Where(Directory.Exists))
        {
            Directory.Delete(room, recursive: true);
        }

        await Site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // As a process that is killed while the browser runs.
    private static string LeaveOpen(BrowserRig rig) => rig.Get<ProfileStore>().Open(BrowserProfile.Kept(Account));

    private async Task<BrowserRig> RigAsync(Machine? machine = null)
    {
        var chromium = await browsers.ChromiumAsync(Stop);
        var rig = new BrowserRig(
            [KeyValuePair.Create("Browser:ExecutablePath", (string?)chromium.ExecutablePath), .. BrowserRig.Loopback],
            services => services.Replace(ServiceDescriptor.Singleton(machine ?? Machine.Here())),
            _folder);
        _rigs.Add(rig);
        await rig.Get<ChromiumProvider>().GetAsync(Stop);
        _rooms.UnionWith(rig.Rooms);
        return rig;
    }

    private Task<BrowserSession> LaunchAsync(BrowserRig rig, Guid? account = null) =>
        rig.Get<BrowserHost>().LaunchAsync(BrowserProfile.Kept(account ?? Account) with { Egress = Site.Egress }, Stop);

    private async Task RememberAsync(BrowserRig rig)
    {
        await using var session = await LaunchAsync(rig);
        await session.Page.GotoAsync(Site.Address);
        await session.Page.EvaluateAsync($"document.cookie = 'device={Cookie}; max-age=86400'; localStorage.setItem('device', '{Storage}')");
    }

    private async Task<string> RememberedAsync(BrowserRig rig, Guid? account = null)
    {
        await using var session = await LaunchAsync(rig, account);
        await session.Page.GotoAsync(Site.Address);
        return await session.Page.EvaluateAsync<string>("document.cookie + ' ' + localStorage.getItem('device')");
    }

    private static string Mode(string path) => Convert.ToString((int)(OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path)), 8);
}
