using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>Nobody else on the machine can read what Reconbanker writes.</summary>
public sealed class PrivateFilesWalk(ChromiumFixture chromium)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Passage = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_is_0600_and_every_folder_0700_but_for_the_way_to_the_browsers_own()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("ana", "Tr0ub4dor-and-3-canaries", SessionType.Persistent);
        await app.ChooseFirstBankAccountAsync(account, "ana");
        await app.RunNowAsync(account);
        await Until.ReadAsync(() => app.TransactionsAsync(account), rows => rows.Count > 0);
        await app.Get<Core.Sessions.SessionSupervisor>().StopRunAsync(app.User.Id, account, Cancelled);
        await app.Get<BackupMaker>().WriteAsync(
            Path.Combine(app.App.Folder, "one.backup"), BackupSecret.OfPassphrase(new SecretText("a passphrase of many words")), Cancelled);

        var looked = 0;
        var open = new List<string>();
        foreach (var entry in new DirectoryInfo(app.App.Folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            looked++;
            var name = Path.GetRelativePath(app.App.Folder, entry.FullName);
            var isWay = name is "browser" or "browser/profiles" or "browser/temporary" or "browser/managed" && entry is DirectoryInfo;
            var isProgram = name == "browser/chromium.sh" || name.StartsWith("browser/managed/", StringComparison.Ordinal);
            var allowed = isWay ? Passage | UnixFileMode.GroupRead | UnixFileMode.OtherRead : isProgram ? Others & ~(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite) : 0;
            if ((entry.UnixFileMode & Others & ~allowed) != 0)
            {
                open.Add($"{name} {entry.UnixFileMode}");
            }
        }

        looked.Should().BeGreaterThan(10);
        open.Should().BeEmpty();
        (File.GetUnixFileMode(app.App.Folder) & Others & ~Passage).Should().Be(0);
    }
}
