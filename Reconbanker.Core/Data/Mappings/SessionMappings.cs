using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;
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
        request.Property(r => r.SentTo).HasMaxLength(AssistanceRequest.SentToMaxLength);
        request.Property(r => r.Number).HasMaxLength(AssistanceRequest.NumberMaxLength);
        request.Property(r => r.BankWords).HasMaxLength(BankWords.MaxLength);
        request.Property(r => r.OtherChannels).HasMaxLength(64).HasConversion(
            channels => string.Join(',', channels),
            text => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<CodeChannel>).ToList(),
            new ValueComparer<IReadOnlyList<CodeChannel>>(
                (left, right) => left!.SequenceEqual(right!),
                channels => channels.Count,
                channels => channels.ToList()));
    }
}

internal sealed class HelpLinkMapping : IEntityTypeConfiguration<HelpLink>
{
    public void Configure(EntityTypeBuilder<HelpLink> link)
    {
        link.HasOne<AssistanceRequest>().WithMany().HasForeignKey(l => l.RequestId);
        link.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.Property(l => l.TokenHash).HasMaxLength(64);
    }
}
