using FluentAssertions;
using Microsoft.Data.Sqlite;
using Reconbanker.Core.Data;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Data;

/// <summary>What the app makes of a data folder that is not as it left it.</summary>
public sealed class DatabaseStartTests : IAsyncLifetime
{
    private RunningApp _app = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_app.Folder, "reconbanker.db");

    public async ValueTask InitializeAsync()
    {
        _app = await RunningApp.StartAsync("--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None");
        await _app.AddUserAsync("ana@example.com");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_database_of_its_own_starts_again()
    {
        await _app.RestartAsync(() => Task.CompletedTask);

        await using var db = await _app.OpenDatabaseAsync();
        db.Users.Should().ContainSingle();
    }

    [Fact]
    public async Task A_database_that_is_gone_is_missed_and_not_made_anew()
    {
        var start = () => _app.RestartAsync(() => Change(() => System.IO.File.Delete(File)));

        (await start.Should().ThrowAsync<StartRefusedException>()).WithMessage("*reconbanker.db is gone; it was there, with the version *");
        System.IO.File.Exists(File).Should().BeFalse();
    }

    [Fact]
    public async Task A_database_that_was_emptied_is_missed_too()
    {
        var start = () => _app.RestartAsync(() => Change(() => System.IO.File.WriteAllBytes(File, [])));

        await start.Should().ThrowAsync<StartRefusedException>();
        new FileInfo(File).Length.Should().Be(0);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused_and_left_alone()
    {
        var start = () => _app.RestartAsync(() => Change(() => System.IO.File.WriteAllText(File, "Dear diary")));

        (await start.Should().ThrowAsync<StartRefusedException>()).WithMessage("*is not a database. Nothing has been changed.*");
        System.IO.File.ReadAllText(File).Should().Be("Dear diary");
    }

    [Fact]
    public async Task Another_programs_database_is_refused()
    {
        var start = () => _app.RestartAsync(() => Change(() =>
        {
            System.IO.File.Delete(File);
            Execute("CREATE TABLE notes (text TEXT)");
        }));

        (await start.Should().ThrowAsync<StartRefusedException>()).WithMessage("*is a database of another program*");
    }

    [Fact]
    public async Task A_truncated_database_is_refused()
    {
        var start = () => _app.RestartAsync(() => Change(() =>
        {
            using var stream = new FileStream(File, FileMode.Open);
            stream.SetLength(stream.Length / 2);
        }));

        (await start.Should().ThrowAsync<StartRefusedException>()).WithMessage("*is damaged*restore a backup*");
    }

    [Fact]
    public async Task A_database_with_flipped_bytes_is_refused()
    {
        var start = () => _app.RestartAsync(() => Change(() =>
        {
            using var stream = new FileStream(File, FileMode.Open);
            for (var page = 2; page < stream.Length / 4096; page++)
            {
                stream.Position = page * 4096L;
                stream.Write([0xFF, 0x00, 0xFF, 0x13, 0x37]);
            }
        }));

        (await start.Should().ThrowAsync<StartRefusedException>()).WithMessage("*is damaged*");
    }

    [Fact]
    public async Task A_journal_that_was_lost_is_missed()
    {
        var start = () => _app.RestartAsync(() => Change(() => System.IO.File.WriteAllBytes(File + "-shm", new byte[32768])));

        (await start.Should().ThrowAsync<StartRefusedException>()).WithMessage("*-wal is missing, and with it what was stored last*");
    }

    [Fact]
    public async Task A_database_of_a_newer_release_is_refused_with_both_versions_and_not_written_to()
    {
        byte[] before = [];
        var start = () => _app.RestartAsync(() => Change(() =>
        {
            Execute("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0')");
            before = System.IO.File.ReadAllBytes(File);
        }));

        (await start.Should().ThrowAsync<StartRefusedException>())
            .WithMessage("*has the version 29990101000000_Future, from a newer Reconbanker than this one, which knows versions up to 20*");
        System.IO.File.ReadAllBytes(File).Should().Equal(before);
    }

    [Fact]
    public async Task A_second_app_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        var second = () => RunningApp.StartOnAsync(_app.Folder);

        (await second.Should().ThrowAsync<InstanceInUseException>()).WithMessage("Another Reconbanker is running on the same data folder*");
        using var client = _app.NewClient();
        (await client.GetStringAsync("/health/ready", Cancelled)).Should().Be("Healthy");
    }

    [Fact]
    public async Task A_start_goes_on_where_one_was_killed_in_a_migration()
    {
        await _app.RestartAsync(() => Change(() => Execute(
            "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT); "
            + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-22 12:00:00')")));

        await using var db = await _app.OpenDatabaseAsync();
        db.Users.Should().ContainSingle();
    }

    [Fact]
    public async Task Every_connection_is_durable_and_careful()
    {
        await using var db = await _app.OpenDatabaseAsync();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(db.Database, Cancelled);
        var connection = (SqliteConnection)Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database);

        string[] pragmas = ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema"];
        pragmas.Select(pragma => Read(connection, $"PRAGMA {pragma}")?.ToString()).Should().Equal("wal", "2", "1", "1", "0");
    }

    /// <summary>While the app is down and has closed its files.</summary>
    private static Task Change(Action change)
    {
        SqliteConnection.ClearAllPools();
        change();
        return Task.CompletedTask;
    }

    private void Execute(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        Read(connection, statement);
    }

    private static object? Read(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}
