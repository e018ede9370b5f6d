using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>What has happened since a backup happens again after it is restored, and no receiver that honours ids does anything twice.</summary>
public sealed class RestoreWalk(ChromiumFixture chromium)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_yesterdays_backup_the_same_rows_get_the_same_ids_and_events()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await app.AddAccountAsync("ana", "Tr0ub4dor-and-3-canaries");
        await app.ChooseFirstBankAccountAsync(account, "ana");
        var secret = BackupSecret.OfPassphrase(new SecretText("a passphrase of many words"));
        using var backup = new MemoryStream();
        await app.Get<BackupMaker>().WriteAsync(backup, secret, Cancelled);

        var before = await ReadAsync(app, account);
        var sent = Sent(app);
        await app.App.RestartAsync(async () =>
        {
            backup.Position = 0;
            var restoring = new Restoring(new DataFolder(app.App.Folder), TimeProvider.System);
            (await restoring.RunAsync(backup, secret, replace: true, Cancelled)).Should().BeOfType<RestoreOutcome.Restored>()
                .Which.Report.Found!.Transactions.Should().Be(0);
        });
        var after = await ReadAsync(app, account);

        before.Should().NotBeEmpty();
        after.Should().BeEquivalentTo(before);
        sent.Should().NotBeEmpty();
        Sent(app).Should().BeEquivalentTo(sent, "every event went out again under its id, with its bytes");
        app.Catcher.Caught.Should().HaveCount(2 * sent.Count);
    }

    private static async Task<List<Guid>> ReadAsync(DemoApp app, Guid account)
    {
        await app.RunNowAsync(account);
        await app.EndedRunAsync(account);
        await Until.ReadAsync(
            async () =>
            {
                await using var db = await app.App.OpenDatabaseAsync();
                return await db.Deliveries.CountAsync(d => d.State != DeliveryState.Delivered, Cancelled);
            },
            waiting => waiting == 0);
        return [.. (await app.TransactionsAsync(account)).Select(t => t.Id).Order()];
    }

    private static HashSet<string> Sent(DemoApp app) => [.. app.Catcher.Caught.Select(c => $"{c.Headers["webhook-id"]} {c.Text}")];
}
