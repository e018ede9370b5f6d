using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Components.Payments;

/// <param name="Expected">Registered in the time.</param>
/// <param name="Settled">Of those, what is paid; likewise <paramref name="Unsettled"/>.</param>
public sealed record CurrencyFigures(string Currency, decimal Expected, decimal Settled, decimal Unsettled);

/// <summary>What the last days have brought: of the payments registered in them, how many and how much, and how fast transfers settled.</summary>
/// <param name="Half">Half of the transfers settled within this time; null while none did.</param>
/// <param name="Most">95 of 100 did.</param>
public sealed record SettlementFigures(int Expected, int Settled, int Open, int ToDecide, IReadOnlyList<CurrencyFigures> Currencies, TimeSpan? Half, TimeSpan? Most)
{
    public const int Days = 30;

    /// <summary>Times are of the newest matches of each account, together as many as these: more tell nothing else.</summary>
    public const int Timed = 2000;

    public static async Task<SettlementFigures> ReadAsync(ReconbankerDb db, Guid ownerId, TimeProvider clock, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        var groups = await new PaymentFilter(ownerId) { From = since }.Of(db)
            .GroupBy(p => new { p.State, p.Amount.Currency })
            .Select(g => new { g.Key.State, g.Key.Currency, Count = g.Count(), Amount = g.Sum(p => p.Amount.Amount) })
            .ToListAsync(cancellationToken);
        var times = await TimesAsync(db, ownerId, since, cancellationToken);
        return new SettlementFigures(
            groups.Sum(g => g.Count),
            groups.Where(g => g.State == PaymentState.Matched).Sum(g => g.Count),
            groups.Where(g => g.State == PaymentState.Pending).Sum(g => g.Count),
            await WaitingDecisions.CountAsync(db, ownerId, cancellationToken),
            [
                .. groups.GroupBy(g => g.Currency).OrderByDescending(g => g.Sum(x => x.Count)).Select(g => new CurrencyFigures(
                    g.Key, g.Sum(x => x.Amount), g.Where(x => x.State == PaymentState.Matched).Sum(x => x.Amount), g.Where(x => x.State is PaymentState.Pending or PaymentState.Ambiguous).Sum(x => x.Amount))),
            ],
            At(times, 0.5), At(times, 0.95));
    }

    /// <summary>From when the transfer was first seen or the payment registered, whichever came second, to the match; in their order.</summary>
    private static async Task<List<TimeSpan>> TimesAsync(ReconbankerDb db, Guid ownerId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var own = db.Accounts.Where(a => a.OwnerId == ownerId).Select(a => a.Id);
        var times = new List<TimeSpan>();
        var accounts = await own.ToListAsync(cancellationToken);
        foreach (var accountId in accounts)
        {
            var matches = await db.Matches.Where(m => m.AccountId == accountId && m.MatchedAt >= since && m.RevertedAt == null)
                .OrderByDescending(m => m.MatchedAt).Take(Math.Max(1, Timed / accounts.Count))
                .Join(db.Transactions, m => m.TransactionId, t => t.Id, (match, transaction) => new { match.MatchedAt, match.PaymentId, transaction.FirstSeenAt })
                .Join(db.PendingPayments, m => m.PaymentId, p => p.Id, (m, payment) => new { m.MatchedAt, m.FirstSeenAt, payment.RegisteredAt })
                .ToListAsync(cancellationToken);
            times.AddRange(matches.Select(m => m.MatchedAt - (m.FirstSeenAt > m.RegisteredAt ? m.FirstSeenAt : m.RegisteredAt)));
        }

        times.Sort();
        return times;
    }

    private static TimeSpan? At(List<TimeSpan> times, double share) => times.Count == 0 ? null : times[(int)Math.Ceiling(times.Count * share) - 1];
}
