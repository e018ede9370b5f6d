using System.Text.Json;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Webhooks;
using Xunit;
using static Reconbanker.Tests.Payments.PaymentStage;

namespace Reconbanker.Tests.Payments;

/// <summary>What a poll stores of the payments that it lists (table 6.4, with our decisions where they differ, and fault F57): over HTTP, into the real database.</summary>
public sealed class PaymentFeedTests : IAsyncLifetime
{
    private PaymentStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stage = await OpenAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task New_payments_are_stored_and_bad_rows_are_rejected_by_themselves()
    {
        _stage.List(Row("o-1"), Row("o-2", amount: "-5"), Row("o-3", currency: "XYZ"), Row("o-4", name: null, reference: "R-4"));

        var poll = await _stage.PollAsync();

        (poll.Outcome, poll.StatusCode, poll.Rows, poll.New, poll.Rejected).Should().Be((PollOutcome.Complete, 200, 4, 2, 2));
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Pending o-4:1:Pending");
        var named = await _stage.PaymentAsync("o-1");
        (named.Amount, named.PayerName, named.Id).Should().Be((new Money(10.5m, "USD"), "Alice López", PendingPayment.IdOf(_stage.AccountId, "o-1", 1)));
        (named.ExpiresAt - named.RegisteredAt).Should().Be(TimeSpan.FromDays(5));
        (await _stage.PaymentAsync("o-4")).Reference.Should().Be("R-4");
        (await _stage.RejectionsAsync()).Select(r => (r.Row, r.ExternalId, r.Reason, r.Value)).Should().Equal(
            (2, "o-2", RejectionReason.AmountNotPositive, "-5"), (3, "o-3", RejectionReason.CurrencyUnknown, "XYZ"));
    }

    [Fact]
    public async Task A_poll_that_is_repeated_changes_nothing_whatever_it_lists()
    {
        var rows = new[]
        {
            Row("o-1"), Row("o-2", "7", reference: "R-7"), Row("o-3", "-1"), Row("o-4", "11"), Row("o-4", "12"), Row("o-5", "99.10", "UYU", null),
        };
        rows[1]["due_at"] = "2026-12-31T10:00:00.1234567-05:00";
        rows[1]["metadata"] = new Dictionary<string, object> { ["ñ"] = 1.50 };
        await _stage.TransferAsync("t-1", 10.5m, "ALICE LOPEZ");
        _stage.List(rows);
        await _stage.PollAsync();
        var before = await _stage.EverythingAsync();

        foreach (var order in new[] { rows, [.. rows.Reverse()], rows })
        {
            _stage.List(order);
            var poll = await _stage.PollAfterAsync(minutes: 10);

            (poll.New, poll.Changed, poll.Gone, poll.HeldBack).Should().Be((0, 0, 0, 0));
            (await _stage.EverythingAsync()).Should().Be(before);
        }
    }

    [Fact]
    public async Task A_payment_is_settled_by_a_transfer_that_was_there_before_it_and_by_one_that_comes_after()
    {
        await _stage.TransferAsync("t-1", 10.5m, "ALICE LOPEZ");
        _stage.List(Row("o-1"), Row("o-2", "20", name: "Bruno Díaz"));

        await _stage.PollAsync();
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Matched o-2:1:Pending");

        await _stage.TransferAsync("t-2", 20m, "BRUNO DIAZ");
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Matched o-2:1:Matched");
        (await _stage.DeliveriesAsync()).Select(d => d.Kind).Should().Equal(DeliveryKind.Matched, DeliveryKind.Matched);
    }

    [Fact]
    public async Task A_payment_that_is_edited_while_open_is_updated_and_judged_anew_where_others_ignore_it()
    {
        await _stage.TransferAsync("t-1", 12m, "ALICE LOPEZ");
        _stage.List(Row("o-1"));
        await _stage.PollAsync();

        _stage.List(Row("o-1", amount: "12.00"));
        var poll = await _stage.PollAsync();

        poll.Changed.Should().Be(1);
        var payment = await _stage.PaymentAsync("o-1");
        (payment.Amount, payment.State, payment.Version).Should().Be((new Money(12m, "USD"), PaymentState.Matched, 1));
    }

    [Fact]
    public async Task An_edit_clears_what_was_ambiguous_because_of_it()
    {
        await _stage.TransferAsync("t-1", 10.5m, "ALICE LOPEZ GARCIA");
        await _stage.TransferAsync("t-2", 10.5m, "ALICE LOPEZ PEREZ");
        _stage.List(Row("o-1"));
        await _stage.PollAsync();
        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Ambiguous");

        _stage.List(Row("o-1", name: "Alice López Pérez"));
        await _stage.PollAsync();

        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Matched");
    }

    [Fact]
    public async Task Equal_amounts_of_two_currencies_never_meet()
    {
        await _stage.TransferAsync("t-1", 10.5m, "ALICE LOPEZ", "UYU");

        _stage.List(Row("o-1"));
        await _stage.PollAsync();

        Ids(await _stage.PaymentsAsync()).Should().Be("o-1:1:Pending");
    }

    [Fact]
    public async Task Many_payments_are_stored_changed_and_compared_without_one_being_lost()
    {
        var rows = Enumerable.Range(1, 3000).Select(n => Row($"o-{n}", $"{n % 700}.25")).ToList();
        _stage.List(rows);
        (await _stage.PollAsync()).New.Should().Be(3000);
        (await _stage.PollAfterAsync(minutes: 10)).Should().Match<PaymentPoll>(p => p.New + p.Changed + p.Gone == 0);

        _stage.List([.. rows.Take(1500).Select(r => Row((string)r["external_id"]!, "1.10")), .. rows.Skip(1500), Row("new", "2")]);
        var poll = await _stage.PollAfterAsync(minutes: 10);

        (poll.New, poll.Changed).Should().Be((1, 1500));
        (await _stage.PaymentsAsync()).Sum(p => p.Amount.Amount).Should().Be(
            (1500 * 1.10m) + rows.Skip(1500).Sum(r => decimal.Parse((string)r["amount"]!, System.Globalization.CultureInfo.InvariantCulture)) + 2);
    }

    [Fact]
    public async Task A_poll_that_cannot_be_stored_leaves_everything_as_it_was()
    {
        _stage.List(Row("o-1"));
        await _stage.PollAsync();
        await using (var db = await _stage.OpenDbAsync())
        {
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER full BEFORE INSERT ON \"PendingPayments\" WHEN NEW.\"ExternalId\" = 'o-3' BEGIN SELECT RAISE(ABORT, 'disk full'); END", Cancelled);
        }

        var before = await _stage.EverythingAsync();
        _stage.List(Row("o-1", "11"), Row("o-2"), Row("o-3"));
        var poll = await _stage.PollAfterAsync(minutes: 10);

        (poll.Outcome, poll.New, poll.Changed).Should().Be((PollOutcome.Failed, 0, 0));
        (await _stage.EverythingAsync()).Should().Be(before);
        (await _stage.PollsAsync())[^1].Outcome.Should().Be(PollOutcome.Failed);
        (await _stage.AccountAsync()).NextPollAt.Should().BeAfter(_stage.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Only_the_last_thousand_polls_and_the_first_hundred_rejections_of_each_are_kept()
    {
        await using (var db = await _stage.OpenDbAsync())
        {
            db.PaymentPolls.AddRange(Enumerable.Range(1, 1000).Select(n => new PaymentPoll
            {
                AccountId = _stage.AccountId,
                StartedAt = _stage.Clock.GetUtcNow().AddMinutes(-n),
                ByPerson = false,
                Outcome = PollOutcome.Complete,
            }));
            await db.SaveChangesAsync(Cancelled);
        }

        var poll = await _stage.PollAsync(JsonSerializer.Serialize(Enumerable.Range(1, 150)));

        poll.Rejected.Should().Be(150);
        (await _stage.RejectionsAsync()).Select(r => r.Row).Should().Equal(Enumerable.Range(1, 100));
        var polls = await _stage.PollsAsync();
        polls.Should().HaveCount(1000);
        polls[^1].Id.Should().Be(poll.Id);
    }
}
