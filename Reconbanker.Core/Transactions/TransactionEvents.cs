using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Transactions;

/// <summary>
/// What transactions cause now, for whoever commits both: their own events in passthrough, settled payments in reconcile. Afterwards, wake the
/// <see cref="Dispatcher"/>.
/// </summary>
public sealed class TransactionEvents(BankCatalog banks, Settlement settlement, TimeProvider clock)
{
    /// <param name="mode">The owner's.</param>
    /// <param name="transactions">Of this account, without an event yet, and not necessarily saved.</param>
    internal async Task AddAsync(
        ReconbankerDb db, Account account, OperationMode? mode, IReadOnlyCollection<Transaction> transactions, CancellationToken cancellationToken)
    {
        if (mode == OperationMode.Passthrough && banks.FindBank(account.BankCode) is { } bank)
        {
            Forward(db, account, bank, transactions);
        }
        else if (mode == OperationMode.Reconcile && transactions.Count > 0)
        {
            await db.SaveChangesAsync(cancellationToken);
            await settlement.DecideAsync(db, account, mode, transactions.Select(t => t.Amount), cancellationToken);
        }
    }

    /// <summary>The account's transactions that would have an event but for the day on which they were booked.</summary>
    public static IQueryable<Transaction> Unsent(ReconbankerDb db, Guid accountId) => db.Transactions.Where(Transaction.WithEffects)
        .Where(t => t.AccountId == accountId && !t.IsSilent && !db.Deliveries.Any(d => d.TransactionId == t.Id));

    private void Forward(ReconbankerDb db, Account account, Bank bank, IEnumerable<Transaction> transactions)
    {
        foreach (var transaction in transactions.Where(t => t.HasEffects && t.BookedOn >= account.EventsFromOn))
        {
            if (account.SilentIngestion)
            {
                transaction.IsSilent = true;
            }
            else
            {
                db.Deliveries.Add(Deliveries.ForTransaction(account, transaction, BankDay.StartsAt(bank, transaction.BookedOn), clock.GetUtcNow()));
            }
        }
    }
}
