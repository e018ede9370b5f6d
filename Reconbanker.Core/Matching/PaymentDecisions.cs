using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Matching;

public enum DecisionOutcome
{
    Saved,

    /// <summary>There is no such payment, or it is somebody else's.</summary>
    NotFound,

    /// <summary>The payment is in another state by now. Nothing was changed.</summary>
    StateChanged,

    /// <summary>It settled another payment already, or the bank took it back, or it is none of the account.</summary>
    TransactionNotFree,

    /// <summary>Forcing and undoing need a reason.</summary>
    ReasonMissing,
    ReasonTooLong,
}

/// <summary>What people decide about payments. Each decision is kept with who, when and why, and the rules never undo it.</summary>
public sealed class PaymentDecisions(
    IDbContextFactory<ReconbankerDb> databases, Settlement settlement, Dispatcher dispatcher, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>That transfer pays it. Without its being a candidate of the last attempt, this is a force, and needs a reason.</summary>
    /// <remarks>An expired payment may be settled too: the money came late, and a person says so.</remarks>
    public Task<DecisionOutcome> SettleAsync(Guid ownerId, Guid paymentId, Guid transactionId, string? reason, CancellationToken cancellationToken) =>
        DecideAsync(ownerId, paymentId, reason, async (db, account, payment, why) =>
        {
            if (!payment.IsOpen && payment.State != PaymentState.Expired)
            {
                return DecisionOutcome.StateChanged;
            }

            if (await Settlement.Free(db, account.Id).SingleOrDefaultAsync(t => t.Id == transactionId, cancellationToken) is not { } transaction)
            {
                return DecisionOutcome.TransactionNotFree;
            }

            var attempt = await db.MatchAttempts.SingleOrDefaultAsync(a => a.PaymentId == paymentId && a.Number == payment.Attempts, cancellationToken);
            var candidate = attempt?.ReadCandidates().FirstOrDefault(c => c.TransactionId == transactionId);
            if (candidate is null && why is null)
            {
                return DecisionOutcome.ReasonMissing;
            }

            Keep(db, account, payment, transactionId, candidate is null ? DecisionKind.Force : DecisionKind.Choose, ownerId, why);
            new Verdicts(db, account, clock.GetUtcNow()).Match(payment, transaction, candidate?.Score, candidate?.Reasons ?? [], ownerId);
            return DecisionOutcome.Saved;
        }, cancellationToken);

    /// <summary>That transfer does not pay it: the rules leave the pair alone.</summary>
    public Task<DecisionOutcome> RejectAsync(Guid ownerId, Guid paymentId, Guid transactionId, string? reason, CancellationToken cancellationToken) =>
        DecideAsync(ownerId, paymentId, reason, async (db, account, payment, why) =>
        {
            if (!payment.IsOpen)
            {
                return DecisionOutcome.StateChanged;
            }

            if (!await db.Transactions.AnyAsync(t => t.Id == transactionId && t.AccountId == account.Id, cancellationToken))
            {
                return DecisionOutcome.TransactionNotFree;
            }

            Keep(db, account, payment, transactionId, DecisionKind.Reject, ownerId, why);
            return DecisionOutcome.Saved;
        }, cancellationToken);

    /// <summary>The match was wrong: the payment is open again unless its time is over, and the event goes out once more as "reverted".</summary>
    public Task<DecisionOutcome> UndoAsync(Guid ownerId, Guid paymentId, string? reason, CancellationToken cancellationToken) =>
        DecideAsync(ownerId, paymentId, reason, async (db, account, payment, why) =>
        {
            var now = clock.GetUtcNow();
            if (payment.State != PaymentState.Matched
                || await db.Matches.SingleOrDefaultAsync(m => m.PaymentId == paymentId && m.RevertedAt == null, cancellationToken) is not { } match)
            {
                return DecisionOutcome.StateChanged;
            }

            if (why is null)
            {
                return DecisionOutcome.ReasonMissing;
            }

            (match.RevertedAt, match.RevertedById) = (now, ownerId);
            Keep(db, account, payment, match.TransactionId, DecisionKind.Undo, ownerId, why);
            payment.Become(payment.ExpiresAt > now ? PaymentState.Pending : PaymentState.Expired, now);
            db.Deliveries.Add(Deliveries.ForPayment(account, payment, DeliveryKind.Reverted, match.Number, evidence: null, now));
            return DecisionOutcome.Saved;
        }, cancellationToken);

    /// <summary>It is not expected any more.</summary>
    public Task<DecisionOutcome> CancelAsync(Guid ownerId, Guid paymentId, string? reason, CancellationToken cancellationToken) =>
        DecideAsync(ownerId, paymentId, reason, (db, account, payment, why) =>
        {
            if (payment is { IsOpen: false, State: not PaymentState.Held })
            {
                return Task.FromResult(DecisionOutcome.StateChanged);
            }

            Keep(db, account, payment, null, DecisionKind.Cancel, ownerId, why);
            payment.Become(PaymentState.Cancelled, clock.GetUtcNow());
            payment.VanishHeldAt = null;
            return Task.FromResult(DecisionOutcome.Saved);
        }, cancellationToken);

    /// <summary>It is expected, although it vanished, or although its id was settled before with other contents.</summary>
    public Task<DecisionOutcome> KeepAsync(Guid ownerId, Guid paymentId, string? reason, CancellationToken cancellationToken) =>
        DecideAsync(ownerId, paymentId, reason, (db, account, payment, why) =>
        {
            var now = clock.GetUtcNow();
            if (payment.State == PaymentState.Held)
            {
                payment.Become(PaymentState.Pending, now);
                payment.ExpiresAt = now + PendingPayment.Lifetime;
            }
            else if (payment is { IsOpen: true, VanishHeldAt: not null })
            {
                payment.VanishHeldAt = null;
            }
            else
            {
                return Task.FromResult(DecisionOutcome.StateChanged);
            }

            Keep(db, account, payment, null, DecisionKind.Keep, ownerId, why);
            return Task.FromResult(DecisionOutcome.Saved);
        }, cancellationToken);

    private async Task<DecisionOutcome> DecideAsync(
        Guid ownerId, Guid paymentId, string? reason, Func<ReconbankerDb, Account, PendingPayment, string?, Task<DecisionOutcome>> decide,
        CancellationToken cancellationToken)
    {
        reason = TypedText.Trimmed(reason);
        if (reason?.Length > Match.ReasonMaxLength)
        {
            return DecisionOutcome.ReasonTooLong;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var payment = await db.PendingPayments.SingleOrDefaultAsync(
            p => p.Id == paymentId && db.Accounts.Any(a => a.Id == p.AccountId && a.OwnerId == ownerId), cancellationToken);
        if (payment is null)
        {
            return DecisionOutcome.NotFound;
        }

        var account = await db.Accounts.SingleAsync(a => a.Id == payment.AccountId, cancellationToken);
        if (await decide(db, account, payment, reason) is not DecisionOutcome.Saved and var refused)
        {
            return refused;
        }

        await db.SaveChangesAsync(cancellationToken);
        var mode = await OperationModes.OfAsync(db, ownerId, cancellationToken);
        await settlement.DecideAsync(db, account, mode, await AmountsAsync(db, payment, cancellationToken), cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        feed.Publish(ownerId, account.Id, ActivityTopic.Payments);
        return DecisionOutcome.Saved;
    }

    // A forced transfer may have another amount than the payment: whatever waited for it is judged anew as well.
    private static async Task<List<Money>> AmountsAsync(ReconbankerDb db, PendingPayment payment, CancellationToken cancellationToken)
    {
        var ofTransfers = await db.PersonDecisions.Where(d => d.PaymentId == payment.Id && d.TransactionId != null)
            .Join(db.Transactions, d => d.TransactionId, t => t.Id, (_, t) => t.Amount).ToListAsync(cancellationToken);
        return [payment.Amount, .. ofTransfers];
    }

    private void Keep(ReconbankerDb db, Account account, PendingPayment payment, Guid? transactionId, DecisionKind kind, Guid byId, string? reason) =>
        db.PersonDecisions.Add(new PersonDecision
        {
            AccountId = account.Id,
            PaymentId = payment.Id,
            TransactionId = transactionId,
            Kind = kind,
            ById = byId,
            At = clock.GetUtcNow(),
            Reason = reason,
        });
}
