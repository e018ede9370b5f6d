using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching.Names;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Matching;

/// <summary>
/// Applies what the rules say to an account, in the transaction of whoever calls: match, state and event are one commit. Afterwards, wake the
/// <see cref="Dispatcher"/>.
/// </summary>
public sealed class Settlement(BankCatalog banks, TimeProvider clock)
{
    // Amounts in one question to the database.
    private const int Batch = 500;

    /// <summary>Judges the open payments of these amounts, after something of them arrived or changed and was saved.</summary>
    internal async Task DecideAsync(
        ReconbankerDb db, Account account, OperationMode? mode, IEnumerable<Money> amounts, CancellationToken cancellationToken)
    {
        if (mode != OperationMode.Reconcile || banks.FindBank(account.BankCode) is not { } bank)
        {
            return;
        }

        var wanted = amounts.Where(a => a.Amount > 0).Distinct().ToList();
        foreach (var ofCurrency in wanted.GroupBy(a => a.Currency))
        {
            foreach (var some in ofCurrency.Select(a => a.Amount).Chunk(Batch))
            {
                await DecideAsync(db, account, bank, ofCurrency.Key, some, cancellationToken);
            }
        }
    }

    /// <summary>Judges all open payments of an account, after its rules changed or its history was opened.</summary>
    internal async Task DecideAllAsync(ReconbankerDb db, Account account, OperationMode? mode, CancellationToken cancellationToken)
    {
        var amounts = await Open(db, account.Id).Select(p => new { p.Amount.Amount, p.Amount.Currency }).Distinct().ToListAsync(cancellationToken);
        await DecideAsync(db, account, mode, amounts.Select(a => new Money(a.Amount, a.Currency)), cancellationToken);
    }

    /// <summary>Transactions of an account that may settle a payment and have settled none.</summary>
    public static IQueryable<Transaction> Free(ReconbankerDb db, Guid accountId) => db.Transactions.Where(Transaction.WithEffects)
        .Where(t => t.AccountId == accountId && !db.Matches.Any(m => m.TransactionId == t.Id && m.RevertedAt == null));

    public static IQueryable<PendingPayment> Open(ReconbankerDb db, Guid accountId) =>
        db.PendingPayments.Where(p => p.AccountId == accountId && (p.State == PaymentState.Pending || p.State == PaymentState.Ambiguous));

    internal static MatchRules Rules(Account account, IReadOnlySet<(Guid Payment, Guid Transaction)> rejected) => new()
    {
        Accept = (double)account.MatchAccept,
        Margin = (double)account.MatchMargin,
        AllowNameless = account.MatchNameless,
        AskForInterchangeable = account.AskForInterchangeable,
        Rejected = rejected,
    };

    internal static OpenPayment Known(PendingPayment payment) =>
        new(payment.Id, payment.Amount, PayerName.Parse(payment.PayerName), payment.RegisteredAt, DateTimeOffset.MaxValue) { Reference = payment.Reference };

    /// <summary>A day counts whole: what was booked on the fifth day before counts however late a payment was registered on its own.</summary>
    internal static FreeTransaction Known(Transaction transaction, Bank bank) =>
        new(transaction.Id, transaction.Amount, PayerName.Parse(transaction.SenderName), BankDay.StartsAt(bank, transaction.BookedOn.AddDays(1)).AddMilliseconds(-1))
        {
            Text = transaction.Description,
        };

    private async Task DecideAsync(
        ReconbankerDb db, Account account, Bank bank, string currency, decimal[] amounts, CancellationToken cancellationToken)
    {
        var open = Open(db, account.Id).Where(p => p.Amount.Currency == currency && amounts.Contains(p.Amount.Amount));
        var payments = await open.ToListAsync(cancellationToken);
        if (payments.Count == 0)
        {
            return;
        }

        var transactions = await Free(db, account.Id)
            .Where(t => t.Amount.Currency == currency && amounts.Contains(t.Amount.Amount) && t.BookedOn >= account.EventsFromOn)
            .ToListAsync(cancellationToken);
        var rejected = await RejectedAsync(db, open, cancellationToken);
        var decisions = Matcher.Decide([.. payments.Select(Known)], [.. transactions.Select(t => Known(t, bank))], Rules(account, rejected))
            .ToDictionary(d => d.PaymentId);
        var former = await FormerAsync(db, open, cancellationToken);
        var byId = transactions.ToDictionary(t => t.Id);
        var verdicts = new Verdicts(db, account, clock.GetUtcNow());
        foreach (var payment in payments)
        {
            verdicts.Apply(payment, decisions.GetValueOrDefault(payment.Id), former.GetValueOrDefault(payment.Id), byId);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<HashSet<(Guid, Guid)>> RejectedAsync(
        ReconbankerDb db, IQueryable<PendingPayment> open, CancellationToken cancellationToken)
    {
        var pairs = await db.PersonDecisions.Where(PersonDecision.PartsPair).Where(d => open.Any(p => p.Id == d.PaymentId))
            .Select(d => new { d.PaymentId, d.TransactionId })
            .ToListAsync(cancellationToken);
        return [.. pairs.Select(pair => (pair.PaymentId, pair.TransactionId!.Value))];
    }

    private static async Task<Dictionary<Guid, MatchAttempt>> FormerAsync(
        ReconbankerDb db, IQueryable<PendingPayment> open, CancellationToken cancellationToken) => await (
            from payment in open
            where payment.Attempts > 0
            join attempt in db.MatchAttempts on new { PaymentId = payment.Id, Number = payment.Attempts } equals new { attempt.PaymentId, attempt.Number }
            select attempt).AsNoTracking().ToDictionaryAsync(a => a.PaymentId, cancellationToken);
}
