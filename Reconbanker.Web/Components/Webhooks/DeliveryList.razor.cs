using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core;
using Reconbanker.Core.Data;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Web.Components.Webhooks;

/// <summary>What an account has sent to its webhook, newest first, and what became of it.</summary>
public sealed partial class DeliveryList(Outbox outbox, ISnackbar snackbar)
{
    private const int Newest = 500;

    private List<Row>? _rows;

    [Parameter, EditorRequired]
    public required Guid AccountId { get; set; }

    [Parameter, EditorRequired]
    public required bool HasWebhook { get; set; }

    protected override async Task ReadAsync(ReconbankerDb db) => _rows = await db.Deliveries
        .Where(d => d.AccountId == AccountId && db.Accounts.Any(a => a.Id == d.AccountId && a.OwnerId == OwnerId))
        .OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id)
        .Take(Newest)
        .Select(d => new Row(d.Id, d.CreatedAt, d.State, d.DueAt)
        {
            Amount = db.Transactions.Where(t => t.Id == d.TransactionId).Select(t => (Money?)t.Amount).FirstOrDefault(),
            Sender = db.Transactions.Where(t => t.Id == d.TransactionId).Select(t => t.SenderName).FirstOrDefault(),
            Last = db.Attempts.Where(a => a.DeliveryId == d.Id).OrderByDescending(a => a.Number).FirstOrDefault(),
        })
        .AsNoTracking()
        .ToListAsync(Closed);

    private async Task SendAgainAsync(Guid deliveryId)
    {
        var outcome = await outbox.SendAgainAsync(OwnerId, deliveryId, CancellationToken.None);
        snackbar.Add(WebhookWords.Describe(outcome), outcome is SendOutcome.Queued ? Severity.Success : Severity.Warning);
    }

    private sealed record Row(Guid Id, DateTimeOffset CreatedAt, DeliveryState State, DateTimeOffset? DueAt)
    {
        /// <summary>Null for a test event.</summary>
        public required Money? Amount { get; init; }
        public required string? Sender { get; init; }
        public required Attempt? Last { get; init; }
    }
}
