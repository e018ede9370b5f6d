using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class SealingKeyMapping : IEntityTypeConfiguration<SealingKey>
{
    public void Configure(EntityTypeBuilder<SealingKey> key)
    {
        key.Property(k => k.Id).HasMaxLength(16);
        key.HasOne<User>().WithMany().HasForeignKey(k => k.SheetShownTo);
    }
}
