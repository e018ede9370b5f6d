using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Payments;

/// <summary>Core on a data folder of its own, a clock that stands still, a user in reconcile with one account, and a real endpoint that is polled.</summary>
internal sealed class PaymentStage : IAsyncDisposable
{
    public const string Token = "s3cret-t0ken";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"reconbanker-{Guid.NewGuid():N}");
    private readonly ServiceProvider _services;
    private readonly List<ScrapedTransaction> _rows = [];

    private PaymentStage(WebhookCatcher endpoint)
    {
        Endpoint = endpoint;
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection([KeyValuePair.Create("Outbound:Allow:0", (string?)"127.0.0.1")]).Build())
            .AddSingleton<IHostEnvironment>(Host.CreateEmptyApplicationBuilder(null).Environment)
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new LogRecorder(Logs)))
            .AddReconbankerCore(new DataFolder(_path))
            .AddReconbankerBanks()
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero));
    public ConcurrentQueue<string> Logs { get; } = new();
    public WebhookCatcher Endpoint { get; }
    public Guid OwnerId { get; private set; }
    public Guid AccountId { get; private set; }
    public PaymentFeed Feed => Get<PaymentFeed>();
    public PaymentSettings Settings => Get<PaymentSettings>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<PaymentStage> OpenAsync(OperationMode? mode = OperationMode.Reconcile)
    {
        var stage = new PaymentStage(await WebhookCatcher.StartAsync(Cancelled));
        await using var db = await stage.OpenDbAsync();
        await db.Database.MigrateAsync(Cancelled);
        var owner = new User { UserName = "owner@example.com", CreatedAt = stage.Clock.GetUtcNow(), OperationMode = mode };
        db.Users.Add(owner);
        await db.SaveChangesAsync(Cancelled);
        stage.OwnerId = owner.Id;
        stage.AccountId = await stage.AddAccountAsync();
        return stage;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<ReconbankerDb> OpenDbAsync() => Get<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(Cancelled);

    public async Task<Guid> AddAccountAsync()
    {
        var saved = (SaveOutcome.Saved)await Get<AccountSettings>().CreateAsync(OwnerId, "demo-bank", "Shop", withWizard: false, Cancelled);
        await SaveEndpointAsync(saved.AccountId);
        return saved.AccountId;
    }

    public Task<SaveOutcome> SaveEndpointAsync(Guid accountId) => Settings.SaveAsync(OwnerId, accountId, Choices(), Cancelled);

    public PaymentChoices Choices(PollMethod method = PollMethod.Get, string? body = null) =>
        new(Endpoint.Url("/pending").ToString(), method, body, AuthScheme.Bearer, Token, ForgetToken: false);

    /// <summary>One payment of the list that the endpoint answers.</summary>
    public static Dictionary<string, object?> Row(string id, string amount = "10.50", string currency = "USD", string? name = "Alice López", string? reference = null)
    {
        var row = new Dictionary<string, object?> { ["external_id"] = id, ["amount"] = amount, ["currency"] = currency, ["name"] = name };
        if (reference is not null)
        {
            row["reference"] = reference;
        }

        return row;
    }

    public static CatcherAnswer Json(string body) => CatcherAnswer.Status(200, body, ("Content-Type", "application/json; charset=utf-8"));

    /// <summary>The list from now on.</summary>
    public void List(params IEnumerable<object> rows) => Endpoint.Otherwise = Json(JsonSerializer.Serialize(rows));

    /// <summary>A poll that a person asks for.</summary>
    public async Task<PaymentPoll> PollAsync()
    {
        var poll = await Feed.PollNowAsync(OwnerId, AccountId, Cancelled);
        poll.Should().NotBeNull();
        return poll!;
    }

    /// <summary>The answer, polled.</summary>
    public Task<PaymentPoll> PollAsync(string body)
    {
        Endpoint.Otherwise = Json(body);
        return PollAsync();
    }

    /// <summary>Another poll, so much later.</summary>
    public Task<PaymentPoll> PollAfterAsync(int minutes)
    {
        Clock.Advance(TimeSpan.FromMinutes(minutes));
        return PollAsync();
    }

    /// <summary>One tick of the clock, and the polls that it began.</summary>
    public async Task TickAsync()
    {
        await Feed.StartDueAsync(Cancelled);
        await Feed.WhenQuietAsync();
    }

    public async Task<List<PendingPayment>> PaymentsAsync()
    {
        await using var db = await OpenDbAsync();
        return await db.PendingPayments.AsNoTracking().OrderBy(p => p.ExternalId).ThenBy(p => p.Version).ToListAsync(Cancelled);
    }

    public async Task<PendingPayment> PaymentAsync(string externalId, int version = 1) =>
        (await PaymentsAsync()).Single(p => p.ExternalId == externalId && p.Version == version);

    public async Task<List<PaymentPoll>> PollsAsync()
    {
        await using var db = await OpenDbAsync();
        return await db.PaymentPolls.AsNoTracking().OrderBy(p => p.StartedAt).ThenBy(p => p.Id).ToListAsync(Cancelled);
    }

    public async Task<List<PollRejection>> RejectionsAsync()
    {
        await using var db = await OpenDbAsync();
        return await db.PollRejections.AsNoTracking().OrderBy(r => r.Row).ToListAsync(Cancelled);
    }

    public async Task<Account> AccountAsync()
    {
        await using var db = await OpenDbAsync();
        return await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == AccountId, Cancelled);
    }

    public async Task<List<Delivery>> DeliveriesAsync()
    {
        await using var db = await OpenDbAsync();
        return await db.Deliveries.AsNoTracking().OrderBy(d => d.CreatedAt).ToListAsync(Cancelled);
    }

    /// <summary>A transfer that the bank shows today, ingested as a scrape does it.</summary>
    public async Task TransferAsync(string bankId, decimal amount, string sender, string currency = "USD")
    {
        await using var db = await OpenDbAsync();
        var run = new ScrapeRun { AccountId = AccountId, Trigger = RunTrigger.Person, StartedAt = Clock.GetUtcNow() };
        db.ScrapeRuns.Add(run);
        await db.SaveChangesAsync(Cancelled);
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        var window = new ReadWindow(today, today, "001");
        window.ReadCompletely(today, onOnePage: true);
        var row = new ScrapedTransaction(bankId, new Money(amount, currency), today, sender);
        _rows.Insert(0, row with { Balance = (_rows.FirstOrDefault()?.Balance ?? 1000) + amount });
        var reading = await Get<TransactionIngest>().IngestAsync(run.Id, AccountId, window, [.. _rows.Where(r => r.BookedOn == today)], Cancelled);
        reading.Verdict.Should().Be(ReadingVerdict.Accepted);
        await db.ScrapeRuns.ExecuteUpdateAsync(r => r.SetProperty(x => x.Outcome, RunOutcome.Succeeded), Cancelled);
    }

    /// <summary>Everything that polls may change, as text.</summary>
    public async Task<string> EverythingAsync()
    {
        await using var db = await OpenDbAsync();
        var payments = await db.PendingPayments.AsNoTracking().OrderBy(p => p.Id).ToListAsync(Cancelled);
        var attempts = await db.MatchAttempts.AsNoTracking().OrderBy(a => a.Id).ToListAsync(Cancelled);
        var matches = await db.Matches.AsNoTracking().OrderBy(m => m.Id).ToListAsync(Cancelled);
        var deliveries = await db.Deliveries.AsNoTracking().OrderBy(d => d.EventId).Select(d => new { d.EventId, d.Body }).ToListAsync(Cancelled);
        return JsonSerializer.Serialize(new { payments, attempts, matches, deliveries });
    }

    public static string Ids(IEnumerable<PendingPayment> payments) =>
        string.Join(' ', payments.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.ExternalId}:{p.Version}:{p.State}")));

    public async ValueTask DisposeAsync()
    {
        await Feed.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        await Endpoint.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }
}
