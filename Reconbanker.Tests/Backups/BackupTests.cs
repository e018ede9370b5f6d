using System.Security.Cryptography;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Reconbanker.Web;
using Reconbanker.Web.Backups;
using Reconbanker.Web.Demo;
using Xunit;

namespace Reconbanker.Tests.Backups;

/// <summary>The commands that back up and restore, beside and without a running app.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private const string Passphrase = "a passphrase of many words";
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private readonly string _elsewhere = Directory.CreateTempSubdirectory("reconbanker-test-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private RunningApp _app = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string File1 => Path.Combine(_elsewhere, "one.backup");

    private string KeyFile => Path.Combine(_elsewhere, "backup.key");

    public async ValueTask InitializeAsync()
    {
        _app = await RunningApp.StartAsync();
        var user = await _app.AddUserAsync("ana@example.com");
        await AddAccountAsync(user.Id, "Main");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_elsewhere, recursive: true);
        await _output.DisposeAsync();
        await _errors.DisposeAsync();
    }

    [Fact]
    public async Task A_backup_that_is_made_while_everything_writes_would_work_and_holds_no_key_and_no_secret()
    {
        var writing = Task.Run(async () =>
        {
            await using var db = await _app.OpenDatabaseAsync();
            var owner = await db.Users.Select(u => u.Id).SingleAsync(Cancelled);
            for (var i = 0; i < 100; i++)
            {
                await AddAccountAsync(owner, $"Account {i}");
            }
        }, Cancelled);

        for (var i = 0; i < 3; i++)
        {
            (await RunAsync("backup", $"{File1}{i}")).Should().Be(0);
            (await RunAsync("backup", "--verify", $"{File1}{i}")).Should().Be(0);
        }

        await writing;
        _output.ToString().Should().Contain("This backup would work.").And.NotContain(Password);
        Directory.GetFiles(_elsewhere).Should().HaveCount(3).And.NotContain(file => file.EndsWith(".part"));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode($"{File1}0").Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var key = await File.ReadAllBytesAsync(Path.Combine(_app.Folder, "keys", "vault.key"), Cancelled);
        var database = await UnpackAsync($"{File1}0");
        database.AsSpan().IndexOf(key).Should().Be(-1);
        (await File.ReadAllBytesAsync($"{File1}0", Cancelled)).AsSpan().IndexOf("SQLite format"u8).Should().Be(-1, "it is encrypted");
        Directory.GetDirectories(_app.Folder).Should().NotContain(folder => folder.Contains("scratch"));
    }

    [Fact]
    public async Task A_wrong_passphrase_and_an_altered_or_cut_file_are_refused_with_a_sentence()
    {
        await File.WriteAllBytesAsync(KeyFile, RandomNumberGenerator.GetBytes(32), Cancelled);
        (await RunAsync("backup", File1, "--key-file", KeyFile)).Should().Be(0);
        (await RunAsync("backup", File1 + "2")).Should().Be(0);
        var good = await File.ReadAllBytesAsync(File1, Cancelled);
        var random = new Random(7);

        (await RunWithAsync("another passphrase", "backup", "--verify", File1 + "2")).Should().Be(1);
        _errors.ToString().Should().Contain("not the one of this backup");
        for (var i = 0; i < 30; i++)
        {
            var changed = (byte[])good.Clone();
            changed[i < 10 ? i * 9 : random.Next(good.Length)] ^= 0x20;
            await RefusedAsync(changed);
            await RefusedAsync(good[..random.Next(good.Length)]);
        }

        // Whole chunks less, and bytes more.
        await RefusedAsync(good[..^(good.Length % (64 * 1024))]);
        await RefusedAsync([.. good, 0]);
        (await RunAsync("backup", File1)).Should().Be(1);
        _errors.ToString().Should().Contain("exists already");
    }

    [Fact]
    public async Task Restoring_needs_the_app_stopped_and_leave_to_replace_and_keeps_what_was_there()
    {
        await RunAsync("backup", File1);
        (await RunAsync("restore", File1, "--replace")).Should().Be(3, "the app runs");

        await _app.RestartAsync(async () =>
        {
            (await RunAsync("restore", File1)).Should().Be(1);
            _errors.ToString().Should().Contain("With --replace it is moved aside");
            await using (var db = DatabaseFiles.Open(Path.Combine(_app.Folder, "reconbanker.db"), SqliteOpenMode.ReadWrite))
            {
                await db.Accounts.ExecuteDeleteAsync(Cancelled);
            }

            (await RunAsync("restore", File1, "--replace")).Should().Be(0, _errors.ToString());
        });

        await using var restored = await _app.OpenDatabaseAsync();
        var account = await restored.Accounts.AsNoTracking().SingleAsync(Cancelled);
        _app.Services.GetRequiredService<Vault>().Open(account.SealedPassword!, AccountSecrets.Password(account.Id)).Reveal().Should().Be(Password);
        var mode = await restored.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(Cancelled);
        mode.Should().Be("wal");
        Directory.GetDirectories(_app.Folder, "before-restore-*").Should().ContainSingle()
            .Which.Should().Match(folder => File.Exists(Path.Combine(folder, "reconbanker.db")));
    }

    [Fact]
    public async Task A_backup_goes_to_a_new_machine_and_says_that_its_key_is_missing_there()
    {
        await File.WriteAllBytesAsync(KeyFile, RandomNumberGenerator.GetBytes(32), Cancelled);
        await RunAsync("backup", File1, "--key-file", KeyFile);
        var machine = Path.Combine(_elsewhere, "machine");

        var end = await BackupCommand.RunAsync(
            ["restore", File1, "--key-file", KeyFile, $"--Reconbanker:DataDirectory={machine}"], Terminal(""), Cancelled);

        end.Should().Be(0, _errors.ToString());
        _output.ToString().Should().Contain("start sealed and ask for its recovery sheet");
        StartCheck.WhySealed(new DataFolder(machine))!.Problem.Should().Be(VaultProblem.Missing);
        (await RunAsync("backup", "--verify", File1)).Should().Be(1, "a key file is no passphrase");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_by_both_names_and_left_alone()
    {
        string known;
        await using (var db = await _app.OpenDatabaseAsync())
        {
            known = db.Database.GetMigrations().Last();
            await db.Database.ExecuteSqlRawAsync(
                "INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('29990101000000_Later', '99.0.0')", Cancelled);
        }

        await RunAsync("backup", File1);
        _errors.ToString().Should().Contain("29990101000000_Later").And.Contain("newer Reconbanker").And.Contain(known);
        File.Exists(File1).Should().BeFalse();
    }

    private async Task RefusedAsync(byte[] backup)
    {
        var file = Path.Combine(_elsewhere, "spoilt");
        await File.WriteAllBytesAsync(file, backup, Cancelled);
        _errors.GetStringBuilder().Clear();

        (await RunAsync("backup", "--verify", file, "--key-file", KeyFile)).Should().Be(1);

        _errors.ToString().Should().MatchRegex("no backup|newer|not the one|changed|ends too early");
    }

    private async Task<byte[]> UnpackAsync(string file)
    {
        var database = Path.Combine(_elsewhere, $"{Guid.NewGuid():N}.db");
        await using (var backup = File.OpenRead(file))
        {
            await BackupReader.UnpackAsync(backup, BackupSecret.OfPassphrase(new SecretText(Passphrase)), database, Cancelled);
        }

        var bytes = await File.ReadAllBytesAsync(database, Cancelled);
        File.Delete(database);
        return bytes;
    }

    private Task<int> RunAsync(params string[] words) => RunWithAsync(Passphrase, words);

    private Task<int> RunWithAsync(string passphrase, params string[] words) =>
        BackupCommand.RunAsync([.. words, $"--Reconbanker:DataDirectory={_app.Folder}"], Terminal(passphrase), Cancelled);

    private Terminal Terminal(string typed) => new(new StringReader(typed + "\n"), _output, _errors, isKeyboard: false);

    private async Task AddAccountAsync(Guid owner, string name)
    {
        var settings = _app.Services.GetRequiredService<AccountSettings>();
        var id = ((SaveOutcome.Saved)await settings.CreateAsync(owner, DemoServices.BankCode, name, withWizard: false, Cancelled)).AccountId;
        await settings.SaveCredentialsAsync(owner, id, "ana", Password, Cancelled);
    }
}
