using Reconbanker.Core.Data;

namespace Reconbanker.Core.Webhooks;

/// <summary>Which deliveries are meant: an owner's, narrowed by whatever is not null.</summary>
public sealed record DeliveryFilter(Guid OwnerId)
{
    public Guid? AccountId { get; init; }
    public DeliveryState? State { get; init; }

    /// <summary>Those that tell of this payment.</summary>
    public Guid? PaymentId { get; init; }

    /// <summary>Made at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Made before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    public IQueryable<Delivery> Of(ReconbankerDb db)
    {
        var own = db.Accounts.Where(a => a.OwnerId == OwnerId && (AccountId == null || a.Id == AccountId)).Select(a => a.Id);
        var deliveries = db.Deliveries.Where(d => own.Contains(d.AccountId));
        deliveries = PaymentId is { } payment ? deliveries.Where(d => d.PaymentId == payment) : deliveries;
        deliveries = State is { } state ? deliveries.Where(d => d.State == state) : deliveries;
        deliveries = From is { } from ? deliveries.Where(d => d.CreatedAt >= from) : deliveries;
        return Until is { } until ? deliveries.Where(d => d.CreatedAt < until) : deliveries;
    }
}
