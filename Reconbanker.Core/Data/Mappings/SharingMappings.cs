using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class AccountShareMapping : IEntityTypeConfiguration<AccountShare>
{
    public void Configure(EntityTypeBuilder<AccountShare> share)
    {
        share.HasKey(s => new { s.AccountId, s.UserId });
        share.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        share.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        share.Ignore(s => s.Rights);
    }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId);
        entry.HasIndex(e => new { e.AccountId, e.Id });
        entry.Property(e => e.UserName).HasMaxLength(AuditEntry.NameMaxLength);
        entry.Property(e => e.OtherName).HasMaxLength(AuditEntry.NameMaxLength);
        entry.Property(e => e.Outcome).HasMaxLength(64);
    }
}
