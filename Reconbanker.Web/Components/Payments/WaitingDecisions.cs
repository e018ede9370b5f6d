using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Web.Components.Payments;

/// <summary>Why a payment waits for a person.</summary>
public enum WaitingFor
{
    /// <summary>The bank took back the transfer that settled it.</summary>
    Reversal,

    /// <summary>Its id was settled before with other contents.</summary>
    Held,

    /// <summary>Transfers fit it, and none is clear.</summary>
    Choice,
}

/// <summary>A payment that waits for a person.</summary>
public sealed record DecisionEntry(PendingPayment Payment, WaitingFor Waiting, string AccountName)
{
    public IReadOnlyList<CandidateFacts> Candidates { get; init; } = [];

    /// <summary>The transfer that the bank took back; null for other entries.</summary>
    public Transaction? Reversed { get; init; }

    /// <summary>What people have decided about it before, the newest first.</summary>
    public IReadOnlyList<DecisionFacts> Decisions { get; init; } = [];
}

/// <param name="ExternalId">Of the payment that it is about.</param>
public sealed record LateDecision(DecisionFacts Facts, string ExternalId);

/// <param name="HeldAt">When they vanished, all at once.</param>
/// <param name="Payments">The first of them.</param>
public sealed record VanishedGroup(Guid AccountId, string AccountName, DateTimeOffset HeldAt, int Count, IReadOnlyList<PendingPayment> Payments);

/// <summary>What waits for the decision of a person: a person's time goes to what is surest first.</summary>
/// <param name="Entries">Not more than <see cref="Shown"/>: others follow as these are decided.</param>
/// <param name="Total">Bounded by <see cref="Counted"/>.</param>
/// <param name="Lately">What people decided last, the newest first.</param>
public sealed record WaitingDecisions(IReadOnlyList<VanishedGroup> Vanished, IReadOnlyList<DecisionEntry> Entries, int Total, IReadOnlyList<LateDecision> Lately)
{
    public const int Counted = 99;
    public const int Shown = 25;
    private const int ShownOfGroup = 10;
    private const int ShownLately = 8;

    public static async Task<WaitingDecisions> ReadAsync(ReconbankerDb db, Guid ownerId, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.Where(a => a.OwnerId == ownerId).Select(a => new { a.Id, a.Name })
            .ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken);
        var reversed = await Reversed(db, ownerId).OrderByDescending(pair => pair.Match.MatchedAt).Take(Shown).AsNoTracking().ToListAsync(cancellationToken);
        var held = await Held(db, ownerId).OrderBy(p => p.RegisteredAt).Take(Shown).AsNoTracking().ToListAsync(cancellationToken);
        var ambiguous = await Best(Ambiguous(db, ownerId)).ToListAsync(cancellationToken);
        var suggested = await Best(Suggested(db, ownerId)).ToListAsync(cancellationToken);
        var choices = ambiguous.Concat(suggested).OrderByDescending(p => p.BestScore).ThenBy(p => p.RegisteredAt).ThenBy(p => p.Id).Take(Shown).ToList();
        var candidates = await CandidateFacts.ReadAsync(db, choices, cancellationToken);
        List<DecisionEntry> entries =
        [
            .. reversed.Select(pair => new DecisionEntry(pair.Payment, WaitingFor.Reversal, accounts[pair.Payment.AccountId]) { Reversed = pair.Transaction }),
            .. held.Select(p => new DecisionEntry(p, WaitingFor.Held, accounts[p.AccountId])),
            .. choices.Select(p => new DecisionEntry(p, WaitingFor.Choice, accounts[p.AccountId]) { Candidates = candidates.GetValueOrDefault(p.Id) ?? [] }),
        ];
        entries = [.. entries.Take(Shown)];
        var ids = entries.Select(e => e.Payment.Id).ToList();
        var decisions = (await DecisionFacts.Of(db, db.PersonDecisions.Where(d => ids.Contains(d.PaymentId))).ToListAsync(cancellationToken))
            .ToLookup(d => d.Decision.PaymentId);
        return new WaitingDecisions(
            await VanishedAsync(db, ownerId, accounts, cancellationToken),
            [.. entries.Select(entry => entry with { Decisions = [.. decisions[entry.Payment.Id].OrderByDescending(d => d.Decision.At)] })],
            await CountAsync(db, ownerId, cancellationToken),
            await LatelyAsync(db, accounts, cancellationToken));
    }

    private static async Task<IReadOnlyList<LateDecision>> LatelyAsync(ReconbankerDb db, Dictionary<Guid, string> accounts, CancellationToken cancellationToken)
    {
        var ids = accounts.Keys.ToList();
        var last = await DecisionFacts.Of(db, db.PersonDecisions.Where(d => ids.Contains(d.AccountId)).OrderByDescending(d => d.At).Take(ShownLately))
            .AsNoTracking().ToListAsync(cancellationToken);
        var payments = last.Select(d => d.Decision.PaymentId).ToList();
        var names = await db.PendingPayments.Where(p => payments.Contains(p.Id)).Select(p => new { p.Id, p.ExternalId })
            .ToDictionaryAsync(p => p.Id, p => p.ExternalId, cancellationToken);
        return [.. last.OrderByDescending(d => d.Decision.At).Select(d => new LateDecision(d, names[d.Decision.PaymentId]))];
    }

    /// <summary>How much waits: payments that vanished together count as one.</summary>
    public static async Task<int> CountAsync(ReconbankerDb db, Guid ownerId, CancellationToken cancellationToken) =>
        await Ambiguous(db, ownerId).Take(Counted + 1).CountAsync(cancellationToken)
        + await Suggested(db, ownerId).Take(Counted + 1).CountAsync(cancellationToken)
        + await Held(db, ownerId).Take(Counted + 1).CountAsync(cancellationToken)
        + await Reversed(db, ownerId).Take(Counted + 1).CountAsync(cancellationToken)
        + await OpenVanished(db, ownerId).Select(p => new { p.AccountId, p.VanishHeldAt }).Distinct().CountAsync(cancellationToken);

    private static IQueryable<PendingPayment> Own(ReconbankerDb db, Guid ownerId)
    {
        var accounts = db.Accounts.Where(a => a.OwnerId == ownerId).Select(a => a.Id);
        return db.PendingPayments.Where(p => accounts.Contains(p.AccountId));
    }

    private static IQueryable<PendingPayment> Ambiguous(ReconbankerDb db, Guid ownerId) => Own(db, ownerId).Where(p => p.State == PaymentState.Ambiguous);

    private static IQueryable<PendingPayment> Suggested(ReconbankerDb db, Guid ownerId) =>
        Own(db, ownerId).Where(p => p.State == PaymentState.Pending && p.BestScore != null);

    private static IQueryable<PendingPayment> Held(ReconbankerDb db, Guid ownerId) => Own(db, ownerId).Where(p => p.State == PaymentState.Held);

    private static IQueryable<PendingPayment> OpenVanished(ReconbankerDb db, Guid ownerId) =>
        Own(db, ownerId).Where(p => p.VanishHeldAt != null && (p.State == PaymentState.Pending || p.State == PaymentState.Ambiguous));

    private static IQueryable<Pair> Reversed(ReconbankerDb db, Guid ownerId)
    {
        var accounts = db.Accounts.Where(a => a.OwnerId == ownerId).Select(a => a.Id);
        return from transaction in db.Transactions
               where accounts.Contains(transaction.AccountId) && transaction.State == BookingState.Reversed
               join match in db.Matches on transaction.Id equals match.TransactionId
               where match.RevertedAt == null
               join payment in db.PendingPayments on match.PaymentId equals payment.Id
               select new Pair { Transaction = transaction, Match = match, Payment = payment };
    }

    private static IQueryable<PendingPayment> Best(IQueryable<PendingPayment> payments) =>
        payments.OrderByDescending(p => p.BestScore).ThenBy(p => p.RegisteredAt).ThenBy(p => p.Id).Take(Shown).AsNoTracking();

    private static async Task<IReadOnlyList<VanishedGroup>> VanishedAsync(
        ReconbankerDb db, Guid ownerId, Dictionary<Guid, string> accounts, CancellationToken cancellationToken)
    {
        var groups = await OpenVanished(db, ownerId).GroupBy(p => new { p.AccountId, p.VanishHeldAt })
            .Select(g => new { g.Key.AccountId, g.Key.VanishHeldAt, Count = g.Count() }).ToListAsync(cancellationToken);
        var vanished = new List<VanishedGroup>();
        foreach (var group in groups.OrderBy(g => g.VanishHeldAt))
        {
            var first = await VanishedPayments.Of(db, group.AccountId, group.VanishHeldAt!.Value)
                .OrderBy(p => p.RegisteredAt).ThenBy(p => p.Id).Take(ShownOfGroup).AsNoTracking().ToListAsync(cancellationToken);
            vanished.Add(new VanishedGroup(group.AccountId, accounts[group.AccountId], group.VanishHeldAt!.Value, group.Count, first));
        }

        return vanished;
    }

    private sealed class Pair
    {
        public required Transaction Transaction { get; init; }
        public required Match Match { get; init; }
        public required PendingPayment Payment { get; init; }
    }
}
