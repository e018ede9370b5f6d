using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

/// <summary>Addresses that an earlier version stored as they were typed.</summary>
public sealed class WebhookUrlSealingTests
{
    private const string Url = "https://hooks.example.com/in/path-secret-4711";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_in_clear_survives_the_migration_and_is_sealed_at_the_start_and_nothing_of_it_stays_behind()
    {
        await using var stage = await CoreStage.OpenAsync();
        var without = await stage.AddAccountAsync();
        var accountId = await stage.AddAccountAsync(account => account.SealedWebhookUrl = Url);
        await using (var db = await stage.OpenDbAsync())
        {
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync("Initial", Cancelled);
            (await db.Database.SqlQueryRaw<string>("SELECT WebhookUrl AS Value FROM Accounts WHERE WebhookUrl IS NOT NULL").SingleAsync(Cancelled))
                .Should().Be(Url);
            await migrator.MigrateAsync(cancellationToken: Cancelled);
        }

        await SealAsync(stage);

        var stored = (await stage.ReadAsync(accountId)).SealedWebhookUrl;
        stored.Should().StartWith("v1.");
        stage.Get<WebhookSettings>().OpenUrl(accountId, stored).Should().Be(Url);
        (await stage.ReadAsync(without)).SealedWebhookUrl.Should().BeNull();
        EverythingStored(stage).Should().Contain(stored).And.NotContain("path-secret-4711");

        await SealAsync(stage);
        (await stage.ReadAsync(accountId)).SealedWebhookUrl.Should().Be(stored);
    }

    [Fact]
    public async Task A_sealed_address_opens_for_its_own_account_alone()
    {
        await using var stage = await CoreStage.OpenAsync();
        var (one, other) = (await stage.AddAccountAsync(account => account.SealedWebhookUrl = Url), await stage.AddAccountAsync());
        await SealAsync(stage);
        var stored = (await stage.ReadAsync(one)).SealedWebhookUrl;

        stage.Get<WebhookSettings>().OpenUrl(other, stored).Should().BeNull();
        stage.Get<WebhookSettings>().OpenUrl(one, null).Should().BeNull();
    }

    private static Task SealAsync(CoreStage stage) =>
        new WebhookUrlSealing(stage.Get<IDbContextFactory<ReconbankerDb>>(), stage.Get<Vault>()).StartAsync(Cancelled);

    private static string EverythingStored(CoreStage stage)
    {
        SqliteConnection.ClearAllPools();
        var database = stage.Get<DataFolder>().DatabaseFile;
        return string.Concat(Directory.GetFiles(Path.GetDirectoryName(database)!, Path.GetFileName(database) + "*")
            .Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))));
    }
}
