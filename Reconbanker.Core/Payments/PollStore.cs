using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.People;

namespace Reconbanker.Core.Payments;

/// <summary>Applies a complete poll in the transaction of whoever calls: what it changes, and what that settles.</summary>
internal sealed class PollStore(ReconbankerDb db, Settlement settlement, Account account, PaymentPoll poll)
{
    // Ids in one question to the database, and payments in one save.
    private const int Batch = 500;

    private DateTimeOffset At => poll.StartedAt;

    /// <summary>Counts into the poll. Nothing stays tracked, so that many payments cost no more than their number.</summary>
    public async Task ApplyAsync(PolledPayments polled, CancellationToken cancellationToken)
    {
        var changes = new PollChanges(await KnownAsync(polled, cancellationToken), polled, At);
        (poll.New, poll.Changed, poll.Gone, poll.HeldBack) =
            (changes.Added.Count, changes.Changed.Count, changes.Vanished.Count, changes.HeldBack.Count);

        await MarkAsync(changes, cancellationToken);
        await AddAsync(changes, cancellationToken);
        await ChangeAsync(changes, cancellationToken);
        foreach (var amounts in changes.Touched.Chunk(Batch))
        {
            await settlement.DecideAsync(db, account, OperationMode.Reconcile, amounts, cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Whatever the poll can change: what was listed the last time, what is open, and what is listed now.</summary>
    private async Task<List<KnownPayment>> KnownAsync(PolledPayments polled, CancellationToken cancellationToken)
    {
        var ofAccount = db.PendingPayments.Where(p => p.AccountId == account.Id);
        var known = await ReadAsync(ofAccount.Where(p => p.AbsentSince == null), cancellationToken);
        known.AddRange(await ReadAsync(
            ofAccount.Where(p => p.AbsentSince != null
                && (p.State == PaymentState.Pending || p.State == PaymentState.Ambiguous || p.State == PaymentState.Held)),
            cancellationToken));

        var ids = known.Select(p => p.Contents.ExternalId).ToHashSet();
        var had = known.Select(p => p.Id).ToHashSet();
        foreach (var some in polled.Payments.Select(p => p.ExternalId).Where(id => !ids.Contains(id)).Chunk(Batch))
        {
            known.AddRange(await ReadAsync(ofAccount.Where(p => some.Contains(p.ExternalId)), cancellationToken));
        }

        // Of the payments with several versions, the settled ones too.
        foreach (var some in known.Where(p => p.Version > 1).Select(p => p.Contents.ExternalId).Distinct().ToList().Chunk(Batch))
        {
            known.AddRange((await ReadAsync(ofAccount.Where(p => some.Contains(p.ExternalId)), cancellationToken)).Where(p => had.Add(p.Id)));
        }

        return [.. known.DistinctBy(p => p.Id)];
    }

    private Task<List<KnownPayment>> ReadAsync(IQueryable<PendingPayment> payments, CancellationToken cancellationToken) => payments
        .Select(p => new KnownPayment(
            p.Id,
            p.Version,
            p.State,
            new PaymentRow(p.ExternalId, p.Amount, p.PayerName, p.Reference, p.DueAt, p.Metadata),
            p.AbsentSince,
            p.VanishHeldAt != null,
            p.AbsentSince != null && db.PersonDecisions.Any(d => d.PaymentId == p.Id && d.At >= p.AbsentSince
                && (d.Kind == DecisionKind.Keep || d.Kind == DecisionKind.Undo))))
        .ToListAsync(cancellationToken);

    private async Task MarkAsync(PollChanges changes, CancellationToken cancellationToken)
    {
        foreach (var ids in changes.Missing.Chunk(Batch))
        {
            await db.PendingPayments.Where(p => ids.Contains(p.Id))
                .ExecuteUpdateAsync(payment => payment.SetProperty(p => p.AbsentSince, At), cancellationToken);
        }

        foreach (var ids in changes.Listed.Chunk(Batch))
        {
            await db.PendingPayments.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(
                payment => payment
                    .SetProperty(p => p.AbsentSince, (DateTimeOffset?)null)
                    .SetProperty(p => p.VanishHeldAt, (DateTimeOffset?)null),
                cancellationToken);
        }

        foreach (var ids in changes.HeldBack.Chunk(Batch))
        {
            await db.PendingPayments.Where(p => ids.Contains(p.Id))
                .ExecuteUpdateAsync(payment => payment.SetProperty(p => p.VanishHeldAt, At), cancellationToken);
        }

        foreach (var ids in changes.Vanished.Select(p => p.Id).Chunk(Batch))
        {
            await db.PendingPayments.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(
                payment => payment.SetProperty(p => p.State, PaymentState.Cancelled).SetProperty(p => p.StateSince, At),
                cancellationToken);
        }
    }

    private async Task AddAsync(PollChanges changes, CancellationToken cancellationToken)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var some in changes.Added.Chunk(Batch))
        {
            db.PendingPayments.AddRange(some.Select(added => new PendingPayment
            {
                Id = PendingPayment.IdOf(account.Id, added.Row.ExternalId, added.Version),
                AccountId = account.Id,
                ExternalId = added.Row.ExternalId,
                Version = added.Version,
                Amount = added.Row.Amount,
                PayerName = added.Row.PayerName,
                Reference = added.Row.Reference,
                DueAt = added.Row.DueAt,
                Metadata = added.Row.Metadata,
                RegisteredAt = At,
                ExpiresAt = At + PendingPayment.Lifetime,
                State = added.State,
                StateSince = At,
            }));
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        db.ChangeTracker.AutoDetectChangesEnabled = true;
    }

    private async Task ChangeAsync(PollChanges changes, CancellationToken cancellationToken)
    {
        foreach (var ids in changes.Changed.Keys.Chunk(Batch))
        {
            foreach (var payment in await db.PendingPayments.Where(p => ids.Contains(p.Id)).ToListAsync(cancellationToken))
            {
                var (change, row) = changes.Changed[payment.Id];
                Apply(payment, change, row);
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    private void Apply(PendingPayment payment, PaymentChange change, PaymentRow row)
    {
        if (change == PaymentChange.Cancel)
        {
            payment.Become(PaymentState.Cancelled, At);
            return;
        }

        (payment.Amount, payment.PayerName, payment.Reference) = (row.Amount, row.PayerName, row.Reference);
        (payment.DueAt, payment.Metadata) = (row.DueAt, row.Metadata);
        if (change is PaymentChange.Reopen or PaymentChange.Hold)
        {
            payment.Become(change == PaymentChange.Hold ? PaymentState.Held : PaymentState.Pending, At);
            payment.Openings++;
            (payment.RegisteredAt, payment.ExpiresAt) = (At, At + PendingPayment.Lifetime);
        }
    }
}
