using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.HasOne<Account>().WithMany().HasForeignKey(d => d.AccountId);
        delivery.HasOne<Transaction>().WithMany().HasForeignKey(d => d.TransactionId);
        delivery.HasIndex(d => d.EventId).IsUnique();
        delivery.HasIndex(d => new { d.AccountId, d.State, d.DueAt });
        delivery.HasIndex(d => new { d.AccountId, d.CreatedAt });
        delivery.Property(d => d.EventId).HasMaxLength(64);
    }
}

internal sealed class AttemptMapping : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> attempt)
    {
        attempt.HasOne<Delivery>().WithMany().HasForeignKey(a => a.DeliveryId);
        attempt.HasIndex(a => new { a.DeliveryId, a.Number }).IsUnique();
        attempt.Property(a => a.Receiver).HasMaxLength(300);
        attempt.Property(a => a.Answer).HasMaxLength(2000);
    }
}
