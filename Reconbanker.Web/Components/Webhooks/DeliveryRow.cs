using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core;
using Reconbanker.Core.Data;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Web.Components.Webhooks;

/// <summary>What a list shows of a delivery.</summary>
public sealed record DeliveryRow(Guid Id, Guid AccountId, DateTimeOffset CreatedAt, DeliveryState State, DateTimeOffset? DueAt)
{
    public required string AccountName { get; init; }

    /// <summary>Whether it waits for its webhook to be resumed.</summary>
    public required bool IsPaused { get; init; }

    public required DeliveryKind Kind { get; init; }

    /// <summary>The payment that it tells about; null for other events.</summary>
    public required Guid? PaymentId { get; init; }

    /// <summary>Null for a test event.</summary>
    public required Money? Amount { get; init; }

    /// <summary>The sender of a transaction, or the payer of a payment.</summary>
    public required string? Name { get; init; }
    public required Attempt? Last { get; init; }

    /// <summary>The same delivery, read again, is the same row of the table: what has the focus, is being clicked or is open there stays.</summary>
    public bool Equals(DeliveryRow? other) => other is not null && other.Id == Id;

    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>Newest first. Which ones, an index tells alone; only those are looked up.</summary>
    public static async Task<TableData<DeliveryRow>> ReadPageAsync(
        ReconbankerDb db, DeliveryFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        var all = filter.Of(db);
        var ids = await all
            .OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id)
            .Select(d => d.Id)
            .Skip(skip).Take(take)
            .ToListAsync(cancellationToken);
        var rows = await db.Deliveries
            .Where(d => ids.Contains(d.Id))
            .OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id)
            .Join(db.Accounts, d => d.AccountId, a => a.Id, (d, a) => new DeliveryRow(d.Id, d.AccountId, d.CreatedAt, d.State, d.DueAt)
            {
                AccountName = a.Name,
                IsPaused = d.State == DeliveryState.Waiting && d.Kind != DeliveryKind.Test && a.WebhookPausedAt != null,
                Kind = d.Kind,
                PaymentId = d.PaymentId,
                Amount = d.PaymentId == null
                    ? db.Transactions.Where(t => t.Id == d.TransactionId).Select(t => (Money?)t.Amount).FirstOrDefault()
                    : db.PendingPayments.Where(p => p.Id == d.PaymentId).Select(p => (Money?)p.Amount).FirstOrDefault(),
                Name = d.PaymentId == null
                    ? db.Transactions.Where(t => t.Id == d.TransactionId).Select(t => t.SenderName).FirstOrDefault()
                    : db.PendingPayments.Where(p => p.Id == d.PaymentId).Select(p => p.PayerName).FirstOrDefault(),
                Last = db.Attempts.Where(x => x.DeliveryId == d.Id).OrderByDescending(x => x.Number).FirstOrDefault(),
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new TableData<DeliveryRow> { Items = rows, TotalItems = await all.CountAsync(cancellationToken) };
    }
}
