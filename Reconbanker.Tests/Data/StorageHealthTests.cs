using System.Data.Common;
using System.Net;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo;
using Xunit;

namespace Reconbanker.Tests.Data;

/// <summary>A disk that is full and a database that is locked: the pages stay up, nothing is lost, and it heals by itself.</summary>
public sealed class StorageHealthTests
{
    private static readonly string[] Quiet =
    [
        "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None", "--Logging:LogLevel:Microsoft.AspNetCore=None",
        "--Logging:LogLevel:Microsoft.EntityFrameworkCore=None",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_said_refuses_what_is_new_and_heals_by_itself()
    {
        await using var app = await StartAsync();
        var (ownerId, accountId) = await AddAccountAsync(app);
        using var client = await app.SignInAsync("ana@example.com");
        await LimitAsync(app, isFull: true);

        var save = () => app.Services.GetRequiredService<AccountSettings>().RenameAsync(ownerId, accountId, new string('n', 80), Cancelled);
        await Fill(save).Should().ThrowAsync<Exception>();
        var (ready, reason) = await ReadAsync(client, "/health/ready");
        var (live, _) = await ReadAsync(client, "/health/live");
        var (page, _) = await ReadAsync(client, "/accounts");
        var run = await app.Services.GetRequiredService<SessionSupervisor>().RunNowAsync(ownerId, accountId, allowOneAttempt: true, Cancelled);

        (ready, reason).Should().Be((HttpStatusCode.ServiceUnavailable, "Unhealthy: DiskFull"));
        (live, page).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
        run.Should().Be(new RunNowOutcome.CannotStore(StorageProblem.DiskFull));

        await LimitAsync(app, isFull: false);
        (await ReadAsync(client, "/health/ready")).Should().Be((HttpStatusCode.OK, "Healthy"));
        (await save()).Should().BeOfType<SaveOutcome.Saved>();

        Func<Task> Fill(Func<Task> write) => async () =>
        {
            // Free pages in the file are used up first.
            for (var i = 0; i < 200; i++)
            {
                await write();
                await AddAccountAsync(app);
            }
        };
    }

    [Fact]
    public async Task A_commit_that_the_disk_fails_is_not_tried_again_and_the_app_heals_when_the_disk_does()
    {
        var disk = new FailingDisk();
        await using var app = await RunningApp.StartAsync(
            services => services.ConfigureDbContext<ReconbankerDb>((_, db) => db.AddInterceptors(disk)),
            ["--Browser:ExecutablePath=/no/browser", .. Quiet]);
        var (ownerId, accountId) = await AddAccountAsync(app);
        using var client = app.NewClient();
        disk.Fails = true;

        var save = () => app.Services.GetRequiredService<OperationModes>().ChangeAsync(ownerId, OperationMode.Reconcile, Cancelled);
        await save.Should().ThrowAsync<SqliteException>();
        var commits = disk.Commits;
        var (ready, reason) = await ReadAsync(client, "/health/ready");
        var run = await app.Services.GetRequiredService<SessionSupervisor>().RunNowAsync(ownerId, accountId, allowOneAttempt: true, Cancelled);

        commits.Should().Be(1, "what a failed commit left on the disk is unknown");
        (ready, reason).Should().Be((HttpStatusCode.ServiceUnavailable, "Unhealthy: DiskFails"));
        run.Should().Be(new RunNowOutcome.CannotStore(StorageProblem.DiskFails));
        disk.Fails = false;
        (await ReadAsync(client, "/health/ready")).Should().Be((HttpStatusCode.OK, "Healthy"));
        await save();
    }

    [Fact]
    public async Task With_little_room_left_no_session_begins_and_it_is_said()
    {
        await using var app = await StartAsync("--Storage:LeastFreeMegabytes=1000000");
        var (ownerId, accountId) = await AddAccountAsync(app);
        using var client = app.NewClient();

        var run = await app.Services.GetRequiredService<SessionSupervisor>().RunNowAsync(ownerId, accountId, allowOneAttempt: true, Cancelled);

        run.Should().Be(new RunNowOutcome.CannotStore(StorageProblem.LittleRoom));
        (await ReadAsync(client, "/health/ready")).Should().Be((HttpStatusCode.ServiceUnavailable, "Unhealthy: LittleRoom"));
        await using var db = await app.OpenDatabaseAsync();
        db.ScrapeRuns.Should().BeEmpty();
    }

    [Fact]
    public async Task A_database_that_another_program_locks_delays_what_is_written_and_no_page_fails()
    {
        await using var app = await StartAsync();
        var (ownerId, accountId) = await AddAccountAsync(app);
        using var client = await app.SignInAsync("ana@example.com");
        await using var other = await OpenAsync(app);
        await ExecuteAsync(other, "BEGIN IMMEDIATE");

        var saves = Enumerable.Range(0, 10).Select(i => Task.Run(
            () => app.Services.GetRequiredService<AccountSettings>().RenameAsync(ownerId, accountId, $"Name {i}", Cancelled))).ToList();
        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(client, "/accounts")));
        saves.Should().NotContain(save => save.IsCompleted);
        await ExecuteAsync(other, "COMMIT");

        pages.Should().OnlyContain(page => page.Status == HttpStatusCode.OK);
        (await Task.WhenAll(saves)).Should().AllBeOfType<SaveOutcome.Saved>();
        (await ReadAsync(client, "/health/ready")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_waits_for_a_lock_in_vain_is_answered_with_503_and_a_plain_page_and_leaves_nothing_behind()
    {
        await using var app = await RunningApp.StartAsync(
            services => services.ConfigureDbContext<ReconbankerDb>((provider, db) => db.UseSqlite(
                $"Data Source={provider.GetRequiredService<DataFolder>().DatabaseFile};Default Timeout=1")),
            Quiet);
        using var client = app.NewClient();
        await using var other = await OpenAsync(app);
        await ExecuteAsync(other, "BEGIN IMMEDIATE");

        var code = app.Services.GetRequiredService<SetupCode>().Printed;
        using var answer = await client.PostFormAsync(
            $"/setup?code={code}", ("Form.Email", "eva@example.com"), ("Form.Password", RunningApp.Password));
        await ExecuteAsync(other, "ROLLBACK");

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Cancelled)).Should().NotContain("Sqlite");
        await using var db = await app.OpenDatabaseAsync();
        db.Users.Should().BeEmpty();
    }

    private static Task<RunningApp> StartAsync(params string[] settings) => RunningApp.StartAsync(
        services => services.AddSingleton<PageLimit>()
            .ConfigureDbContext<ReconbankerDb>((provider, db) => db.AddInterceptors(provider.GetRequiredService<PageLimit>())),
        ["--Demo:Enabled=true", "--Demo:Url=http://demo-bank.localhost:0", "--Browser:ExecutablePath=/no/browser", .. Quiet, .. settings]);

    private static async Task<SqliteConnection> OpenAsync(RunningApp app)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(app.Folder, "reconbanker.db")};Pooling=False");
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    private static async Task<(Guid OwnerId, Guid AccountId)> AddAccountAsync(RunningApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        var ownerId = await db.Users.Select(u => u.Id).FirstOrDefaultAsync(Cancelled);
        ownerId = ownerId == default ? (await app.AddUserAsync("ana@example.com")).Id : ownerId;
        var settings = app.Services.GetRequiredService<AccountSettings>();
        var id = ((SaveOutcome.Saved)await settings.CreateAsync(ownerId, DemoServices.BankCode, "Main", withWizard: false, Cancelled)).AccountId;
        await settings.SaveCredentialsAsync(ownerId, id, "ana", "secret", Cancelled);
        return (ownerId, id);
    }

    /// <summary>Lets the database have no page more than it has now, as a full disk would; or as many as it likes.</summary>
    private static async Task LimitAsync(RunningApp app, bool isFull)
    {
        var limit = app.Services.GetRequiredService<PageLimit>();
        await using var db = await app.OpenDatabaseAsync();
        limit.Pages = isFull ? await db.Database.SqlQueryRaw<long>("SELECT page_count AS Value FROM pragma_page_count").SingleAsync(Cancelled) : PageLimit.None;
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    /// <summary>The most pages that the file may have, set on every connection.</summary>
    private sealed class PageLimit : DbConnectionInterceptor
    {
        public const long None = 4294967294;

        public long Pages { get; set; } = None;

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {Pages}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Fails every commit as SQLite does when fsync does.</summary>
    private sealed class FailingDisk : DbTransactionInterceptor
    {
        private const int IoError = 10;
        private const int FsyncFailed = 1034;

        public bool Fails { get; set; }

        public int Commits { get; private set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (!Fails)
            {
                return ValueTask.FromResult(result);
            }

            Commits++;
            throw new SqliteException("disk I/O error", IoError, FsyncFailed);
        }
    }
}
