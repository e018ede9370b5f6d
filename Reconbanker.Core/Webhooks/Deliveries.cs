using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Core.Webhooks;

/// <summary>Makes deliveries, for whoever commits them: a transaction's in the commit of the transaction itself.</summary>
public static class Deliveries
{
    /// <summary>The event of a transaction, due at once. After the commit, wake the <see cref="Dispatcher"/>.</summary>
    /// <param name="receivedAt">The start of the day of booking in the bank's zone.</param>
    /// <exception cref="ArgumentException">The transaction is another account's, or is pending, reversed, outgoing, held or another one again.</exception>
    public static Delivery ForTransaction(Account account, Transaction transaction, DateTimeOffset receivedAt, DateTimeOffset now)
    {
        if (transaction.AccountId != account.Id || !transaction.HasEffects)
        {
            throw new ArgumentException(
                $"Transaction {transaction.Id} is none of account {account.Id} that has effects.", nameof(transaction));
        }

        return new Delivery
        {
            AccountId = account.Id,
            // The transaction's id follows from its identity, so an event that is made again after a restore has the id it had before.
            EventId = $"msg_{transaction.Id:N}",
            Kind = DeliveryKind.Transaction,
            TransactionId = transaction.Id,
            Body = Payloads.Transaction(transaction, receivedAt, account.WebhookExtraFields),
            CreatedAt = now,
            DueAt = now,
        };
    }

    /// <summary>The event of what became of a payment, due at once. After the commit, wake the <see cref="Dispatcher"/>.</summary>
    /// <param name="number">Which of the payment's events of this kind it is: with it the event's id is the same again after a restore.</param>
    internal static Delivery ForPayment(
        Account account, PendingPayment payment, DeliveryKind kind, int number, MatchEvidence? evidence, DateTimeOffset now) => new()
        {
            AccountId = account.Id,
            EventId = $"msg_{payment.Id:N}_{Status(kind)}_{number}",
            Kind = kind,
            PaymentId = payment.Id,
            Body = Payloads.Payment(payment, Status(kind), evidence, account.WebhookExtraFields),
            CreatedAt = now,
            DueAt = now,
        };

    /// <summary>Makes them due now, whatever became of them: the same ids and bytes, and the whole schedule of retries anew.</summary>
    /// <remarks>One statement, so that the end of an attempt under way cannot come in between.</remarks>
    /// <returns>How many.</returns>
    internal static Task<int> MakeDueAsync(IQueryable<Delivery> deliveries, DateTimeOffset now, CancellationToken cancellationToken) =>
        deliveries.ExecuteUpdateAsync(
            delivery => delivery
                .SetProperty(d => d.State, DeliveryState.Waiting)
                .SetProperty(d => d.DueAt, now)
                .SetProperty(d => d.AttemptsInRound, 0),
            cancellationToken);

    private static string Status(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Matched => "matched",
        DeliveryKind.Ambiguous => "ambiguous",
        DeliveryKind.Expired => "expired",
        DeliveryKind.Reverted => "reverted",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No event of a payment."),
    };

    internal static Delivery ForTest(Guid accountId, string? extraFields, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new Delivery
        {
            AccountId = accountId,
            EventId = $"msg_{id:N}",
            Kind = DeliveryKind.Test,
            Body = Payloads.Test(id, now, extraFields),
            CreatedAt = now,
            DueAt = now,
        };
    }
}
