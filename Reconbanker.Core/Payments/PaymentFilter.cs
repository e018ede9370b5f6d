using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Payments;

/// <summary>Which payments are meant: an owner's, narrowed by whatever is not null.</summary>
public sealed record PaymentFilter(Guid OwnerId)
{
    public const int TextMaxLength = 100;

    public Guid? AccountId { get; init; }
    public PaymentState? State { get; init; }

    /// <summary>Registered at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Registered before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Exactly this amount, in whatever currency.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Part of the external id, the payer or the reference.</summary>
    public string? Text { get; init; }

    /// <summary>Whether no index tells which they are: they are looked for, a stretch at a time.</summary>
    public bool IsSearch => Amount is not null || Text is not null;

    public IQueryable<PendingPayment> Of(ReconbankerDb db)
    {
        var own = db.Accounts.Where(a => a.OwnerId == OwnerId && (AccountId == null || a.Id == AccountId)).Select(a => a.Id);
        return Narrow(db.PendingPayments.Where(p => own.Contains(p.AccountId)));
    }

    /// <summary>Those of one of the owner's accounts, by an index alone; whoever calls knows that it is.</summary>
    public IQueryable<PendingPayment> Listed(ReconbankerDb db, Guid accountId) => Narrow(db.PendingPayments.Where(p => p.AccountId == accountId));

    /// <summary>What is looked for among them.</summary>
    public IQueryable<PendingPayment> Sought(IQueryable<PendingPayment> payments)
    {
        payments = Amount is { } amount ? payments.Where(p => p.Amount.Amount == amount) : payments;
        if (Text is not { } text)
        {
            return payments;
        }

        var pattern = TextSearch.Pattern(text);
        return payments.Where(p => EF.Functions.Glob(p.ExternalId, pattern) || EF.Functions.Glob(p.PayerName!, pattern) || EF.Functions.Glob(p.Reference!, pattern));
    }

    private IQueryable<PendingPayment> Narrow(IQueryable<PendingPayment> payments)
    {
        payments = State is { } state ? payments.Where(p => p.State == state) : payments;
        payments = From is { } from ? payments.Where(p => p.RegisteredAt >= from) : payments;
        return Until is { } until ? payments.Where(p => p.RegisteredAt < until) : payments;
    }
}
