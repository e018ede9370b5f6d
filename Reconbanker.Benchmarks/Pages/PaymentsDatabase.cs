using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconbanker.Banks;
using Reconbanker.Benchmarks.Matching;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Web.Demo;

namespace Reconbanker.Benchmarks.Pages;

/// <summary>
/// A database as a year of payments leaves it: most of them settled, the last days open, some unclear; of one owner's accounts, beside another
/// owner's.
/// </summary>
internal sealed class PaymentsDatabase : IAsyncDisposable
{
    private const int Accounts = 8;
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly ScratchFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly Random _random;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private PaymentsDatabase(int seed)
    {
        _random = new Random(seed);
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IHostEnvironment>(Host.CreateEmptyApplicationBuilder(null).Environment)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddReconbankerCore(new DataFolder(_folder.Data))
            .AddReconbankerBanks()
            .BuildServiceProvider();
    }

    public Guid OwnerId { get; private set; }

    /// <summary>The first of the owner's accounts.</summary>
    public Guid AccountId { get; private set; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<ReconbankerDb> OpenAsync(CancellationToken stop) => Get<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(stop);

    public static async Task<PaymentsDatabase> MakeAsync(int payments, int seed, CancellationToken stop)
    {
        var database = new PaymentsDatabase(seed);
        await using var db = await database.OpenAsync(stop);
        await db.Database.MigrateAsync(stop);
        var owner = new User { UserName = "owner@example.com", CreatedAt = database._now, OperationMode = OperationMode.Reconcile };
        var other = new User { UserName = "other@example.com", CreatedAt = database._now, OperationMode = OperationMode.Reconcile };
        db.Users.AddRange(owner, other);
        await db.SaveChangesAsync(stop);
        var ids = new List<Guid>();
        for (var i = 0; i < Accounts; i++)
        {
            var saved = await database.Get<AccountSettings>().CreateAsync(i < Accounts - 1 ? owner.Id : other.Id, DemoServices.BankCode, $"Account {i + 1}", withWizard: false, stop);
            ids.Add(((SaveOutcome.Saved)saved).AccountId);
        }

        (database.OwnerId, database.AccountId) = (owner.Id, ids[0]);
        await database.FillAsync(db, ids, payments, stop);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private async Task FillAsync(ReconbankerDb db, List<Guid> accounts, int payments, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        var connection = db.Database.GetDbConnection();
        await using var commit = await connection.BeginTransactionAsync(stop);
        var runs = accounts.ToDictionary(id => id, _ => Guid.CreateVersion7());
        await using var run = Insert(connection, "ScrapeRuns", "Id", "AccountId", "Trigger", "StartedAt", "FinishedAt", "Outcome", "RowsRead", "NewTransactions");
        foreach (var (accountId, runId) in runs)
        {
            await SetAsync(run, stop, Text(runId), Text(accountId), "Clock", Milliseconds(_now), Milliseconds(_now), "Succeeded", 0, 0);
        }

        await using var payment = Insert(
            connection, "PendingPayments", "Id", "AccountId", "ExternalId", "Version", "Amount_Amount", "Amount_Currency", "PayerName", "Reference", "Openings",
            "RegisteredAt", "ExpiresAt", "State", "StateSince", "Attempts", "BestScore", "Matches");
        await using var transaction = Insert(
            connection, "Transactions", "Id", "AccountId", "IdentityKey", "Ordinal", "Amount_Amount", "Amount_Currency", "BookedOn", "SenderName", "State", "FirstSeenAt", "RunId", "IsSilent");
        await using var match = Insert(connection, "Matches", "Id", "AccountId", "PaymentId", "TransactionId", "Number", "MatchedAt", "Score");
        await using var attempt = Insert(
            connection, "MatchAttempts", "Id", "AccountId", "PaymentId", "Number", "At", "Outcome", "CandidatesJson", "EngineVersion", "Accept", "Margin");
        for (var i = 0; i < payments; i++)
        {
            // The oldest first, as they come; in polls of many, which have one moment.
            var at = _now - Year + (Year * ((i / 20 * 20) / (double)payments));
            var accountId = accounts[_random.Next(accounts.Count)];
            var externalId = $"order-{i}";
            var (id, payer) = (PendingPayment.IdOf(accountId, externalId, 1), Payer());
            var (amount, currency) = (_random.Next(1, 50_000) * 100L * _random.Next(1, 100), _random.Next(4) == 0 ? "UYU" : "USD");
            var state = StateOf(_now - at);
            var hasCandidate = state == PaymentState.Ambiguous || (state == PaymentState.Pending && _random.Next(50) == 0);
            var hasTransfer = hasCandidate || (state == PaymentState.Matched && _now - at < TimeSpan.FromDays(60));
            await SetAsync(
                payment, stop, Text(id), Text(accountId), externalId, 1, amount, currency, payer, _random.Next(3) == 0 ? $"FAC-{i}" : DBNull.Value, 1,
                Milliseconds(at), Milliseconds(at + PendingPayment.Lifetime), state.ToString(), Milliseconds(at), hasTransfer ? 1 : 0,
                hasCandidate ? _random.Next(4500, 9000) : state == PaymentState.Matched ? 9800 : DBNull.Value, state == PaymentState.Matched ? 1 : 0);
            if (!hasTransfer)
            {
                continue;
            }

            var transferId = Guid.CreateVersion7();
            await SetAsync(
                transaction, stop, Text(transferId), Text(accountId), Guid.NewGuid().ToString("N"), 1, amount, currency, at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                payer.ToUpperInvariant(), "Booked", Milliseconds(at), Text(runs[accountId]), 0);
            await SetAsync(
                attempt, stop, Text(Guid.CreateVersion7()), Text(accountId), Text(id), 1, Milliseconds(at),
                (hasCandidate ? state == PaymentState.Ambiguous ? MatchOutcome.Ambiguous : MatchOutcome.Suggested : MatchOutcome.Settled).ToString(),
                MatchAttempt.Write([new MatchCandidate(transferId, 0.8, [MatchReason.SimilarName])]), Matcher.Version, 7000, 1000);
            if (state == PaymentState.Matched)
            {
                await SetAsync(match, stop, Text(Guid.CreateVersion7()), Text(accountId), Text(id), Text(transferId), 1, Milliseconds(at.AddSeconds(_random.Next(600))), 9800);
            }
        }

        await commit.CommitAsync(stop);
        await db.Database.CloseConnectionAsync();
    }

    private PaymentState StateOf(TimeSpan age) => age < PendingPayment.Lifetime
        ? _random.Next(100) switch { < 60 => PaymentState.Matched, < 61 => PaymentState.Ambiguous, < 62 => PaymentState.Held, _ => PaymentState.Pending }
        : _random.Next(100) switch { < 88 => PaymentState.Matched, < 95 => PaymentState.Expired, _ => PaymentState.Cancelled };

    private string Payer()
    {
        var pool = NamePools.All[_random.Next(NamePools.All.Count)];
        return $"{pool.Men[_random.Next(pool.Men.Length)]} {pool.Surnames[_random.Next(pool.Surnames.Length)]}";
    }

    private static DbCommand Insert(DbConnection connection, string table, params string[] columns)
    {
        var command = connection.CreateCommand();
        for (var i = 0; i < columns.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"$p{i}";
            command.Parameters.Add(parameter);
        }

        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        return command;
    }

    private static async Task SetAsync(DbCommand command, CancellationToken stop, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Text(Guid id) => id.ToString("D").ToUpperInvariant();

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
