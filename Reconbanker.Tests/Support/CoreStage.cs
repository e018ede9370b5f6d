using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Xunit;

namespace Reconbanker.Tests.Support;

/// <summary>Core and the banks as they are registered, on a data folder of their own and a clock that stands still. Nothing runs by itself.</summary>
internal sealed class CoreStage : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"reconbanker-{Guid.NewGuid():N}");
    private readonly ServiceProvider _services;

    private CoreStage()
    {
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IHostEnvironment>(Host.CreateEmptyApplicationBuilder(null).Environment)
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging()
            .AddReconbankerCore(new DataFolder(_path))
            .AddReconbankerBanks()
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero));

    public Guid OwnerId { get; private set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<CoreStage> OpenAsync(OperationMode? mode = OperationMode.Passthrough)
    {
        var stage = new CoreStage();
        await using var db = await stage.OpenDbAsync();
        await db.Database.MigrateAsync(Cancelled);
        var owner = new User { UserName = "owner@example.com", CreatedAt = stage.Clock.GetUtcNow(), OperationMode = mode };
        db.Users.Add(owner);
        await db.SaveChangesAsync(Cancelled);
        stage.OwnerId = owner.Id;
        return stage;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<ReconbankerDb> OpenDbAsync() => Get<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(Cancelled);

    /// <summary>An account of the demo bank, with credentials.</summary>
    public async Task<Guid> AddAccountAsync(Action<Account>? change = null)
    {
        var settings = Get<AccountSettings>();
        var saved = (SaveOutcome.Saved)await settings.CreateAsync(OwnerId, "demo-bank", "Shop", withWizard: false, Cancelled);
        await settings.SaveCredentialsAsync(OwnerId, saved.AccountId, "ana", "secret", Cancelled);
        await using var db = await OpenDbAsync();
        change?.Invoke(await db.Accounts.SingleAsync(a => a.Id == saved.AccountId, Cancelled));
        await db.SaveChangesAsync(Cancelled);
        return saved.AccountId;
    }

    public async Task<Guid> AddRunAsync(Guid accountId)
    {
        await using var db = await OpenDbAsync();
        foreach (var open in await db.ScrapeRuns.Where(r => r.AccountId == accountId && r.Outcome == RunOutcome.Running).ToListAsync(Cancelled))
        {
            open.End(StopReason.Finished, Stage.SignOut, Clock.GetUtcNow());
        }

        var run = new ScrapeRun { AccountId = accountId, Trigger = RunTrigger.Person, StartedAt = Clock.GetUtcNow() };
        await db.SaveChangesAsync(Cancelled);
        db.ScrapeRuns.Add(run);
        await db.SaveChangesAsync(Cancelled);
        return run.Id;
    }

    public async Task<Account> ReadAsync(Guid accountId)
    {
        await using var db = await OpenDbAsync();
        return await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(Get<AuditTrail>().Written, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None)); // it would keep the folder
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }
}
