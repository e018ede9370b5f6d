using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Backups;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class BackupPlanMapping : IEntityTypeConfiguration<BackupPlan>
{
    public void Configure(EntityTypeBuilder<BackupPlan> plan)
    {
        plan.Property(p => p.Folder).HasMaxLength(BackupPlans.LongestFolder);
        plan.Property(p => p.MadeFile).HasMaxLength(BackupPlans.LongestFolder + 64);
    }
}
