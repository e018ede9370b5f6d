using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Payments;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Payments;
using Reconbanker.Web.Components.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Components.Payments;

/// <summary>What the pages of payments read, from a real database.</summary>
public sealed class ListedPaymentsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_of_several_accounts_hold_each_payment_once_in_their_order_however_they_are_found()
    {
        await using var stage = await CoreStage.OpenAsync(OperationMode.Reconcile);
        Guid[] accounts = [await stage.AddAccountAsync(), await stage.AddAccountAsync()];
        var now = stage.Clock.GetUtcNow();
        await using var db = await stage.OpenDbAsync();
        for (var i = 0; i < 40; i++)
        {
            // Many of one poll have one moment: their ids tell their order.
            var payment = PaymentRows.Payment(accounts[i % 2], $"order-{i}", i % 4 == 0 ? 9.5m : 20, i % 3 == 0 ? "ÁNA 100%" : "Bob", now.AddMinutes(i / 10));
            payment.State = i % 5 == 0 ? PaymentState.Matched : PaymentState.Pending;
            db.Add(payment);
        }

        await db.SaveChangesAsync(Cancelled);
        var all = await db.PendingPayments.AsNoTracking().OrderByDescending(p => p.RegisteredAt).ThenByDescending(p => p.Id).ToListAsync(Cancelled);
        var own = new PaymentFilter(stage.OwnerId);

        (await ReadAllAsync(db, own)).Should().Equal(all.Select(p => p.ExternalId));
        (await ReadAllAsync(db, own with { AccountId = accounts[1], State = PaymentState.Pending })).Should().Equal(
            all.Where(p => p.AccountId == accounts[1] && p.State == PaymentState.Pending).Select(p => p.ExternalId));
        (await ReadAllAsync(db, own with { From = now.AddMinutes(1), Until = now.AddMinutes(2) })).Should().HaveCount(10);
        (await ReadAllAsync(db, own with { Amount = 9.5m })).Should().Equal(all.Where(p => p.Amount.Amount == 9.5m).Select(p => p.ExternalId));
        (await ReadAllAsync(db, own with { Text = "ána 100%" })).Should().Equal(all.Where(p => p.PayerName == "ÁNA 100%").Select(p => p.ExternalId));
        (await ReadAllAsync(db, own with { Text = "order-3" })).Should().StartWith("order-3").And.HaveCount(11).And.OnlyHaveUniqueItems();
        (await ReadAllAsync(db, own with { Text = "ana 1" })).Should().HaveCount(14, "nobody has to type accents");
        (await ReadAllAsync(db, own with { Text = "bób" })).Should().HaveCount(26);
        foreach (var sign in "*?[]^_")
        {
            (await ReadAllAsync(db, own with { Text = sign.ToString() })).Should().BeEmpty("{0}, a sign of the pattern, is a sign like any other", sign);
        }

        (await ReadAllAsync(db, new PaymentFilter(Guid.NewGuid()))).Should().BeEmpty();
        (await ListedPayments.CountAsync(db, own with { AccountId = accounts[0] }, Cancelled))[PaymentState.Matched].Should().Be(4);

        async Task<List<string>> ReadAllAsync(ReconbankerDb source, PaymentFilter filter)
        {
            var (rows, place) = (new List<string>(), (PaymentCursor?)null);
            do
            {
                var page = await ListedPayments.ReadAsync(source, filter, PaymentCursor.Parse(place?.ToString()), 7, TimeProvider.System, Cancelled);
                rows.AddRange(page.Rows.Select(row => row.ExternalId));
                place = page.Next;
            }
            while (place is not null);

            return rows;
        }
    }

    [Fact]
    public async Task The_queue_holds_what_waits_the_surest_first_with_what_competes_and_the_front_page_counts_it()
    {
        await using var stage = await CoreStage.OpenAsync(OperationMode.Reconcile);
        var accountId = await stage.AddAccountAsync();
        var (now, today) = (stage.Clock.GetUtcNow(), DateOnly.FromDateTime(stage.Clock.GetUtcNow().Date));
        var run = PaymentRows.Run(accountId, now);
        var held = PaymentRows.Payment(accountId, "held", 5, "Eve", now);
        held.State = PaymentState.Held;
        var vanished = PaymentRows.Payment(accountId, "vanished", 6, "Dan", now);
        vanished.VanishHeldAt = now;
        var reversed = PaymentRows.Transfer(accountId, run.Id, 80, "Carl Sagan", today, now.AddSeconds(-30));
        await PaymentRows.StoreAsync(stage.Get<IDbContextFactory<ReconbankerDb>>(), stage.Get<MatchSettings>(), stage.OwnerId, accountId,
        [
            run, held, vanished, reversed, PaymentRows.Payment(accountId, "paid", 80, "Carl Sagan", now.AddSeconds(-20)),
            PaymentRows.Payment(accountId, "first", 50, "Alice Lopez Garcia", now), PaymentRows.Payment(accountId, "second", 50, "Alice Lopez Mendez", now),
            PaymentRows.Transfer(accountId, run.Id, 50, "ALICE LOPEZ", today, now),
            PaymentRows.Payment(accountId, "unsure", 30, "Maria", now), PaymentRows.Transfer(accountId, run.Id, 30, "Maria Lopez", today, now),
            PaymentRows.Payment(accountId, "alone", 31, "Nobody Else", now), PaymentRows.Transfer(accountId, run.Id, 31, "Somebody Quite Other", today, now),
            PaymentRows.Transfer(accountId, run.Id, 32, "Nobody Else", today, now),
        ]);
        await using var db = await stage.OpenDbAsync();
        await db.Transactions.Where(t => t.Id == reversed.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.State, BookingState.Reversed), Cancelled);

        var queue = await WaitingDecisions.ReadAsync(db, stage.OwnerId, Cancelled);
        var figures = await SettlementFigures.ReadAsync(db, stage.OwnerId, stage.Clock, Cancelled);
        var strangers = await WaitingDecisions.ReadAsync(db, Guid.NewGuid(), Cancelled);
        var alone = await PaymentDetails.ReadAsync(db, stage.Get<NearMisses>(), stage.OwnerId, PendingPayment.IdOf(accountId, "alone", 1), Cancelled);

        queue.Entries.Select(e => (e.Waiting, e.Payment.ExternalId)).Take(2).Should().Equal((WaitingFor.Reversal, "paid"), (WaitingFor.Held, "held"));
        queue.Entries.Skip(2).Select(e => e.Payment.ExternalId).Should().BeEquivalentTo(["first", "second", "unsure"]);
        queue.Entries.Skip(2).Select(e => e.Payment.BestScore).Should().BeInDescendingOrder();
        queue.Entries.Single(e => e.Payment.ExternalId == "first").Candidates.Should().ContainSingle()
            .Which.Rivals.Should().ContainSingle().Which.Payment.ExternalId.Should().Be("second");
        queue.Vanished.Should().ContainSingle().Which.Should().Match<VanishedGroup>(g => g.Count == 1 && g.HeldAt == now);
        queue.Total.Should().Be(6);
        (strangers.Total, strangers.Entries.Count, strangers.Vanished.Count).Should().Be((0, 0, 0));
        (figures.Expected, figures.Settled, figures.Open, figures.ToDecide).Should().Be((7, 1, 3, 6));
        figures.Currencies.Should().ContainSingle().Which.Should().Be(new CurrencyFigures("USD", 252, 80, 167));
        (figures.Half, figures.Most).Should().Be((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)));
        alone!.NearMisses.Select(m => (m.Kind, m.Transaction.Amount.Amount)).Should().Equal((NearMissKind.OtherName, 31), (NearMissKind.OtherAmount, 32));
        (await PaymentDetails.ReadAsync(db, stage.Get<NearMisses>(), Guid.NewGuid(), alone.Payment.Id, Cancelled)).Should().BeNull("it is somebody else's");
    }

    [Fact]
    public async Task The_deliveries_of_a_payment_are_listed_with_what_they_tell()
    {
        await using var stage = await CoreStage.OpenAsync(OperationMode.Reconcile);
        var accountId = await stage.AddAccountAsync();
        var (now, today) = (stage.Clock.GetUtcNow(), DateOnly.FromDateTime(stage.Clock.GetUtcNow().Date));
        var run = PaymentRows.Run(accountId, now);
        await PaymentRows.StoreAsync(stage.Get<IDbContextFactory<ReconbankerDb>>(), stage.Get<MatchSettings>(), stage.OwnerId, accountId,
            [run, PaymentRows.Payment(accountId, "paid", 80, "Carl Sagan", now), PaymentRows.Transfer(accountId, run.Id, 80, "CARL SAGAN", today, now)]);
        await using var db = await stage.OpenDbAsync();
        var filter = new DeliveryFilter(stage.OwnerId) { PaymentId = PendingPayment.IdOf(accountId, "paid", 1) };

        var page = await DeliveryRow.ReadPageAsync(db, filter, 0, 10, Cancelled);
        var others = await DeliveryRow.ReadPageAsync(db, filter with { PaymentId = Guid.NewGuid() }, 0, 10, Cancelled);

        page.Items.Should().ContainSingle().Which.Should().Match<DeliveryRow>(
            row => row.Kind == DeliveryKind.Matched && row.Name == "Carl Sagan" && row.Amount!.Value.Amount == 80);
        others.Items.Should().BeEmpty();
    }
}
