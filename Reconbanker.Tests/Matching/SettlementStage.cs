using System.Text;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Matching;

/// <summary>One account in reconcile on the real database; payments and transfers arrive when a test says so.</summary>
internal sealed class SettlementStage : IAsyncDisposable
{
    private int _document;

    private SettlementStage(CoreStage core, Guid accountId) => (Core, AccountId) = (core, accountId);

    public CoreStage Core { get; }
    public Guid AccountId { get; }

    public DateOnly Today => DateOnly.FromDateTime(Core.Clock.GetUtcNow().UtcDateTime);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<SettlementStage> OpenAsync(Action<Account>? change = null, OperationMode mode = OperationMode.Reconcile)
    {
        var core = await CoreStage.OpenAsync(mode);
        var account = await core.AddAccountAsync(account =>
        {
            account.EventsFromOn = new DateOnly(2026, 11, 1);
            change?.Invoke(account);
        });
        return new SettlementStage(core, account);
    }

    /// <summary>As a poll brings them: stored and judged in one transaction.</summary>
    public async Task ExpectAsync(params PendingPayment[] payments)
    {
        await using var db = await Core.OpenDbAsync();
        await using var commit = await db.Database.BeginTransactionAsync(Cancelled);
        db.PendingPayments.AddRange(payments);
        await db.SaveChangesAsync(Cancelled);
        var account = await db.Accounts.SingleAsync(a => a.Id == AccountId, Cancelled);
        var mode = await db.Users.Select(u => u.OperationMode).SingleAsync(Cancelled);
        await Core.Get<Settlement>().DecideAsync(db, account, mode, payments.Select(p => p.Amount), Cancelled);
        await commit.CommitAsync(Cancelled);
    }

    public PendingPayment Payment(string externalId, string? payer, decimal amount = 100, string currency = "USD", string? reference = null) => new()
    {
        Id = PendingPayment.IdOf(AccountId, externalId, 1),
        AccountId = AccountId,
        ExternalId = externalId,
        Version = 1,
        Amount = new Money(amount, currency),
        PayerName = payer,
        Reference = reference,
        RegisteredAt = Core.Clock.GetUtcNow(),
        ExpiresAt = Core.Clock.GetUtcNow() + PendingPayment.Lifetime,
        StateSince = Core.Clock.GetUtcNow(),
    };

    public ScrapedTransaction Transfer(string? sender, decimal amount = 100, string currency = "USD", int day = 0, string? text = null) =>
        new($"D-{++_document}", new Money(amount, currency), Today.AddDays(day), sender) { Description = text ?? "Transfer" };

    /// <summary>As a scrape brings them.</summary>
    public async Task ReadAsync(params ScrapedTransaction[] rows)
    {
        var window = new ReadWindow(Today.AddDays(-10), Today, "001");
        window.ReadCompletely(Today, onOnePage: true);
        await Core.Get<TransactionIngest>().IngestAsync(await Core.AddRunAsync(AccountId), AccountId, window, Chained(rows), Cancelled);
    }

    public async Task<PendingPayment> PaymentAsync(string externalId)
    {
        await using var db = await Core.OpenDbAsync();
        return await db.PendingPayments.AsNoTracking().SingleAsync(p => p.ExternalId == externalId, Cancelled);
    }

    /// <summary>"payment=sender" of every match that holds, in the order of the payments' ids.</summary>
    public async Task<string> MatchesAsync()
    {
        await using var db = await Core.OpenDbAsync();
        var pairs = await (
            from match in db.Matches
            where match.RevertedAt == null
            join payment in db.PendingPayments on match.PaymentId equals payment.Id
            join transaction in db.Transactions on match.TransactionId equals transaction.Id
            select new { payment.ExternalId, transaction.SenderName }).ToListAsync(Cancelled);
        return string.Join(' ', pairs.OrderBy(pair => pair.ExternalId, StringComparer.Ordinal).Select(pair => $"{pair.ExternalId}={pair.SenderName}"));
    }

    public async Task<Guid> TransactionAsync(string sender)
    {
        await using var db = await Core.OpenDbAsync();
        return await db.Transactions.Where(t => t.SenderName == sender).Select(t => t.Id).SingleAsync(Cancelled);
    }

    /// <summary>The bodies of the events so far, the oldest first.</summary>
    public async Task<List<string>> EventsAsync(DeliveryKind? kind = null)
    {
        await using var db = await Core.OpenDbAsync();
        var deliveries = await db.Deliveries.Where(d => kind == null || d.Kind == kind).OrderBy(d => d.Id).ToListAsync(Cancelled);
        return [.. deliveries.Select(d => Encoding.UTF8.GetString(d.Body))];
    }

    public async Task ChangeAsync(Func<ReconbankerDb, Task> change)
    {
        await using var db = await Core.OpenDbAsync();
        await change(db);
        await db.SaveChangesAsync(Cancelled);
    }

    public ValueTask DisposeAsync() => Core.DisposeAsync();

    // The demo bank shows running balances, the newest row first.
    private static ScrapedTransaction[] Chained(ScrapedTransaction[] rows)
    {
        var balance = 1000m;
        return [.. rows.Reverse().Select(row => row.State == BookingState.Booked ? row with { Balance = balance += row.Amount.Amount } : row).Reverse()];
    }
}
