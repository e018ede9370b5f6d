using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching.Names;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Core.Matching;

/// <summary>Why a transfer that comes near a payment is no candidate for it.</summary>
public enum NearMissKind
{
    /// <summary>It pays another payment.</summary>
    Taken,

    /// <summary>A person said that it does not pay this one.</summary>
    Rejected,

    /// <summary>The bank has not booked it, or took it back, or a person has to say what it is.</summary>
    NotBooked,

    /// <summary>It was booked before the account's events begin.</summary>
    BeforeStart,

    /// <summary>It was received too long before the payment was registered.</summary>
    TooEarly,

    /// <summary>The amount is the same, and the name is another.</summary>
    OtherName,

    /// <summary>The name is the same, and the amount is another.</summary>
    OtherAmount,
}

/// <param name="TakenBy">The payment that it pays; null for none.</param>
public sealed record NearMiss(Transaction Transaction, NearMissKind Kind, Guid? TakenBy);

/// <summary>Answers why a payment was not matched: transfers of its days that nearly fit, and what each of them lacks.</summary>
public sealed class NearMisses(BankCatalog banks)
{
    private const int DaysBefore = 15;
    private const int OfAmount = 20;
    private const int OfName = 10;

    // Names compared at most: a person waits for it.
    private const int Compared = 2000;

    /// <param name="candidates">Transfers that are shown as candidates already.</param>
    public async Task<IReadOnlyList<NearMiss>> ReadAsync(
        ReconbankerDb db, Account account, PendingPayment payment, IReadOnlyCollection<Guid> candidates, CancellationToken cancellationToken)
    {
        if (banks.FindBank(account.BankCode) is not { } bank)
        {
            return [];
        }

        var from = DateOnly.FromDateTime(payment.RegisteredAt.UtcDateTime).AddDays(-DaysBefore);
        var through = DateOnly.FromDateTime(payment.ExpiresAt.UtcDateTime).AddDays(1);
        var (amount, currency) = payment.Amount;
        var ofDays = db.Transactions.AsNoTracking().Where(t => t.AccountId == account.Id && t.BookedOn >= from && t.BookedOn <= through && t.SameAsId == null);
        var same = await ofDays.Where(t => t.Amount.Amount == amount && t.Amount.Currency == currency && !candidates.Contains(t.Id))
            .OrderByDescending(t => t.BookedOn).ThenBy(t => t.Id).Take(OfAmount).ToListAsync(cancellationToken);
        var ids = same.Select(t => t.Id).ToList();
        var taken = await db.Matches.Where(m => ids.Contains(m.TransactionId) && m.RevertedAt == null)
            .ToDictionaryAsync(m => m.TransactionId, m => m.PaymentId, cancellationToken);
        var rejected = await db.PersonDecisions.Where(PersonDecision.PartsPair).Where(d => d.PaymentId == payment.Id)
            .Select(d => d.TransactionId!.Value).ToListAsync(cancellationToken);
        var misses = same.Select(t => new NearMiss(
            t,
            taken.ContainsKey(t.Id) ? NearMissKind.Taken
                : rejected.Contains(t.Id) ? NearMissKind.Rejected
                : !t.HasEffects ? NearMissKind.NotBooked
                : t.BookedOn < account.EventsFromOn ? NearMissKind.BeforeStart
                : Settlement.Known(t, bank).ReceivedAt < payment.RegisteredAt - new MatchRules().Early ? NearMissKind.TooEarly
                : NearMissKind.OtherName,
            taken.TryGetValue(t.Id, out var by) ? by : null)).OrderBy(miss => miss.Kind);
        return [.. misses, .. await OfNameAsync(db, ofDays, payment, cancellationToken)];
    }

    private static async Task<IEnumerable<NearMiss>> OfNameAsync(
        ReconbankerDb db, IQueryable<Transaction> ofDays, PendingPayment payment, CancellationToken cancellationToken)
    {
        var payer = PayerName.Parse(payment.PayerName);
        if (payer.IsEmpty)
        {
            return [];
        }

        var (amount, currency) = payment.Amount;
        var others = await ofDays
            .Where(t => t.Amount.Amount > 0 && t.SenderName != null && (t.Amount.Amount != amount || t.Amount.Currency != currency)
                && !db.Matches.Any(m => m.TransactionId == t.Id && m.RevertedAt == null))
            .OrderByDescending(t => t.BookedOn).ThenBy(t => t.Id).Take(Compared).ToListAsync(cancellationToken);
        return others
            .Select(t => (Transaction: t, Comparison: NameSimilarity.Compare(payer, PayerName.Parse(t.SenderName))))
            .Where(pair => pair.Comparison.Verdict == NameVerdict.Same)
            .OrderBy(pair => Math.Abs(pair.Transaction.Amount.Amount - amount)).Take(OfName)
            .Select(pair => new NearMiss(pair.Transaction, NearMissKind.OtherAmount, null));
    }
}
