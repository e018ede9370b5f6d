using FluentAssertions;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Xunit;
using static Reconbanker.Tests.Payments.PaymentStage;

namespace Reconbanker.Tests.Payments;

/// <summary>Payments that a poll lists no longer, and ids that return (table 6.4, with our decisions where they differ, and faults F60 and F63): over HTTP, into the real database.</summary>
public sealed class AbsentPaymentsTests : IAsyncLifetime
{
    private PaymentStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stage = await OpenAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_payment_vanishes_after_two_complete_polls_without_it_at_least_five_minutes_apart()
    {
        _stage.List(Row("o-1"), Row("o-2"));
        await _stage.PollAsync();
        _stage.List(Row("o-2"));

        (await _stage.PollAfterAsync(minutes: 10)).Gone.Should().Be(0);
        (await _stage.PollAfterAsync(minutes: 4)).Gone.Should().Be(0);
        (await _stage.PollAfterAsync(minutes: 1)).Gone.Should().Be(1);

        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Cancelled o-2:1:Pending");
        (await _stage.DeliveriesAsync()).Should().BeEmpty("a cancelled payment has no event");
    }

    [Fact]
    public async Task Polls_that_fail_and_rows_that_are_wrong_are_no_absences_where_others_cancel()
    {
        _stage.List(Row("o-1"));
        await _stage.PollAsync();

        _stage.Endpoint.Otherwise = Support.CatcherAnswer.Status(500, "down");
        await _stage.PollAfterAsync(minutes: 10);
        await _stage.PollAfterAsync(minutes: 10);
        _stage.List(Row("o-1", amount: "abc"));
        await _stage.PollAfterAsync(minutes: 10);
        await _stage.PollAfterAsync(minutes: 10);

        var payment = await _stage.PaymentAsync("o-1");
        (payment.State, payment.AbsentSince).Should().Be((PaymentState.Pending, null));
    }

    [Theory]
    [InlineData(4, 4, 0)]
    [InlineData(5, 0, 5)]
    [InlineData(25, 20, 5)]
    [InlineData(24, 19, 5)]
    public async Task An_empty_or_much_shorter_list_cancels_nothing_and_asks_a_person_where_others_cancel_everything(int before, int after, int missing)
    {
        var rows = Enumerable.Range(1, before).Select(n => Row($"o-{n:00}", $"{n}")).ToList();
        var isHeld = missing >= 5 && missing * 5 > before;
        _stage.List(rows);
        await _stage.PollAsync();
        _stage.List(rows.Take(after));

        await _stage.PollAfterAsync(minutes: 10);
        var poll = await _stage.PollAfterAsync(minutes: 10);

        (poll.Gone, poll.HeldBack).Should().Be(isHeld ? (0, missing) : (missing, 0));
        (await _stage.PaymentsAsync()).Count(p => p.VanishHeldAt is not null).Should().Be(isHeld ? missing : 0);
        (await _stage.PollAfterAsync(minutes: 10)).HeldBack.Should().Be(0, "it is asked once");

        _stage.List(rows);
        await _stage.PollAfterAsync(minutes: 10);
        (await _stage.PaymentsAsync()).Should().OnlyContain(p => p.IsOpen && p.AbsentSince == null && p.VanishHeldAt == null);
    }

    [Fact]
    public async Task What_a_person_keeps_does_not_vanish_again()
    {
        var rows = Enumerable.Range(1, 6).Select(n => Row($"o-{n}", $"{n}")).ToList();
        _stage.List(rows);
        await _stage.PollAsync();
        _stage.List([]);
        await _stage.PollAfterAsync(minutes: 10);
        await _stage.PollAfterAsync(minutes: 10);
        var kept = await _stage.PaymentAsync("o-1");

        (await _stage.Get<PaymentDecisions>().KeepAsync(_stage.OwnerId, kept.Id, reason: null, Cancelled)).Should().Be(DecisionOutcome.Saved);
        await _stage.PollAfterAsync(minutes: 10);

        (await _stage.PaymentAsync("o-1")).Should().Match<PendingPayment>(p => p.IsOpen && p.VanishHeldAt == null);
    }

    [Fact]
    public async Task An_id_that_returns_is_open_again_where_others_ignore_it_for_ever()
    {
        _stage.List(Row("o-1"));
        await _stage.PollAsync();
        _stage.List([]);
        await _stage.PollAfterAsync(minutes: 10);
        await _stage.PollAfterAsync(minutes: 10);
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Cancelled");

        _stage.List(Row("o-1", amount: "11"));
        await _stage.PollAfterAsync(minutes: 10);

        var payment = await _stage.PaymentAsync("o-1");
        (payment.State, payment.Openings, payment.Amount.Amount, payment.RegisteredAt).Should()
            .Be((PaymentState.Pending, 2, 11m, _stage.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task What_expired_or_was_cancelled_by_a_person_stays_so_while_it_is_listed_and_opens_again_once_it_returns()
    {
        _stage.List(Row("o-1"), Row("o-2", "20"));
        await _stage.PollAsync();
        await _stage.Get<PaymentDecisions>().CancelAsync(_stage.OwnerId, (await _stage.PaymentAsync("o-2")).Id, "not ours", Cancelled);
        _stage.Clock.Advance(TimeSpan.FromDays(5));
        await _stage.Get<PaymentExpiry>().ExpireDueAsync(Cancelled);

        await _stage.PollAsync();
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Expired o-2:1:Cancelled");

        _stage.List([]);
        await _stage.PollAfterAsync(minutes: 10);
        _stage.List(Row("o-1"), Row("o-2", "20"));
        await _stage.PollAfterAsync(minutes: 10);
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Pending o-2:1:Pending");
    }

    [Fact]
    public async Task An_id_that_returns_with_another_amount_after_its_match_is_held_and_the_match_is_left_alone()
    {
        await _stage.TransferAsync("t-1", 10.5m, "ALICE LOPEZ");
        _stage.List(Row("o-1"));
        await _stage.PollAsync();
        var settled = await _stage.EverythingAsync();

        var noted = Row("o-1");
        noted["metadata"] = new { paid = true };
        _stage.List(noted);
        (await _stage.PollAsync()).Changed.Should().Be(0, "what is settled keeps its contents, and the business's notes are no other payment");
        (await _stage.EverythingAsync()).Should().Be(settled);

        foreach (var amount in new[] { "12", "12", "13" })
        {
            _stage.List(Row("o-1", amount));
            await _stage.PollAfterAsync(minutes: 10);
        }

        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Matched o-1:2:Held", "one question, not one for each poll");
        (await _stage.PaymentAsync("o-1", 2)).Amount.Amount.Should().Be(13m);
        (await _stage.PaymentAsync("o-1")).Amount.Amount.Should().Be(10.5m);
        await _stage.TransferAsync("t-2", 13m, "ALICE LOPEZ");
        (await _stage.DeliveriesAsync()).Should().ContainSingle("what is held is not matched");

        _stage.List(Row("o-1"));
        await _stage.PollAfterAsync(minutes: 10);
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Matched o-1:2:Cancelled", "the business is back at what was paid");
        _stage.List(Row("o-1", "14"));
        await _stage.PollAfterAsync(minutes: 10);
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Matched o-1:2:Cancelled o-1:3:Held");
    }

    [Fact]
    public async Task A_held_version_that_a_person_keeps_is_a_payment_like_any_other()
    {
        await _stage.TransferAsync("t-1", 10.5m, "ALICE LOPEZ");
        _stage.List(Row("o-1"));
        await _stage.PollAsync();
        _stage.List(Row("o-1", "12"));
        await _stage.PollAsync();

        await _stage.Get<PaymentDecisions>().KeepAsync(_stage.OwnerId, (await _stage.PaymentAsync("o-1", 2)).Id, "another order", Cancelled);
        await _stage.PollAfterAsync(minutes: 10);
        await _stage.TransferAsync("t-2", 12m, "ALICE LOPEZ");

        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Matched o-1:2:Matched");
    }
}
