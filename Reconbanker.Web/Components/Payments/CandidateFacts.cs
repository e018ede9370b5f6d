using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Web.Components.Payments;

/// <summary>A transfer that may pay a payment, with what a person needs to know of it.</summary>
/// <param name="Rivals">Other open payments that it fits too, the best first.</param>
public sealed record CandidateFacts(Transaction Transaction, double Score, IReadOnlyList<MatchReason> Reasons, IReadOnlyList<Rival> Rivals)
{
    // Of thousands with one amount, the likeliest are enough to know that there are others.
    private const int MostRivals = 200;

    /// <summary>The candidates of each payment's last attempt, by the payments' ids; payments without one are left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<CandidateFacts>>> ReadAsync(
        ReconbankerDb db, IReadOnlyCollection<PendingPayment> payments, CancellationToken cancellationToken)
    {
        var last = await AttemptsAsync(db, db.PendingPayments.Where(p => payments.Select(x => x.Id).Contains(p.Id)), cancellationToken);
        var accounts = payments.Select(p => p.AccountId).Distinct().ToList();
        var amounts = payments.Select(p => p.Amount.Amount).Distinct().ToList();
        var rivals = new List<(PendingPayment Payment, MatchAttempt Attempt)>();
        var open = db.PendingPayments.Where(p => accounts.Contains(p.AccountId));
        foreach (var some in (IQueryable<PendingPayment>[])[open.Where(p => p.State == PaymentState.Ambiguous), open.Where(p => p.State == PaymentState.Pending && p.BestScore != null)])
        {
            rivals.AddRange(await AttemptsAsync(
                db, some.Where(p => amounts.Contains(p.Amount.Amount)).OrderByDescending(p => p.BestScore).Take(MostRivals), cancellationToken));
        }

        var ids = last.SelectMany(known => known.Attempt.ReadCandidates()).Select(c => c.TransactionId).Distinct().ToList();
        var transactions = await db.Transactions.AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancellationToken);
        var competing = rivals.SelectMany(known => known.Attempt.ReadCandidates(), (known, c) => (c.TransactionId, Rival: new Rival(known.Payment, c.Score)))
            .ToLookup(pair => pair.TransactionId, pair => pair.Rival);
        return last.ToDictionary(
            known => known.Payment.Id,
            known => (IReadOnlyList<CandidateFacts>)[.. known.Attempt.ReadCandidates().Where(c => transactions.ContainsKey(c.TransactionId)).Select(c => new CandidateFacts(
                transactions[c.TransactionId], c.Score, c.Reasons,
                [.. competing[c.TransactionId].Where(rival => rival.Payment.Id != known.Payment.Id).OrderByDescending(rival => rival.Score)]))]);
    }

    private static async Task<List<(PendingPayment Payment, MatchAttempt Attempt)>> AttemptsAsync(
        ReconbankerDb db, IQueryable<PendingPayment> payments, CancellationToken cancellationToken)
    {
        var known = await payments
            .Join(db.MatchAttempts, p => new { PaymentId = p.Id, Number = p.Attempts }, a => new { a.PaymentId, a.Number }, (payment, attempt) => new { payment, attempt })
            .AsNoTracking().ToListAsync(cancellationToken);
        return [.. known.Select(pair => (pair.payment, pair.attempt))];
    }
}

/// <param name="Score">How well the transfer fits it.</param>
public sealed record Rival(PendingPayment Payment, double Score);
