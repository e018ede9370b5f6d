using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Core.Matching;

/// <summary>What rules made of the payments of some days.</summary>
public sealed record WhatIfCounts(int Settled, int Ambiguous, int Suggested, int Nothing);

/// <summary>A payment of which two sets of rules say different things.</summary>
/// <param name="Now">What the account's rules say; null for nothing.</param>
/// <param name="NowSender">Sender of the transfer that settles it by them; null where none does.</param>
/// <param name="Then">What the other rules say; null for nothing.</param>
public sealed record WhatIfDifference(
    Guid PaymentId, string ExternalId, Money Amount, string? PayerName, MatchOutcome? Now, string? NowSender, MatchOutcome? Then, string? ThenSender);

/// <param name="Differences">The latest ones, at most <see cref="WhatIf.MostShown"/>.</param>
/// <param name="DifferenceCount">All of them.</param>
public sealed record WhatIfResult(
    int Payments, int Transactions, WhatIfCounts Now, WhatIfCounts Then, IReadOnlyList<WhatIfDifference> Differences, int DifferenceCount);

/// <summary>
/// Plays the last days of an account again under other rules, as if all had been known at once, and under its own, and shows what differs. What
/// people decided stays as they did. Changes nothing.
/// </summary>
public sealed class WhatIf(IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, TimeProvider clock)
{
    public const int Days = 90;
    public const int MostShown = 100;

    /// <returns>Null when there is no such account of the owner's.</returns>
    public async Task<WhatIfResult?> ReplayAsync(Guid ownerId, Guid accountId, MatchChoices choices, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        if (account is null || banks.FindBank(account.BankCode) is not { } bank)
        {
            return null;
        }

        var since = clock.GetUtcNow() - TimeSpan.FromDays(Days);
        var byPeople = db.Matches.Where(m => m.AccountId == accountId && m.RevertedAt == null && m.MatchedById != null);
        var payments = await db.PendingPayments.AsNoTracking()
            .Where(p => p.AccountId == accountId && p.RegisteredAt >= since && p.State != PaymentState.Cancelled && p.State != PaymentState.Held)
            .Where(p => !byPeople.Any(m => m.PaymentId == p.Id))
            .ToListAsync(cancellationToken);
        var transactions = await Transactions(db, account, BankDay.On(bank, since).AddDays(-5)).Where(t => !byPeople.Any(m => m.TransactionId == t.Id))
            .ToListAsync(cancellationToken);
        var rejected = await db.PersonDecisions.Where(PersonDecision.PartsPair).Where(d => d.AccountId == accountId)
            .Select(d => new { d.PaymentId, d.TransactionId }).ToListAsync(cancellationToken);

        var known = payments.ConvertAll(p => Settlement.Known(p) with { ExpiresAt = BankDay.StartsAt(bank, BankDay.On(bank, p.ExpiresAt).AddDays(1)) });
        var free = transactions.ConvertAll(t => Settlement.Known(t, bank));
        var own = Settlement.Rules(account, rejected.Select(pair => (pair.PaymentId, pair.TransactionId!.Value)).ToHashSet());
        var other = own with
        {
            Accept = (double)choices.Accept,
            Margin = (double)choices.Margin,
            AllowNameless = choices.AllowNameless,
            AskForInterchangeable = choices.AskForInterchangeable,
        };
        return await Task.Run(() => Compare(payments, transactions, Matcher.Decide(known, free, own), Matcher.Decide(known, free, other)), cancellationToken);
    }

    // Whether they have settled something or not: all of it is played again.
    private static IQueryable<Transaction> Transactions(ReconbankerDb db, Account account, DateOnly from) => db.Transactions.AsNoTracking()
        .Where(Transaction.WithEffects).Where(t => t.AccountId == account.Id && t.BookedOn >= from && t.BookedOn >= account.EventsFromOn);

    private static WhatIfResult Compare(
        List<PendingPayment> payments, List<Transaction> transactions, IReadOnlyList<MatchDecision> now, IReadOnlyList<MatchDecision> then)
    {
        var (before, after) = (now.ToDictionary(d => d.PaymentId), then.ToDictionary(d => d.PaymentId));
        var senders = transactions.ToDictionary(t => t.Id, t => t.SenderName);
        var differences = payments
            .Where(p => Verdict(before.GetValueOrDefault(p.Id)) != Verdict(after.GetValueOrDefault(p.Id)))
            .OrderByDescending(p => p.RegisteredAt).ThenBy(p => p.Id).ToList();
        return new WhatIfResult(
            payments.Count,
            transactions.Count,
            Count(payments.Count, now),
            Count(payments.Count, then),
            [.. differences.Take(MostShown).Select(payment =>
            {
                var (one, two) = (before.GetValueOrDefault(payment.Id), after.GetValueOrDefault(payment.Id));
                return new WhatIfDifference(
                    payment.Id, payment.ExternalId, payment.Amount, payment.PayerName, one?.Outcome, Sender(one), two?.Outcome, Sender(two));
            })],
            differences.Count);

        string? Sender(MatchDecision? decision) => Verdict(decision).Paid is { } id ? senders[id] : null;
    }

    private static (MatchOutcome? Outcome, Guid? Paid) Verdict(MatchDecision? decision) =>
        (decision?.Outcome, decision is { Outcome: MatchOutcome.Settled } ? decision.Candidates[0].TransactionId : null);

    private static WhatIfCounts Count(int payments, IReadOnlyList<MatchDecision> decisions) => new(
        decisions.Count(d => d.Outcome == MatchOutcome.Settled),
        decisions.Count(d => d.Outcome == MatchOutcome.Ambiguous),
        decisions.Count(d => d.Outcome == MatchOutcome.Suggested),
        payments - decisions.Count);
}
