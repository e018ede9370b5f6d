using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Alerts;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Data;

/// <summary>The whole model. SQLite is today's provider; nothing in the model assumes it.</summary>
public sealed class ReconbankerDb(DbContextOptions<ReconbankerDb> options) : IdentityUserContext<User, Guid>(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<ScrapeRun> ScrapeRuns => Set<ScrapeRun>();
    public DbSet<RunStage> RunStages => Set<RunStage>();
    public DbSet<AssistanceRequest> AssistanceRequests => Set<AssistanceRequest>();
    public DbSet<HelpLink> HelpLinks => Set<HelpLink>();
    public DbSet<AlertTarget> AlertTargets => Set<AlertTarget>();
    public DbSet<Transaction> Transactions => Set<Transaction>();
    public DbSet<Reading> Readings => Set<Reading>();
    public DbSet<CoveredSpan> CoveredSpans => Set<CoveredSpan>();
    public DbSet<PendingPayment> PendingPayments => Set<PendingPayment>();
    public DbSet<PaymentPoll> PaymentPolls => Set<PaymentPoll>();
    public DbSet<PollRejection> PollRejections => Set<PollRejection>();
    public DbSet<Match> Matches => Set<Match>();
    public DbSet<MatchAttempt> MatchAttempts => Set<MatchAttempt>();
    public DbSet<PersonDecision> PersonDecisions => Set<PersonDecision>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<Attempt> Attempts => Set<Attempt>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<AccountShare> AccountShares => Set<AccountShare>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<SealingKey> SealingKeys => Set<SealingKey>();
    public DbSet<BackupPlan> BackupPlans => Set<BackupPlan>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ReconbankerDb).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<decimal>().HaveConversion<TenThousandths>();
    }
}
