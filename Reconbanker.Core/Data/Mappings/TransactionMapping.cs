using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class TransactionMapping : IEntityTypeConfiguration<Transaction>
{
    public void Configure(EntityTypeBuilder<Transaction> transaction)
    {
        transaction.Property(t => t.Id).ValueGeneratedNever();
        transaction.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
        transaction.HasOne<ScrapeRun>().WithMany().HasForeignKey(t => t.RunId);
        transaction.HasIndex(t => new { t.AccountId, t.IdentityKey, t.Ordinal }).IsUnique();
        transaction.HasIndex(t => new { t.AccountId, t.BookedOn });
        transaction.Property(t => t.IdentityKey).HasMaxLength(64);
        transaction.Property(t => t.BankId).HasMaxLength(128);
        transaction.Property(t => t.SenderName).HasMaxLength(512);
        transaction.Property(t => t.Description).HasMaxLength(2000);
        transaction.ComplexProperty(t => t.Amount, amount => amount.Property(m => m.Currency).HasMaxLength(3));
    }
}
