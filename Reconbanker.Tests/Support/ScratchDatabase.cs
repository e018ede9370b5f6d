using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Xunit;

namespace Reconbanker.Tests.Support;

/// <summary>A database of its own, in a file, for the tests of one room of Core.</summary>
public sealed class ScratchDatabase : IDbContextFactory<ReconbankerDb>, IAsyncDisposable
{
    private readonly string _folder;
    private readonly DbContextOptions<ReconbankerDb> _options;

    private ScratchDatabase(string folder)
    {
        _folder = folder;
        _options = new DbContextOptionsBuilder<ReconbankerDb>().UseSqlite($"Data Source={Path.Combine(folder, "test.db")}").Options;
    }

    public static async Task<ScratchDatabase> CreateAsync()
    {
        var database = new ScratchDatabase(Directory.CreateTempSubdirectory("reconbanker-test-").FullName);
        await using var db = database.CreateDbContext();
        await db.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public ReconbankerDb CreateDbContext() => new(_options);

    public async ValueTask DisposeAsync()
    {
        await using (var db = CreateDbContext())
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        Directory.Delete(_folder, recursive: true);
    }
}
