using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Alerts;
using Reconbanker.Core.People;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class AlertTargetMapping : IEntityTypeConfiguration<AlertTarget>
{
    public void Configure(EntityTypeBuilder<AlertTarget> target)
    {
        target.HasKey(t => t.UserId);
        target.Property(t => t.UserId).ValueGeneratedNever();
        target.HasOne<User>().WithOne().HasForeignKey<AlertTarget>(t => t.UserId);
        target.Property(t => t.NtfyServer).HasMaxLength(AlertSettings.AddressMaxLength);
        target.Property(t => t.SavedAddress).HasMaxLength(AlertSettings.AddressMaxLength);
    }
}
