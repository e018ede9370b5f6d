using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class PendingPaymentMapping : IEntityTypeConfiguration<PendingPayment>
{
    public void Configure(EntityTypeBuilder<PendingPayment> payment)
    {
        payment.Property(p => p.Id).ValueGeneratedNever();
        payment.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
        payment.HasIndex(p => new { p.AccountId, p.ExternalId, p.Version }).IsUnique();
        payment.HasIndex(p => new { p.AccountId, p.RegisteredAt, p.Id, p.State });
        payment.HasIndex(p => new { p.AccountId, p.State, p.RegisteredAt, p.Id });
        payment.HasIndex(p => new { p.State, p.ExpiresAt });
        payment.HasIndex(p => new { p.AccountId, p.AbsentSince }).HasFilter("\"AbsentSince\" IS NULL").HasDatabaseName("IX_PendingPayments_Listed");

        // The few that wait for a person. The first names what its filter fixes, or SQLite prefers one of the indexes above.
        payment.HasIndex(p => new { p.AccountId, p.State, p.BestScore }).HasDatabaseName("IX_PendingPayments_Suggested")
            .HasFilter("\"State\" = 'Pending' AND \"BestScore\" IS NOT NULL");
        payment.HasIndex(p => new { p.AccountId, p.VanishHeldAt }).HasFilter("\"VanishHeldAt\" IS NOT NULL");
        payment.Property(p => p.ExternalId).HasMaxLength(PendingPayment.ExternalIdMaxLength);
        payment.Property(p => p.PayerName).HasMaxLength(PendingPayment.NameMaxLength);
        payment.Property(p => p.Reference).HasMaxLength(PendingPayment.ReferenceMaxLength);
        payment.Property(p => p.Metadata).HasMaxLength(PendingPayment.MetadataMaxLength);
        payment.ComplexProperty(p => p.Amount, amount => amount.Property(m => m.Currency).HasMaxLength(3));
    }
}

internal sealed class PaymentPollMapping : IEntityTypeConfiguration<PaymentPoll>
{
    public void Configure(EntityTypeBuilder<PaymentPoll> poll)
    {
        poll.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
        poll.HasIndex(p => new { p.AccountId, p.StartedAt });
        poll.Property(p => p.Detail).HasMaxLength(PaymentPoll.DetailMaxLength);
    }
}

internal sealed class PollRejectionMapping : IEntityTypeConfiguration<PollRejection>
{
    public void Configure(EntityTypeBuilder<PollRejection> rejection)
    {
        rejection.HasOne<PaymentPoll>().WithMany().HasForeignKey(r => r.PollId);
        rejection.HasIndex(r => new { r.PollId, r.Row });
        rejection.Property(r => r.ExternalId).HasMaxLength(PendingPayment.ExternalIdMaxLength);
        rejection.Property(r => r.Value).HasMaxLength(100);
    }
}

internal sealed class MatchMapping : IEntityTypeConfiguration<Match>
{
    public void Configure(EntityTypeBuilder<Match> match)
    {
        match.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId);
        match.HasOne<PendingPayment>().WithMany().HasForeignKey(m => m.PaymentId);
        match.HasOne<Transaction>().WithMany().HasForeignKey(m => m.TransactionId);
        match.HasIndex(m => m.TransactionId).IsUnique().HasFilter("\"RevertedAt\" IS NULL").HasDatabaseName("IX_Matches_OneATransaction");
        match.HasIndex(m => m.PaymentId).IsUnique().HasFilter("\"RevertedAt\" IS NULL").HasDatabaseName("IX_Matches_OneAPayment");
        match.HasIndex(m => new { m.PaymentId, m.Number }).IsUnique();
        match.HasIndex(m => new { m.AccountId, m.MatchedAt });
    }
}

internal sealed class MatchAttemptMapping : IEntityTypeConfiguration<MatchAttempt>
{
    public void Configure(EntityTypeBuilder<MatchAttempt> attempt)
    {
        attempt.HasOne<PendingPayment>().WithMany().HasForeignKey(a => a.PaymentId);
        attempt.HasIndex(a => new { a.PaymentId, a.Number }).IsUnique();
        attempt.Property(a => a.EngineVersion).HasMaxLength(16);
    }
}

internal sealed class PersonDecisionMapping : IEntityTypeConfiguration<PersonDecision>
{
    public void Configure(EntityTypeBuilder<PersonDecision> decision)
    {
        decision.HasOne<PendingPayment>().WithMany().HasForeignKey(d => d.PaymentId);
        decision.HasOne<Transaction>().WithMany().HasForeignKey(d => d.TransactionId);
        decision.HasIndex(d => new { d.PaymentId, d.At });
        decision.HasIndex(d => new { d.AccountId, d.At });
        decision.Property(d => d.Reason).HasMaxLength(Match.ReasonMaxLength);
    }
}
