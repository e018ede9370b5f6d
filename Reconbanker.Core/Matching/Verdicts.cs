using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Matching;

/// <summary>Makes of one round's decisions what is stored: attempts, states, matches and events.</summary>
internal sealed class Verdicts(ReconbankerDb db, Account account, DateTimeOffset now)
{
    /// <param name="decision">Null where nothing fits.</param>
    /// <param name="former">The last attempt; null before the first.</param>
    /// <param name="transactions">Those that were judged, by id.</param>
    public void Apply(PendingPayment payment, MatchDecision? decision, MatchAttempt? former, IReadOnlyDictionary<Guid, Transaction> transactions)
    {
        var candidates = MatchAttempt.Write(decision?.Candidates ?? []);
        if (former is null ? decision is not null : former.Outcome != decision?.Outcome || former.CandidatesJson != candidates)
        {
            payment.Attempts++;
            payment.BestScore = decision is null ? null : Rounded(decision.Candidates[0].Score);
            db.MatchAttempts.Add(new MatchAttempt
            {
                AccountId = account.Id,
                PaymentId = payment.Id,
                Number = payment.Attempts,
                At = now,
                Outcome = decision?.Outcome,
                CandidatesJson = candidates,
                EngineVersion = Matcher.Version,
                Accept = account.MatchAccept,
                Margin = account.MatchMargin,
            });
        }

        switch (decision?.Outcome)
        {
            case MatchOutcome.Settled:
                var best = decision.Candidates[0];
                Match(payment, transactions[best.TransactionId], best.Score, best.Reasons, byId: null);
                break;
            case MatchOutcome.Ambiguous when payment.State != PaymentState.Ambiguous:
                payment.Become(PaymentState.Ambiguous, now);
                db.Deliveries.Add(Deliveries.ForPayment(account, payment, DeliveryKind.Ambiguous, payment.Attempts, evidence: null, now));
                break;
            case MatchOutcome.Suggested or null:
                payment.Become(PaymentState.Pending, now);
                break;
        }
    }

    /// <param name="score">Null where a person forced a pair.</param>
    /// <param name="byId">The person who decided; null for the rules.</param>
    public void Match(PendingPayment payment, Transaction transaction, double? score, IReadOnlyList<MatchReason> reasons, Guid? byId)
    {
        payment.Become(PaymentState.Matched, now);
        payment.Matches++;
        decimal? rounded = score is { } exact ? Rounded(exact) : null;
        db.Matches.Add(new Match
        {
            AccountId = account.Id,
            PaymentId = payment.Id,
            TransactionId = transaction.Id,
            Number = payment.Matches,
            MatchedAt = now,
            Score = rounded,
            MatchedById = byId,
        });
        var evidence = account.SendEvidence
            ? new MatchEvidence(transaction, rounded, reasons, byId is not null, account.MatchAccept, account.MatchMargin)
            : null;
        db.Deliveries.Add(Deliveries.ForPayment(account, payment, DeliveryKind.Matched, payment.Matches, evidence, now));
    }

    private static decimal Rounded(double score) => decimal.Round((decimal)score, 4);
}
