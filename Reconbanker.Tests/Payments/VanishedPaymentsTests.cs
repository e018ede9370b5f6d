using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Payments;

public sealed class VanishedPaymentsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_vanished_at_once_is_cancelled_or_kept_at_once_by_its_owner_alone()
    {
        await using var stage = await CoreStage.OpenAsync(OperationMode.Reconcile);
        var accountId = await stage.AddAccountAsync();
        var (now, run) = (stage.Clock.GetUtcNow(), PaymentRows.Run(accountId, stage.Clock.GetUtcNow()));
        var vanished = PaymentRows.Payment(accountId, "gone", 50, "Alice Lopez Garcia", now);
        var rival = PaymentRows.Payment(accountId, "listed", 50, "Alice Lopez Mendez", now);
        var other = PaymentRows.Payment(accountId, "earlier", 70, "Bob", now);
        (vanished.VanishHeldAt, other.VanishHeldAt) = (now, now.AddMinutes(-10));
        var transfer = PaymentRows.Transfer(accountId, run.Id, 50, "ALICE LOPEZ", DateOnly.FromDateTime(now.Date), now);
        await PaymentRows.StoreAsync(stage.Get<IDbContextFactory<ReconbankerDb>>(), stage.Get<MatchSettings>(), stage.OwnerId, accountId, [vanished, rival, other, run, transfer]);
        var subject = stage.Get<VanishedPayments>();

        var byStranger = await subject.DecideAsync(Guid.NewGuid(), accountId, now, keep: false, null, Cancelled);
        var cancelled = await subject.DecideAsync(stage.OwnerId, accountId, now, keep: false, " closed shop ", Cancelled);
        var again = await subject.DecideAsync(stage.OwnerId, accountId, now, keep: false, null, Cancelled);
        var kept = await subject.DecideAsync(stage.OwnerId, accountId, now.AddMinutes(-10), keep: true, null, Cancelled);

        (byStranger, cancelled, again, kept).Should().Be((0, 1, 0, 1));
        await using var db = await stage.OpenDbAsync();
        var states = await db.PendingPayments.ToDictionaryAsync(p => p.ExternalId, p => p.State, Cancelled);
        states["gone"].Should().Be(PaymentState.Cancelled);
        states["listed"].Should().Be(PaymentState.Matched, "nothing competes for the transfer any more");
        states["earlier"].Should().Be(PaymentState.Pending);
        (await db.PendingPayments.AnyAsync(p => p.VanishHeldAt != null, Cancelled)).Should().BeFalse();
        var decisions = await db.PersonDecisions.ToListAsync(Cancelled);
        decisions.Select(d => (d.Kind, d.Reason, d.ById)).Should().BeEquivalentTo(
            [(DecisionKind.Cancel, (string?)"closed shop", stage.OwnerId), (DecisionKind.Keep, null, stage.OwnerId)]);
    }
}
