using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Security;

public sealed class KeyRotationTests : IAsyncLifetime
{
    private const int Accounts = 120;

    private CoreStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Vault Vault => _stage.Get<Vault>();
    private KeyRotation Rotation => _stage.Get<KeyRotation>();
    private string KeyFile => _stage.Get<DataFolder>().VaultKeyFile;
    private string ProfileFile => Path.Combine(_stage.Get<BrowserFolders>().SealedProfiles, $"{Profile}.sealed");

    private static readonly Guid Profile = Guid.NewGuid();

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync();
        for (var i = 0; i < Accounts; i++)
        {
            await _stage.AddAccountAsync();
        }

        Directory.CreateDirectory(Path.GetDirectoryName(ProfileFile)!);
        await File.WriteAllBytesAsync(ProfileFile, Vault.Seal("cookies"u8, SealContext.For("BrowserProfile", "Archive", Profile)), Cancelled);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Everything_is_sealed_anew_and_the_old_key_goes_when_nothing_needs_it()
    {
        var former = Vault.KeyId;

        (await Rotation.BeginAsync(Cancelled)).Should().BeTrue();
        (await Rotation.BeginAsync(Cancelled)).Should().BeFalse("one is under way");
        (await Rotation.TryFinishAsync(Cancelled)).Should().BeFalse("something may still be on its way with the old key");
        (await File.ReadAllBytesAsync(KeyFile, Cancelled)).Should().HaveCount(64, "both are needed");
        _stage.Clock.Advance(KeyRotation.Settling);
        (await Rotation.TryFinishAsync(Cancelled)).Should().BeTrue();

        Vault.KeyId.Should().NotBe(former);
        Rotation.Progress.Should().BeNull();
        await OpenWithTheFileAloneAsync();
        await using var db = await _stage.OpenDbAsync();
        (await db.SealingKeys.AsNoTracking().SingleAsync(k => k.RetiredAt == null, Cancelled)).Should().Match<SealingKey>(
            key => key.Id == Vault.KeyId && key.SheetKeptAt == null);
        StartCheck.WhySealed(_stage.Get<DataFolder>()).Should().BeNull();
    }

    [Fact]
    public async Task What_was_sealed_with_the_old_key_while_it_was_changed_is_found_too()
    {
        var old = Vault.Ring;
        await Rotation.BeginAsync(Cancelled);
        await Rotation.TryFinishAsync(Cancelled);
        await using (var db = await _stage.OpenDbAsync())
        {
            var late = await db.Accounts.FirstAsync(Cancelled);
            late.SealedPassword = old.Seal(new SecretText("secret"), AccountSecrets.Password(late.Id));
            await db.SaveChangesAsync(Cancelled);
        }

        _stage.Clock.Advance(KeyRotation.Settling);
        (await Rotation.TryFinishAsync(Cancelled)).Should().BeTrue();

        await OpenWithTheFileAloneAsync();
    }

    [Fact]
    public async Task A_process_that_was_killed_in_the_middle_goes_on_at_its_next_start()
    {
        // As it lies on the disk then: both keys in the file, and a part sealed anew.
        var both = new VaultKeyRing([VaultKey.Make(), Vault.Ring.Current]);
        VaultKeyFile.Replace(KeyFile, both);
        await using (var db = await _stage.OpenDbAsync())
        {
            var column = SealedColumns.Of(db.Model).Single(c => c.Property == nameof(Account.SealedPassword));
            foreach (var (row, value) in await column.ReadAsync(db, Guid.Empty, both.Current.Id, Cancelled))
            {
                await column.ReplaceAsync(db, row, value, column.Reseal(both, row, value), Cancelled);
            }
        }

        StartCheck.WhySealed(_stage.Get<DataFolder>()).Should().BeNull("either key is there");
        var vault = new Vault(_stage.Get<DataFolder>(), _stage.Get<IDbContextFactory<ReconbankerDb>>());
        using var rotation = new KeyRotation(
            vault, new ProfileStore(_stage.Get<BrowserFolders>(), vault, NullLogger<ProfileStore>.Instance), _stage.Get<IDbContextFactory<ReconbankerDb>>(),
            _stage.Get<ActivityFeed>(), _stage.Clock, NullLogger<KeyRotation>.Instance);
        await rotation.StartAsync(Cancelled);
        while (rotation.Progress is not null || (await File.ReadAllBytesAsync(KeyFile, Cancelled)).Length != 32)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
        }

        await rotation.StopAsync(Cancelled);
        (await File.ReadAllBytesAsync(KeyFile, Cancelled)).Should().Equal(both.Current.Bytes);
        await OpenWithTheFileAloneAsync();
    }

    [Fact]
    public async Task A_value_that_does_not_open_keeps_the_old_key_and_is_named()
    {
        Guid spoilt;
        await using (var db = await _stage.OpenDbAsync())
        {
            var account = await db.Accounts.FirstAsync(Cancelled);
            spoilt = account.Id;
            account.SealedUserName = account.SealedPassword;
            await db.SaveChangesAsync(Cancelled);
        }

        await Rotation.BeginAsync(Cancelled);
        _stage.Clock.Advance(KeyRotation.Settling);

        (await Rotation.TryFinishAsync(Cancelled)).Should().BeFalse();
        Rotation.Progress!.Stuck.Should().ContainSingle().Which.Should().Be($"Account.SealedUserName {spoilt}");
        (await File.ReadAllBytesAsync(KeyFile, Cancelled)).Should().HaveCount(64);
    }

    [Fact]
    public async Task A_key_file_that_cannot_be_written_is_said_and_nothing_changes()
    {
        var before = Vault.KeyId;
        File.Delete(KeyFile);
        Directory.CreateDirectory(KeyFile);

        var begin = () => Rotation.BeginAsync(Cancelled);

        (await begin.Should().ThrowAsync<VaultKeyException>()).Which.Problem.Should().Be(VaultProblem.Unreadable);
        Vault.KeyId.Should().Be(before);
        Rotation.Progress.Should().BeNull();
    }

    [Fact]
    public async Task Every_column_that_holds_a_sealed_value_is_one_of_the_list()
    {
        await using var db = await _stage.OpenDbAsync();
        var listed = SealedColumns.Of(db.Model).Select(c => c.ToString()).ToList();
        var sealedElsewhere = new List<string>();
        foreach (var property in db.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(byte[])))
        {
            var name = $"{property.DeclaringType.ClrType.Name}.{property.Name}";
            var sql = $"SELECT COUNT(*) AS Value FROM \"{property.DeclaringType.ContainingEntityType.GetTableName()}\" WHERE CAST(\"{property.GetColumnName()}\" AS TEXT) LIKE 'v1.________________.%'";
            if (await db.Database.SqlQueryRaw<int>(sql).SingleAsync(Cancelled) > 0 && !listed.Contains(name))
            {
                sealedElsewhere.Add(name);
            }
        }

        listed.Should().Contain("Account.SealedPassword").And.Contain("Account.SealedSigningSecret");
        sealedElsewhere.Should().BeEmpty("a sealed property's name begins with Sealed, so that a change of the key finds it");
    }

    private async Task OpenWithTheFileAloneAsync()
    {
        var ring = VaultKeyFile.Read(KeyFile)!;
        ring.Keys.Should().ContainSingle();
        await using var db = await _stage.OpenDbAsync();
        var accounts = await db.Accounts.AsNoTracking().ToListAsync(Cancelled);
        accounts.Should().HaveCount(Accounts);
        foreach (var account in accounts)
        {
            ring.Open(account.SealedPassword!, AccountSecrets.Password(account.Id)).Reveal().Should().Be("secret");
            ring.Open(account.SealedUserName!, AccountSecrets.UserName(account.Id)).Reveal().Should().Be("ana");
            ring.Open(account.SealedSigningSecret, AccountSecrets.SigningSecret(account.Id)).Reveal().Should().StartWith("whsec_");
        }

        ring.Open(await File.ReadAllBytesAsync(ProfileFile, Cancelled), SealContext.For("BrowserProfile", "Archive", Profile))
            .Should().Equal("cookies"u8.ToArray());
    }
}
