using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Matching;

public sealed class PaymentDecisionTests : IAsyncLifetime
{
    private SettlementStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PaymentDecisions Decisions => _stage.Core.Get<PaymentDecisions>();

    private Guid Me => _stage.Core.OwnerId;

    public async ValueTask InitializeAsync() => _stage = await SettlementStage.OpenAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_person_chooses_and_what_is_left_becomes_clear()
    {
        var (payment, garcia) = await AmbiguousAsync();

        (await Decisions.SettleAsync(Me, payment, garcia, null, Cancelled)).Should().Be(DecisionOutcome.Saved);

        (await _stage.MatchesAsync()).Should().Be("o-1=ALICE LOPEZ GARCIA");
        (await KeptAsync()).Should().BeEquivalentTo([new { Kind = DecisionKind.Choose, ById = Me, TransactionId = (Guid?)garcia, Reason = (string?)null }]);
        (await _stage.EventsAsync(DeliveryKind.Matched)).Should().ContainSingle();
        (await Decisions.SettleAsync(Me, payment, garcia, null, Cancelled)).Should().Be(DecisionOutcome.StateChanged, "it is settled by now");
    }

    [Fact]
    public async Task A_rejected_pair_is_left_alone_and_the_other_settles()
    {
        var (payment, garcia) = await AmbiguousAsync();

        (await Decisions.RejectAsync(Me, payment, garcia, "Another Alice", Cancelled)).Should().Be(DecisionOutcome.Saved);

        (await _stage.MatchesAsync()).Should().Be("o-1=ALICE LOPEZ MENDEZ");
    }

    [Fact]
    public async Task Forcing_needs_a_reason_and_may_take_another_amount_and_a_late_transfer()
    {
        await _stage.ExpectAsync(_stage.Payment("o-1", "Alice Lopez"));
        _stage.Core.Clock.Advance(PendingPayment.Lifetime);
        await _stage.Core.Get<PaymentExpiry>().ExpireDueAsync(Cancelled);
        await _stage.ReadAsync(_stage.Transfer("ALICE LOPEZ", 98.50m));
        var (payment, transfer) = (await _stage.PaymentAsync("o-1"), await _stage.TransactionAsync("ALICE LOPEZ"));

        (await Decisions.SettleAsync(Me, payment.Id, transfer, " ", Cancelled)).Should().Be(DecisionOutcome.ReasonMissing);
        (await Decisions.SettleAsync(Me, payment.Id, transfer, new string('x', 501), Cancelled)).Should().Be(DecisionOutcome.ReasonTooLong);
        (await Decisions.SettleAsync(Me, payment.Id, Guid.NewGuid(), "no such transfer", Cancelled)).Should().Be(DecisionOutcome.TransactionNotFree);
        (await Decisions.SettleAsync(Me, payment.Id, transfer, "Less the bank's fee", Cancelled)).Should().Be(DecisionOutcome.Saved);

        (await _stage.MatchesAsync()).Should().Be("o-1=ALICE LOPEZ");
        (await _stage.EventsAsync()).Should().Equal("""{"external_id":"o-1","status":"matched","amount":100.00,"currency":"USD","name":"Alice Lopez"}""");
    }

    [Fact]
    public async Task An_undone_match_is_told_and_its_pair_never_settles_again()
    {
        await _stage.ExpectAsync(_stage.Payment("o-1", "Alice Lopez"));
        var wrong = _stage.Transfer("ALICE LOPEZ");
        await _stage.ReadAsync(wrong);
        var payment = (await _stage.PaymentAsync("o-1")).Id;

        (await Decisions.UndoAsync(Me, payment, null, Cancelled)).Should().Be(DecisionOutcome.ReasonMissing);
        (await Decisions.UndoAsync(Me, payment, "Paid something else", Cancelled)).Should().Be(DecisionOutcome.Saved);
        await _stage.ReadAsync(wrong);

        (await _stage.MatchesAsync()).Should().BeEmpty();
        (await _stage.PaymentAsync("o-1")).State.Should().Be(PaymentState.Pending);
        (await _stage.EventsAsync(DeliveryKind.Reverted)).Should().Equal(
            """{"external_id":"o-1","status":"reverted","amount":100.00,"currency":"USD","name":"Alice Lopez"}""");

        await _stage.ReadAsync(_stage.Transfer("LOPEZ ALICE"), wrong);
        (await _stage.MatchesAsync()).Should().Be("o-1=LOPEZ ALICE");
        (await _stage.EventsAsync(DeliveryKind.Matched)).Should().HaveCount(2);
        await using var db = await _stage.Core.OpenDbAsync();
        (await db.Deliveries.Select(d => d.EventId).ToListAsync(Cancelled)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task The_transfer_of_an_undone_match_settles_the_payment_that_waited_for_it()
    {
        await _stage.ExpectAsync(_stage.Payment("o-1", "Alice Lopez"));
        await _stage.ReadAsync(_stage.Transfer("ALICE LOPEZ"));
        await _stage.ExpectAsync(_stage.Payment("o-2", "Alice Lopez"));

        await Decisions.UndoAsync(Me, (await _stage.PaymentAsync("o-1")).Id, "It was for the other one", Cancelled);

        (await _stage.MatchesAsync()).Should().Be("o-2=ALICE LOPEZ");
    }

    [Fact]
    public async Task A_cancelled_payment_is_not_settled_any_more_and_what_competed_with_it_is()
    {
        await _stage.ReadAsync(_stage.Transfer("ALICE LOPEZ"));
        await _stage.ExpectAsync(_stage.Payment("o-1", "Alice Lopez Garcia"), _stage.Payment("o-2", "Alice Lopez Mendez"));
        (await _stage.MatchesAsync()).Should().BeEmpty();

        (await Decisions.CancelAsync(Me, (await _stage.PaymentAsync("o-1")).Id, "Ordered twice", Cancelled)).Should().Be(DecisionOutcome.Saved);

        (await _stage.MatchesAsync()).Should().Be("o-2=ALICE LOPEZ");
        (await _stage.PaymentAsync("o-1")).State.Should().Be(PaymentState.Cancelled);
    }

    [Fact]
    public async Task Two_people_who_decide_at_once_settle_one_payment_with_one_transfer()
    {
        await _stage.ReadAsync(_stage.Transfer("ALICE LOPEZ GARCIA"), _stage.Transfer("ALICE LOPEZ MENDEZ"), _stage.Transfer("ALICE LOPEZ VEGA"));
        await _stage.ExpectAsync(_stage.Payment("o-1", "Alice Lopez"), _stage.Payment("o-2", "Alice Lopez Sosa"));
        var transfer = await _stage.TransactionAsync("ALICE LOPEZ GARCIA");
        var (one, two) = ((await _stage.PaymentAsync("o-1")).Id, (await _stage.PaymentAsync("o-2")).Id);

        var outcomes = await Task.WhenAll(new[] { one, two, one, two }.Select(payment => Task.Run(
            () => Decisions.SettleAsync(Me, payment, transfer, "It is this one", Cancelled), Cancelled)));

        outcomes.Count(outcome => outcome == DecisionOutcome.Saved).Should().Be(1);
        (await _stage.MatchesAsync()).Split('=').Length.Should().Be(2);
    }

    [Fact]
    public async Task Nobody_decides_about_the_payments_of_others()
    {
        var (payment, garcia) = await AmbiguousAsync();
        var stranger = Guid.CreateVersion7();

        DecisionOutcome[] outcomes =
        [
            await Decisions.SettleAsync(stranger, payment, garcia, "Mine", Cancelled),
            await Decisions.RejectAsync(stranger, payment, garcia, "Mine", Cancelled),
            await Decisions.UndoAsync(stranger, payment, "Mine", Cancelled),
            await Decisions.CancelAsync(stranger, payment, "Mine", Cancelled),
            await Decisions.KeepAsync(stranger, payment, "Mine", Cancelled),
        ];

        outcomes.Should().OnlyContain(outcome => outcome == DecisionOutcome.NotFound);
        (await KeptAsync()).Should().BeEmpty();
    }

    private async Task<(Guid Payment, Guid Garcia)> AmbiguousAsync()
    {
        await _stage.ReadAsync(_stage.Transfer("ALICE LOPEZ GARCIA"), _stage.Transfer("ALICE LOPEZ MENDEZ"));
        await _stage.ExpectAsync(_stage.Payment("o-1", "Alice Lopez"));
        return ((await _stage.PaymentAsync("o-1")).Id, await _stage.TransactionAsync("ALICE LOPEZ GARCIA"));
    }

    private async Task<List<PersonDecision>> KeptAsync()
    {
        await using var db = await _stage.Core.OpenDbAsync();
        return await db.PersonDecisions.AsNoTracking().ToListAsync(Cancelled);
    }
}
