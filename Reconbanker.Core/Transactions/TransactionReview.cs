using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Transactions;

public enum ReviewOutcome
{
    Saved,

    /// <summary>There is no such transaction, it is somebody else's, or it never was held.</summary>
    NotFound,

    /// <summary>Somebody said already what it is. Nothing was changed.</summary>
    ReviewedAlready,

    /// <summary>The other one is no transaction of the account with the same amount, or is held itself.</summary>
    NoPartner,
}

/// <summary>What people say of transactions that are held: new, or one that is stored already. Said once, and kept with who said it.</summary>
public sealed class TransactionReview(
    IDbContextFactory<ReconbankerDb> databases, TransactionEvents events, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>It is a transaction of its own: its event goes out, if it has one.</summary>
    public Task<ReviewOutcome> SaveNewAsync(Guid ownerId, Guid transactionId, CancellationToken cancellationToken) =>
        ReviewAsync(ownerId, transactionId, null, cancellationToken);

    /// <summary>It is that other one, shown in another way: it is not shown any more, and has no event.</summary>
    public Task<ReviewOutcome> SaveSameAsync(Guid ownerId, Guid transactionId, Guid sameAsId, CancellationToken cancellationToken) =>
        ReviewAsync(ownerId, transactionId, sameAsId, cancellationToken);

    /// <summary>Those that a held transaction may be: stored ones of the same amount, booked within some days of it, and not the same as another.</summary>
    public static IQueryable<Transaction> Partners(ReconbankerDb db, Transaction held, int days)
    {
        var (from, to) = (held.BookedOn.AddDays(-days), held.BookedOn.AddDays(days));
        return Partners(db, held).Where(t => t.BookedOn >= from && t.BookedOn <= to);
    }

    private static IQueryable<Transaction> Partners(ReconbankerDb db, Transaction held) => db.Transactions.Where(t => t.AccountId == held.AccountId
        && t.Id != held.Id && t.SameAsId == null && (t.HeldAt == null || t.ReviewedAt != null)
        && t.Amount.Amount == held.Amount.Amount && t.Amount.Currency == held.Amount.Currency);

    private async Task<ReviewOutcome> ReviewAsync(Guid ownerId, Guid transactionId, Guid? sameAsId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var held = await db.Transactions.SingleOrDefaultAsync(
            t => t.Id == transactionId && t.HeldAt != null && db.Accounts.Any(a => a.Id == t.AccountId && a.OwnerId == ownerId), cancellationToken);
        if (held is null)
        {
            return ReviewOutcome.NotFound;
        }

        if (!held.IsHeld)
        {
            return ReviewOutcome.ReviewedAlready;
        }

        if (sameAsId is not null && !await Partners(db, held).AnyAsync(t => t.Id == sameAsId, cancellationToken))
        {
            return ReviewOutcome.NoPartner;
        }

        (held.ReviewedAt, held.ReviewedById, held.SameAsId) = (clock.GetUtcNow(), ownerId, sameAsId);
        var account = await db.Accounts.SingleAsync(a => a.Id == held.AccountId, cancellationToken);
        var mode = await OperationModes.OfAsync(db, ownerId, cancellationToken);
        await events.AddAsync(db, account, mode, [held], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        feed.Publish(ownerId, account.Id, ActivityTopic.Transactions);
        if (db.PendingPayments.Local.Count > 0)
        {
            feed.Publish(ownerId, account.Id, ActivityTopic.Payments);
        }

        return ReviewOutcome.Saved;
    }
}
