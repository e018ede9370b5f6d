using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconbanker.Core;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>Histories through the real ingest and a database file of its own, in passthrough, with the services built anew at every restart.</summary>
internal sealed class StoredHistories : IAsyncDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("reconbanker-identity-").FullName;
    private ServiceProvider _services;

    private StoredHistories() => _services = Build();

    public IServiceProvider Services => _services;

    public Guid OwnerId { get; private set; }

    public static async Task<IReadOnlyList<HistoryEnd>> PlayAsync(int histories, int seed, CancellationToken stop)
    {
        await using var database = new StoredHistories();
        await database.PrepareAsync(stop);
        var ends = new List<HistoryEnd>();
        for (var number = 0; number < histories; number++)
        {
            var chance = new Random(unchecked((seed * 1_000_003) - 1 - number));
            var facts = GeneratedBanks.Any(chance);
            var reader = await StoredReader.OpenAsync(database, facts, stop);
            ends.Add(await new History(facts, chance, () => reader).PlayAsync());
        }

        return ends;
    }

    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }

    private async Task PrepareAsync(CancellationToken stop)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(stop);
        await db.Database.MigrateAsync(stop);
        var owner = new User { UserName = "owner@example.com", CreatedAt = DateTimeOffset.UnixEpoch, OperationMode = OperationMode.Passthrough };
        db.Users.Add(owner);
        await db.SaveChangesAsync(stop);
        OwnerId = owner.Id;
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IHostEnvironment>(Host.CreateEmptyApplicationBuilder(null).Environment)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddReconbankerCore(new DataFolder(_path));
        foreach (var bank in GeneratedBanks.All)
        {
            services.AddSingleton<BankDriver>(new GeneratedBanks.Driver(bank));
        }

        return services.BuildServiceProvider();
    }
}
