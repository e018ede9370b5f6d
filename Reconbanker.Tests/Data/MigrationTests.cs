using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Reconbanker.Core.Data;
using Xunit;

namespace Reconbanker.Tests.Data;

public sealed class MigrationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>EF builds a table anew outside of a transaction, between these two; a kill in there leaves half a migration.</summary>
    [Fact]
    public void Each_step_is_one_transaction()
    {
        using var db = new ReconbankerDb(new DbContextOptionsBuilder<ReconbankerDb>().UseSqlite("Data Source=:memory:").Options);

        db.GetService<IMigrator>().GenerateScript().Should().Contain("CREATE TABLE").And.NotContain("PRAGMA foreign_keys");
    }

    [Fact]
    public async Task What_had_been_read_whole_stays_known()
    {
        var folder = Directory.CreateTempSubdirectory("reconbanker-test-");
        await using var db = new ReconbankerDb(
            new DbContextOptionsBuilder<ReconbankerDb>().UseSqlite($"Data Source={Path.Combine(folder.FullName, "old.db")};Pooling=False;Foreign Keys=False").Options);
        await db.GetService<IMigrator>().MigrateAsync("20261122223532_Keys", Cancelled);
        var (account, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await InsertAsync(db, account, "2026-03-10");
        await InsertAsync(db, other, readThrough: null);

        await db.Database.MigrateAsync(Cancelled);

        var span = (await db.CoveredSpans.ToListAsync(Cancelled)).Should().ContainSingle().Subject;
        (span.AccountId, span.BankAccountNumber, span.ThroughOn).Should().Be((account, "001", new DateOnly(2026, 3, 10)));
        (await db.Accounts.Select(a => a.Id).ToListAsync(Cancelled)).Should().BeEquivalentTo([account, other]);
        await db.DisposeAsync();
        folder.Delete(recursive: true);
    }

    // With something in every column that must have it, whatever they are at that version.
    private static async Task InsertAsync(ReconbankerDb db, Guid id, string? readThrough)
    {
        var columns = await db.Database.SqlQueryRaw<string>(
            "SELECT name || ' ' || type AS Value FROM pragma_table_info('Accounts') WHERE \"notnull\" = 1 AND name NOT IN ('Id', 'BankAccountNumber', 'ReadThroughOn')")
            .ToListAsync(Cancelled);
        var names = columns.Select(column => column.Split(' ')[0]);
        var values = columns.Select(column => column.EndsWith("INTEGER", StringComparison.Ordinal) ? "0" : column.StartsWith("EventsFromOn", StringComparison.Ordinal) ? "'2026-01-01'" : "'[]'");
#pragma warning disable EF1002 // names and values of this test
        await db.Database.ExecuteSqlRawAsync(
            $"INSERT INTO Accounts (Id, BankAccountNumber, ReadThroughOn, {string.Join(", ", names)}) VALUES ({{0}}, '001', {{1}}, {string.Join(", ", values)})",
            [id.ToString().ToUpperInvariant(), readThrough!], Cancelled);
#pragma warning restore EF1002
    }
}
