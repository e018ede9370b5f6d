using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Matching;

public sealed class SettlementTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payment_settles_whichever_comes_second_it_or_its_transfer(bool paymentFirst)
    {
        await using var stage = await SettlementStage.OpenAsync(account => account.WebhookExtraFields = """{"shop":7}""");
        Func<Task>[] steps = [() => stage.ExpectAsync(stage.Payment("o-1", "Álvaro Peña")), () => stage.ReadAsync(stage.Transfer("PENA ALVARO"))];

        foreach (var step in paymentFirst ? steps : steps.Reverse())
        {
            await step();
        }

        (await stage.MatchesAsync()).Should().Be("o-1=PENA ALVARO");
        (await stage.PaymentAsync("o-1")).Should().BeEquivalentTo(new { State = PaymentState.Matched, Attempts = 1, BestScore = 1m, Matches = 1 });
        (await stage.EventsAsync()).Should().Equal("""{"external_id":"o-1","status":"matched","amount":100.00,"currency":"USD","name":"Álvaro Peña","shop":7}""");
    }

    [Fact]
    public async Task A_scrape_tells_whoever_listens_that_payments_changed_when_it_judged_some()
    {
        await using var stage = await SettlementStage.OpenAsync();
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez"));
        var topics = new List<ActivityTopic>();
        using var listening = stage.Core.Get<ActivityFeed>().Listen(notice => topics.Add(notice.Topic));

        await stage.ReadAsync(stage.Transfer("SOMEBODY", 5));
        topics.Should().Equal(ActivityTopic.Transactions);
        await stage.ReadAsync(stage.Transfer("ALICE LOPEZ"));

        topics.Should().Equal(ActivityTopic.Transactions, ActivityTopic.Transactions, ActivityTopic.Payments);
    }

    [Fact]
    public async Task Reading_and_judging_again_changes_nothing()
    {
        await using var stage = await SettlementStage.OpenAsync();
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez"), stage.Payment("o-2", "Bruno Diaz", 50), stage.Payment("o-3", "Carla Sosa", 30));
        var (alice, garcia, mendez) = (stage.Transfer("ALICE LOPEZ"), stage.Transfer("BRUNO DIAZ SOSA", 50), stage.Transfer("BRUNO DIAZ VEGA", 50));
        await stage.ReadAsync(mendez, garcia, alice);
        var before = (await stage.MatchesAsync(), await stage.EventsAsync(), (await stage.PaymentAsync("o-2")).Attempts);

        await stage.ReadAsync(mendez, garcia, alice);
        await stage.ReadAsync(stage.Transfer("SOMEBODY ELSE", 30), mendez, garcia, alice);

        (await stage.MatchesAsync(), await stage.EventsAsync(), (await stage.PaymentAsync("o-2")).Attempts).Should().BeEquivalentTo(before);
        (await stage.PaymentAsync("o-3")).Should().BeEquivalentTo(new { State = PaymentState.Pending, BestScore = (decimal?)null });
    }

    [Fact]
    public async Task An_ambiguous_payment_is_told_once_and_settles_when_it_is_clear()
    {
        await using var stage = await SettlementStage.OpenAsync();
        await stage.ReadAsync(stage.Transfer("ALICE LOPEZ GARCIA"), stage.Transfer("ALICE LOPEZ MENDEZ"));
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez"));
        (await stage.PaymentAsync("o-1")).State.Should().Be(PaymentState.Ambiguous);

        await stage.ExpectAsync(stage.Payment("o-2", "Alice Lopez Mendez"));

        (await stage.MatchesAsync()).Should().Be("o-1=ALICE LOPEZ GARCIA o-2=ALICE LOPEZ MENDEZ");
        (await stage.EventsAsync(DeliveryKind.Ambiguous)).Should().Equal(
            """{"external_id":"o-1","status":"ambiguous","amount":100.00,"currency":"USD","name":"Alice Lopez"}""");
        (await stage.EventsAsync(DeliveryKind.Matched)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Only_booked_incoming_transfers_settle_and_a_pending_one_once_it_is_booked()
    {
        await using var stage = await SettlementStage.OpenAsync();
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez"));
        var transfer = stage.Transfer("ALICE LOPEZ") with { State = BookingState.Pending };
        await stage.ReadAsync(transfer, stage.Transfer("ALICE LOPEZ", -100));
        (await stage.MatchesAsync()).Should().BeEmpty();

        await stage.ReadAsync(transfer with { State = BookingState.Booked });

        (await stage.MatchesAsync()).Should().Be("o-1=ALICE LOPEZ");
    }

    [Fact]
    public async Task What_was_booked_before_events_began_settles_nothing_until_its_owner_says_so()
    {
        await using var stage = await SettlementStage.OpenAsync(account => account.EventsFromOn = new DateOnly(2026, 11, 20));
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez"));
        await stage.ReadAsync(stage.Transfer("ALICE LOPEZ", day: -1), stage.Transfer("ALICE LOPEZ", day: -10));
        (await stage.MatchesAsync()).Should().BeEmpty();
        var history = stage.Core.Get<Core.Transactions.OlderHistory>();
        (await history.CountAsync(stage.Core.OwnerId, OperationMode.Reconcile, Cancelled)).Should().Be(2);

        (await history.DecideAsync(stage.Core.OwnerId, stage.AccountId, send: true, Cancelled)).Should().Be(2);

        (await stage.MatchesAsync()).Should().Be("o-1=ALICE LOPEZ");
    }

    [Fact]
    public async Task Passthrough_settles_nothing_and_reconcile_forwards_nothing()
    {
        await using var stage = await SettlementStage.OpenAsync(mode: OperationMode.Passthrough);
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez"));
        await stage.ReadAsync(stage.Transfer("ALICE LOPEZ"));
        (await stage.MatchesAsync()).Should().BeEmpty();
        (await stage.EventsAsync(DeliveryKind.Transaction)).Should().ContainSingle();

        await stage.Core.Get<OperationModes>().ChangeAsync(stage.Core.OwnerId, OperationMode.Reconcile, Cancelled);
        await stage.ReadAsync(stage.Transfer("SOMEBODY", 5));

        (await stage.MatchesAsync()).Should().Be("o-1=ALICE LOPEZ", "that day's transfers count from the change on");
        (await stage.EventsAsync(DeliveryKind.Transaction)).Should().ContainSingle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payment_expires_after_five_days_and_is_told_where_the_account_asks_for_it(bool told)
    {
        await using var stage = await SettlementStage.OpenAsync(account => account.SendExpired = told);
        await stage.ReadAsync(stage.Transfer("ALICE LOPEZ GARCIA", 50), stage.Transfer("ALICE LOPEZ MENDEZ", 50));
        await stage.ExpectAsync(stage.Payment("o-1", "Bruno Diaz"), stage.Payment("o-2", "Alice Lopez", 50));
        stage.Core.Clock.Advance(PendingPayment.Lifetime - TimeSpan.FromSeconds(1));
        await stage.Core.Get<PaymentExpiry>().ExpireDueAsync(Cancelled);
        (await stage.PaymentAsync("o-1")).State.Should().Be(PaymentState.Pending);

        stage.Core.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.Core.Get<PaymentExpiry>().ExpireDueAsync(Cancelled);
        await stage.ReadAsync(stage.Transfer("BRUNO DIAZ"));

        (await stage.PaymentAsync("o-1")).State.Should().Be(PaymentState.Expired);
        (await stage.PaymentAsync("o-2")).State.Should().Be(PaymentState.Expired, "an ambiguous one expires too");
        (await stage.MatchesAsync()).Should().BeEmpty();
        (await stage.EventsAsync(DeliveryKind.Expired)).Should().HaveCount(told ? 2 : 0);
    }

    [Fact]
    public async Task A_payment_without_a_name_waits_for_a_person_unless_the_account_allows_it()
    {
        await using var asking = await SettlementStage.OpenAsync(account => account.MatchNameless = false);
        await using var allowing = await SettlementStage.OpenAsync();
        foreach (var stage in new[] { asking, allowing })
        {
            await stage.ExpectAsync(stage.Payment("o-1", payer: null));
            await stage.ReadAsync(stage.Transfer("ALICE LOPEZ"));
        }

        (await asking.MatchesAsync()).Should().BeEmpty();
        (await asking.PaymentAsync("o-1")).BestScore.Should().Be(0.5m);
        (await allowing.MatchesAsync()).Should().Be("o-1=ALICE LOPEZ");
    }

    [Fact]
    public async Task Evidence_says_what_the_verdict_rests_on()
    {
        await using var stage = await SettlementStage.OpenAsync(account => account.SendEvidence = true);
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez", reference: "INV-2041"));
        await stage.ReadAsync(stage.Transfer("A LOPEZ", text: "Transfer INV 2041"));

        var id = await stage.TransactionAsync("A LOPEZ");
        (await stage.EventsAsync()).Should().ContainSingle().Which.Should().Contain(
            $$"""
            "evidence":{"transaction_id":"{{id}}","bank_date":"2026-11-20","sender":"A LOPEZ","text":"Transfer INV 2041","amount":100.00,"currency":"USD","decided_by":"rules","score":
            """.Trim()).And.Contain("\"reasons\":[\"reference\"],\"engine\":\"1\",\"rules\":{\"accept\":0.7,\"margin\":0.1}}");
    }

    [Fact]
    public async Task The_database_refuses_a_second_payment_for_one_transfer()
    {
        await using var stage = await SettlementStage.OpenAsync();
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez"), stage.Payment("o-2", "Bruno Diaz", 50));
        await stage.ReadAsync(stage.Transfer("ALICE LOPEZ"));
        var (transaction, other) = (await stage.TransactionAsync("ALICE LOPEZ"), await stage.PaymentAsync("o-2"));

        var second = () => stage.ChangeAsync(db =>
        {
            db.Matches.Add(new Match { AccountId = stage.AccountId, PaymentId = other.Id, TransactionId = transaction, Number = 1, MatchedAt = other.RegisteredAt });
            return Task.CompletedTask;
        });

        await second.Should().ThrowAsync<DbUpdateException>();
    }
}
