using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.HasOne<Account>().WithMany().HasForeignKey(d => d.AccountId);
        delivery.HasOne<Transaction>().WithMany().HasForeignKey(d => d.TransactionId);
        delivery.HasOne<PendingPayment>().WithMany().HasForeignKey(d => d.PaymentId);
        delivery.HasIndex(d => d.EventId).IsUnique();

        // What is due next, and the pages of a list, are read from an index alone, however many deliveries there are.
        delivery.HasIndex(d => new { d.AccountId, d.State, d.DueAt, d.Id });
        delivery.HasIndex(d => new { d.AccountId, d.CreatedAt, d.Id, d.State });

        // The few that leave while a webhook is paused. It names what its filter fixes, or SQLite prefers the first of the indexes above.
        delivery.HasIndex(d => new { d.AccountId, d.State, d.Kind, d.DueAt }).HasDatabaseName("IX_Deliveries_WaitingTests")
            .HasFilter("\"State\" = 'Waiting' AND \"Kind\" = 'Test'");
        delivery.Property(d => d.EventId).HasMaxLength(64);
    }
}

internal sealed class AttemptMapping : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> attempt)
    {
        attempt.HasOne<Delivery>().WithMany().HasForeignKey(a => a.DeliveryId);
        attempt.HasIndex(a => new { a.DeliveryId, a.Number }).IsUnique();
        attempt.HasIndex(a => a.DeliveryId).HasDatabaseName("IX_Attempts_UnderWay").HasFilter("\"Outcome\" = 'Unknown'");
        attempt.Property(a => a.Receiver).HasMaxLength(300);
        attempt.Property(a => a.SentHeaders).HasMaxLength(2000);
        attempt.Property(a => a.Answer).HasMaxLength(2000);
    }
}
