using System.Security.Cryptography;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Xunit;

namespace Reconbanker.Tests.Security;

public sealed class VaultTests : IAsyncLifetime
{
    private static readonly Guid Row = Guid.CreateVersion7();
    private static readonly SealContext Place = SealContext.For(nameof(Account), nameof(Account.SealedPassword), Row);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"reconbanker-{Guid.NewGuid():N}");
    private ServiceProvider _services = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_path, "keys", "vault.key");
    private Vault Vault => _services.GetRequiredService<Vault>();

    public async ValueTask InitializeAsync()
    {
        _services = Build();
        await using var db = await OpenDbAsync();
        await db.Database.EnsureCreatedAsync(Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("contraseña 🔑 with.dots")]
    public void What_was_sealed_opens_in_its_place(string secret)
    {
        var sealedText = Vault.Seal(new SecretText(secret), Place);

        sealedText.Should().MatchRegex(@"^v1\.[0-9a-f]{16}\.[\w-]{16}\.[\w-]{22}\.[\w-]*$");
        Vault.Open(sealedText, Place).Reveal().Should().Be(secret);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Bytes_that_were_sealed_open_in_their_place_and_nowhere_else(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        var sealedBytes = Vault.Seal(plain, Place);

        Vault.Open(sealedBytes, Place).Should().Equal(plain);
        var elsewhere = () => Vault.Open(sealedBytes, SealContext.For(Place.Table, Place.Column, Guid.NewGuid()));
        elsewhere.Should().Throw<CryptographicException>().WithMessage("*another row*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(-1)]
    public void Bytes_that_were_changed_or_cut_do_not_open(int position)
    {
        var sealedBytes = Vault.Seal("what a browser kept"u8, Place);
        var index = position < 0 ? sealedBytes.Length + position : position;
        var changed = (byte[])[.. sealedBytes[..index], (byte)(sealedBytes[index] ^ 1), .. sealedBytes[(index + 1)..]];

        var open = () => Vault.Open(changed, Place);
        var openCut = () => Vault.Open(sealedBytes.AsSpan(0, index), Place);

        open.Should().Throw<CryptographicException>();
        openCut.Should().Throw<CryptographicException>();
    }

    [Fact]
    public void The_same_secret_is_sealed_differently_each_time() =>
        Vault.Seal(new SecretText("hunter2"), Place).Should().NotBe(Vault.Seal(new SecretText("hunter2"), Place));

    [Fact]
    public void A_value_moved_to_another_row_column_or_table_is_refused()
    {
        var sealedText = Vault.Seal(new SecretText("hunter2"), Place);
        SealContext[] elsewhere =
        [
            SealContext.For(nameof(Account), nameof(Account.SealedPassword), Guid.CreateVersion7()),
            SealContext.For(nameof(Account), nameof(Account.SealedUserName), Row),
            SealContext.For(nameof(User), nameof(Account.SealedPassword), Row),
        ];

        foreach (var place in elsewhere)
        {
            Opening(sealedText, place).Should().Throw<CryptographicException>().WithMessage($"*{place}*belongs to another*");
        }
    }

    [Fact]
    public void A_value_with_any_character_changed_is_refused()
    {
        var sealedText = Vault.Seal(new SecretText("hunter2"), Place);

        for (var i = 0; i < sealedText.Length; i++)
        {
            // 'Q' and 'A' differ in bits that count in every position of Base64, the last one included.
            var changed = sealedText[..i] + (sealedText[i] == 'Q' ? 'A' : 'Q') + sealedText[(i + 1)..];
            Opening(changed, Place).Should().Throw<CryptographicException>();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("v1.a.b.c.d")]
    [InlineData("v1....")]
    public void What_was_never_sealed_is_refused_and_not_repeated(string plaintext)
    {
        var refusal = Opening(plaintext, Place).Should().Throw<CryptographicException>().Which;

        refusal.Message.Should().Contain(Place.ToString()).And.NotContain("hunter2");
    }

    [Fact]
    public async Task The_key_is_made_once_for_the_owner_alone_and_stays()
    {
        Vault.Unlock();
        var key = File.ReadAllBytes(KeyFile);
        await using var next = Build();
        next.GetRequiredService<Vault>().Unlock();

        key.Should().HaveCount(32);
        File.ReadAllBytes(KeyFile).Should().Equal(key);
        Directory.GetFiles(Path.GetDirectoryName(KeyFile)!).Should().ContainSingle();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(KeyFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_missing_key_stops_the_start_when_something_is_sealed_and_no_new_one_is_made()
    {
        await SealSomethingAsync();
        File.Delete(KeyFile);
        await using var next = Build();

        var start = () => StartAsync(next);

        (await start.Should().ThrowAsync<VaultKeyException>()).WithMessage($"*{KeyFile} is missing*Restore*");
        File.Exists(KeyFile).Should().BeFalse();
    }

    [Fact]
    public async Task Another_key_stops_the_start_and_is_left_alone()
    {
        await SealSomethingAsync();
        var other = RandomNumberGenerator.GetBytes(32);
        await File.WriteAllBytesAsync(KeyFile, other, Cancelled);
        await using var next = Build();

        var start = () => StartAsync(next);

        (await start.Should().ThrowAsync<VaultKeyException>()).WithMessage("*is not the one*Restore*");
        File.ReadAllBytes(KeyFile).Should().Equal(other);
    }

    [Fact]
    public async Task A_damaged_key_stops_the_start_even_when_nothing_is_sealed()
    {
        await File.WriteAllBytesAsync(KeyFile, [1, 2, 3], Cancelled);

        var start = () => StartAsync(_services);

        (await start.Should().ThrowAsync<VaultKeyException>()).WithMessage("*damaged*3 bytes*");
    }

    [Fact]
    public async Task With_its_key_back_everything_opens_again()
    {
        var sealedText = await SealSomethingAsync();
        File.Move(KeyFile, KeyFile + ".away");
        await using var without = Build();
        var start = () => StartAsync(without);
        await start.Should().ThrowAsync<VaultKeyException>();

        File.Move(KeyFile + ".away", KeyFile);

        without.GetRequiredService<Vault>().Open(sealedText, Place).Reveal().Should().Be("hunter2");
    }

    private Action Opening(string sealedText, SealContext place) => () => Vault.Open(sealedText, place);

    /// <summary>An account as it is stored: with a signing secret.</summary>
    private async Task<string> SealSomethingAsync()
    {
        await using var db = await OpenDbAsync();
        var owner = new User { UserName = "ana", CreatedAt = DateTimeOffset.UnixEpoch };
        var sealedText = Vault.Seal(new SecretText("hunter2"), Place);
        db.AddRange(owner, new Account
        {
            Id = Row,
            OwnerId = owner.Id,
            BankCode = "demo-bank",
            Name = "Shop",
            CreatedAt = DateTimeOffset.UnixEpoch,
            EventsFromOn = new DateOnly(2026, 1, 1),
            SealedSigningSecret = sealedText,
        });
        await db.SaveChangesAsync(Cancelled);
        return sealedText;
    }

    private Task<ReconbankerDb> OpenDbAsync() =>
        _services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(Cancelled);

    /// <summary>Only what unlocks the vault: it is the first of what starts.</summary>
    private static Task StartAsync(ServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<VaultUnlocking>().Single().StartAsync(Cancelled);

    private ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddSingleton<IHostEnvironment>(Host.CreateEmptyApplicationBuilder(null).Environment)
        .AddSingleton(TimeProvider.System)
        .AddLogging()
        .AddReconbankerCore(new DataFolder(_path))
        .BuildServiceProvider();
}
