using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class ScrapeRunMapping : IEntityTypeConfiguration<ScrapeRun>
{
    public void Configure(EntityTypeBuilder<ScrapeRun> run)
    {
        run.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
        run.HasIndex(r => new { r.AccountId, r.StartedAt });
        run.HasIndex(r => r.AccountId).IsUnique().HasFilter("\"Outcome\" = 'Running'").HasDatabaseName("IX_ScrapeRuns_OneRunning");
    }
}

internal sealed class RunStageMapping : IEntityTypeConfiguration<RunStage>
{
    public void Configure(EntityTypeBuilder<RunStage> stage)
    {
        stage.HasKey(s => new { s.RunId, s.Stage });
        stage.HasOne<ScrapeRun>().WithMany().HasForeignKey(s => s.RunId);
    }
}

internal sealed class AssistanceRequestMapping : IEntityTypeConfiguration<AssistanceRequest>
{
    public void Configure(EntityTypeBuilder<AssistanceRequest> request)
    {
        request.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
        request.HasOne<ScrapeRun>().WithMany().HasForeignKey(r => r.RunId);
        request.HasIndex(r => r.AccountId).IsUnique().HasFilter("\"State\" = 'Open'").HasDatabaseName("IX_AssistanceRequests_OneOpen");
        request.Property(r => r.Channel).HasMaxLength(64);
    }
}
