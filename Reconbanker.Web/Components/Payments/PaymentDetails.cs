using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Web.Components.Payments;

/// <summary>What the rules said of the payment, with the transfers that it was about.</summary>
public sealed record AttemptFacts(MatchAttempt Attempt, IReadOnlyList<CandidateFacts> Candidates);

/// <param name="By">Who decided; null for the rules.</param>
/// <param name="RevertedBy">Who undid it; null while it holds.</param>
public sealed record MatchFacts(Match Match, Transaction Transaction, string? By, string? RevertedBy);

/// <summary>An event that told of the payment.</summary>
public sealed record EventFacts(DeliveryKind Kind, DeliveryState State, DateTimeOffset CreatedAt);

/// <summary>All that is known of one payment, the newest first.</summary>
public sealed record PaymentDetails(PendingPayment Payment, string AccountName)
{
    // What the rules say changes a few times in the life of a payment; more is not read by anybody.
    private const int MostAttempts = 20;

    public required IReadOnlyList<AttemptFacts> Attempts { get; init; }
    public required IReadOnlyList<MatchFacts> Matches { get; init; }
    public required IReadOnlyList<DecisionFacts> Decisions { get; init; }
    public required IReadOnlyList<EventFacts> Events { get; init; }
    public required IReadOnlyList<NearMiss> NearMisses { get; init; }

    public MatchFacts? Match => Matches.FirstOrDefault(m => m.Match.RevertedAt is null);

    /// <summary>Null when there is no such payment, or it is not the owner's.</summary>
    public static async Task<PaymentDetails?> ReadAsync(
        ReconbankerDb db, NearMisses near, Guid ownerId, Guid paymentId, CancellationToken cancellationToken)
    {
        var payment = await db.PendingPayments.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == paymentId && db.Accounts.Any(a => a.Id == p.AccountId && a.OwnerId == ownerId), cancellationToken);
        if (payment is null)
        {
            return null;
        }

        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == payment.AccountId, cancellationToken);
        var attempts = await AttemptsAsync(db, payment, cancellationToken);
        var matches = await db.Matches.Where(m => m.PaymentId == paymentId)
            .OrderByDescending(m => m.Number)
            .Select(m => new MatchFacts(
                m,
                db.Transactions.Single(t => t.Id == m.TransactionId),
                db.Users.Where(u => u.Id == m.MatchedById).Select(u => u.UserName).FirstOrDefault(),
                db.Users.Where(u => u.Id == m.RevertedById).Select(u => u.UserName).FirstOrDefault()))
            .AsNoTracking().ToListAsync(cancellationToken);
        HashSet<Guid> shown = [.. attempts.Take(1).SelectMany(a => a.Candidates).Select(c => c.Transaction.Id), .. matches.Where(m => m.Match.RevertedAt is null).Select(m => m.Transaction.Id)];
        return new PaymentDetails(payment, account.Name)
        {
            Attempts = attempts,
            Matches = matches,
            Decisions = await DecisionFacts.Of(db, db.PersonDecisions.Where(d => d.PaymentId == paymentId).OrderByDescending(d => d.At))
                .AsNoTracking().ToListAsync(cancellationToken),
            Events = await db.Deliveries.Where(d => d.PaymentId == paymentId).Select(d => new EventFacts(d.Kind, d.State, d.CreatedAt)).ToListAsync(cancellationToken),
            NearMisses = payment.State is PaymentState.Matched or PaymentState.Cancelled ? [] : await near.ReadAsync(db, account, payment, shown, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<AttemptFacts>> AttemptsAsync(ReconbankerDb db, PendingPayment payment, CancellationToken cancellationToken)
    {
        var attempts = await db.MatchAttempts.AsNoTracking().Where(a => a.PaymentId == payment.Id)
            .OrderByDescending(a => a.Number).Take(MostAttempts).ToListAsync(cancellationToken);
        var ids = attempts.SelectMany(a => a.ReadCandidates()).Select(c => c.TransactionId).Distinct().ToList();
        var transactions = await db.Transactions.AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancellationToken);
        var last = payment.IsOpen ? await CandidateFacts.ReadAsync(db, [payment], cancellationToken) : null;
        return
        [
            .. attempts.Select(attempt => new AttemptFacts(
                attempt,
                attempt.Number == payment.Attempts && last?.GetValueOrDefault(payment.Id) is { } now
                    ? now
                    : [.. attempt.ReadCandidates().Where(c => transactions.ContainsKey(c.TransactionId)).Select(c => new CandidateFacts(transactions[c.TransactionId], c.Score, c.Reasons, []))])),
        ];
    }
}
