using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Transactions;

/// <summary>Which transactions have an event now, and that event: for whoever commits both. Afterwards, wake the <see cref="Dispatcher"/>.</summary>
public sealed class TransactionEvents(BankCatalog banks, TimeProvider clock)
{
    /// <param name="mode">The owner's.</param>
    /// <param name="transactions">Of this account, and without an event yet.</param>
    public void Add(ReconbankerDb db, Account account, OperationMode? mode, IEnumerable<Transaction> transactions)
    {
        if (mode != OperationMode.Passthrough || banks.FindBank(account.BankCode) is not { } bank)
        {
            return;
        }

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

    /// <summary>The account's transactions that would have an event but for the day on which they were booked.</summary>
    public static IQueryable<Transaction> Unsent(ReconbankerDb db, Guid accountId) => db.Transactions.Where(t => t.AccountId == accountId
        && t.State == BookingState.Booked && t.Amount.Amount > 0 && !t.IsSilent && t.SameAsId == null && (t.HeldAt == null || t.ReviewedAt != null)
        && !db.Deliveries.Any(d => d.TransactionId == t.Id));
}
