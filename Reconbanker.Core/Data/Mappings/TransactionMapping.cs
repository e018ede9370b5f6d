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
        transaction.HasOne<Transaction>().WithMany().HasForeignKey(t => t.SameAsId);

        // The few that a person has to look at, or has.
        transaction.HasIndex(t => new { t.AccountId, t.HeldAt }).HasFilter("\"HeldAt\" IS NOT NULL");

        // The few that the bank took back.
        transaction.HasIndex(t => new { t.AccountId, t.State }).HasDatabaseName("IX_Transactions_Reversed").HasFilter("\"State\" = 'Reversed'");
        transaction.Property(t => t.IdentityKey).HasMaxLength(64);
        transaction.Property(t => t.BankId).HasMaxLength(128);
        transaction.Property(t => t.SenderName).HasMaxLength(512);
        transaction.Property(t => t.Description).HasMaxLength(2000);
        transaction.ComplexProperty(t => t.Amount, amount => amount.Property(m => m.Currency).HasMaxLength(3));
    }
}

internal sealed class ReadingMapping : IEntityTypeConfiguration<Reading>
{
    public void Configure(EntityTypeBuilder<Reading> reading)
    {
        reading.Property(r => r.Id).ValueGeneratedNever();
        reading.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
        reading.HasOne<ScrapeRun>().WithMany().HasForeignKey(r => r.RunId);
        reading.HasIndex(r => new { r.RunId, r.Number }).IsUnique();
        reading.HasIndex(r => new { r.AccountId, r.LastReadAt });
        reading.Property(r => r.BankAccountNumber).HasMaxLength(64);
    }
}

internal sealed class CoveredSpanMapping : IEntityTypeConfiguration<CoveredSpan>
{
    public void Configure(EntityTypeBuilder<CoveredSpan> span)
    {
        span.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        span.HasIndex(s => new { s.AccountId, s.BankAccountNumber, s.FromOn }).IsUnique();
        span.Property(s => s.BankAccountNumber).HasMaxLength(64);
    }
}
