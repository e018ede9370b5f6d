using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

/// <summary>Core as it is registered, on a data folder of its own and a clock that stands still; only the dispatcher runs.</summary>
internal sealed class WebhookStage : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"reconbanker-{Guid.NewGuid():N}");
    private readonly string[] _allow;
    private readonly User _owner;
    private ServiceProvider _services;
    private int _amount;

    private WebhookStage(string[] allow)
    {
        _allow = allow;
        _owner = new User { UserName = "ana", CreatedAt = Clock.GetUtcNow() };
        _services = Build();
    }

    public StageClock Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    public ConcurrentQueue<string> Logs { get; } = new();
    public Guid OwnerId => _owner.Id;
    public Outbox Outbox => _services.GetRequiredService<Outbox>();
    public WebhookPauses Pauses => _services.GetRequiredService<WebhookPauses>();
    public WebhookSettings Settings => _services.GetRequiredService<WebhookSettings>();
    public Dispatcher Dispatcher => _services.GetRequiredService<Dispatcher>();
    public OutboundGuard Guard => _services.GetRequiredService<OutboundGuard>();
    public Core.Activity.ActivityFeed Feed => _services.GetRequiredService<Core.Activity.ActivityFeed>();
    public Vault Vault => _services.GetRequiredService<Vault>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="allow">The administrator's allow-list.</param>
    public static async Task<WebhookStage> OpenAsync(params string[] allow)
    {
        var stage = new WebhookStage(allow);
        await using var db = await stage.OpenDbAsync();
        await db.Database.EnsureCreatedAsync(Cancelled);
        db.Users.Add(stage._owner);
        await db.SaveChangesAsync(Cancelled);
        await stage.Dispatcher.StartAsync(Cancelled);
        return stage;
    }

    public Task<ReconbankerDb> OpenDbAsync() =>
        _services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(Cancelled);

    public async Task<Account> AddAccountAsync(Uri? webhook, string? token = null, AuthScheme scheme = AuthScheme.Bearer)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            OwnerId = OwnerId,
            BankCode = "demo-bank",
            Name = "Shop",
            CreatedAt = Clock.GetUtcNow(),
            EventsFromOn = new DateOnly(2026, 1, 5),
            SealedSigningSecret = "",
            WebhookAuthScheme = scheme,
        };
        account.SealedSigningSecret = Vault.Seal(SigningSecrets.Make(), Place(account, nameof(Account.SealedSigningSecret)));
        account.SealedWebhookUrl = webhook is null ? null : Seal(account, webhook.ToString());
        account.SealedWebhookToken = token is null
            ? null
            : Vault.Seal(new SecretText(token), Place(account, nameof(Account.SealedWebhookToken)));

        await using var db = await OpenDbAsync();
        db.Accounts.Add(account);
        db.ScrapeRuns.Add(new ScrapeRun { AccountId = account.Id, Trigger = RunTrigger.Person, StartedAt = Clock.GetUtcNow() });
        await db.SaveChangesAsync(Cancelled);
        return account;
    }

    public static SealContext Place(Account account, string column) => SealContext.For(nameof(Account), column, account.Id);

    public string Seal(Account account, string url) => Vault.Seal(new SecretText(url), Place(account, nameof(Account.SealedWebhookUrl)));

    /// <summary>A transaction and its delivery, in one commit, as the ingest does it.</summary>
    public async Task<Delivery> AddDeliveryAsync(Account account)
    {
        await using var db = await OpenDbAsync();
        var transaction = new Transaction
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            IdentityKey = Guid.NewGuid().ToString("N"),
            Ordinal = 1,
            Amount = new Money(++_amount, "USD"),
            BookedOn = new DateOnly(2026, 1, 5),
            SenderName = "Alice López",
            State = BookingState.Booked,
            FirstSeenAt = Clock.GetUtcNow(),
            RunId = await db.ScrapeRuns.Where(r => r.AccountId == account.Id).Select(r => r.Id).SingleAsync(Cancelled),
        };
        var startOfDay = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.FromHours(-5));
        var delivery = Deliveries.ForTransaction(account, transaction, startOfDay, Clock.GetUtcNow());
        db.Add(transaction);
        db.Add(delivery);
        await db.SaveChangesAsync(Cancelled);
        Dispatcher.Wake();
        return delivery;
    }

    public async Task<Account> AccountAsync(Guid accountId)
    {
        await using var db = await OpenDbAsync();
        return await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, Cancelled);
    }

    public async Task<Delivery> ReadAsync(Guid deliveryId)
    {
        await using var db = await OpenDbAsync();
        return await db.Deliveries.SingleAsync(d => d.Id == deliveryId, Cancelled);
    }

    /// <summary>By number.</summary>
    public async Task<IReadOnlyList<Attempt>> AttemptsAsync(Guid deliveryId)
    {
        await using var db = await OpenDbAsync();
        return await db.Attempts.Where(a => a.DeliveryId == deliveryId).OrderBy(a => a.Number).ToListAsync(Cancelled);
    }

    /// <summary>The delivery, once that many of its attempts have ended.</summary>
    public async Task<Delivery> EndedAsync(Guid deliveryId, int attempts = 1)
    {
        await Until.TrueAsync(async () => (await AttemptsAsync(deliveryId)).Count(a => a.FinishedAt is not null) >= attempts);
        return await ReadAsync(deliveryId);
    }

    /// <summary>Moves the clock to when the delivery is due, and on until that many attempts have ended.</summary>
    public async Task<Delivery> RetriedAsync(Guid deliveryId, int attempts)
    {
        var due = (await ReadAsync(deliveryId)).DueAt;
        due.Should().NotBeNull();
        Clock.Advance(due!.Value - Clock.GetUtcNow());
        await Until.TrueAsync(async () =>
        {
            // The dispatcher may have been about to sleep by the old time.
            Clock.Advance(TimeSpan.FromMilliseconds(10));
            return (await AttemptsAsync(deliveryId)).Count(a => a.FinishedAt is not null) >= attempts;
        });
        return await ReadAsync(deliveryId);
    }

    /// <summary>As if the process had ended and a new one had begun on the same data folder.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
        await Dispatcher.StartAsync(Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await Dispatcher.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }

    /// <summary>Every byte of the data folder but the keys, as text of one byte a character.</summary>
    public string EverythingStored() => string.Concat(Directory.GetFiles(_path).Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }));

    private ServiceProvider Build()
    {
        var settings = _allow.Select((entry, index) => KeyValuePair.Create($"Outbound:Allow:{index}", (string?)entry));
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new LogRecorder(Logs)))
            .AddReconbankerCore(new DataFolder(_path))
            .BuildServiceProvider();
    }
}
