using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Transactions;

public sealed class TransactionIngestTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private CoreStage _stage = null!;
    private Guid _account;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync();
        _account = await _stage.AddAccountAsync();
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Reading_the_same_rows_again_changes_nothing()
    {
        await ReadAsync(Row("T-1", 10), Row("T-2", 20));
        var first = await IdsAsync();

        await ReadAsync(Row("T-2", 20), Row("T-1", 10));

        (await IdsAsync()).Should().Equal(first).And.HaveCount(2);
        (await DeliveriesAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Identical_twins_of_one_day_are_two()
    {
        await ReadAsync(Row(null, 10), Row(null, 10));
        await ReadAsync(Row(null, 10));
        await ReadAsync(Row(null, 10), Row(null, 10), Row(null, 10));

        (await IdsAsync()).Should().HaveCount(3);
        (await DeliveriesAsync()).Select(d => d.EventId).Should().OnlyHaveUniqueItems().And.HaveCount(3);
    }

    [Fact]
    public async Task An_id_that_the_bank_uses_again_on_another_day_is_another_transaction()
    {
        await ReadAsync(Row("9998", 10), Row("9998", 10, Today.AddDays(-1)));

        (await IdsAsync()).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("   ")]
    public async Task An_id_of_nothing_identifies_nothing(string id)
    {
        await ReadAsync(Row(id, 10) with { SenderName = "Ana" }, Row(id, 10) with { SenderName = "Bruno" });

        (await IdsAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_was_wiped_and_read_again_has_the_same_ids_and_events()
    {
        await ReadAsync(Row("T-1", 10), Row(null, 5), Row(null, 5));
        var before = ((await IdsAsync()).Order().ToList(), (await DeliveriesAsync()).Select(d => d.EventId).Order().ToList());
        await using (var db = await _stage.OpenDbAsync())
        {
            await db.Deliveries.ExecuteDeleteAsync(Cancelled);
            await db.Transactions.ExecuteDeleteAsync(Cancelled);
        }

        await ReadAsync(Row(null, 5), Row("T-1", 10), Row(null, 5));

        (await IdsAsync()).Order().Should().Equal(before.Item1);
        (await DeliveriesAsync()).Select(d => d.EventId).Order().Should().Equal(before.Item2);
    }

    [Fact]
    public async Task Only_booked_money_that_came_in_has_an_event()
    {
        await ReadAsync(
            Row("in", 10),
            Row("out", -10),
            Row("pending", 11) with { State = BookingState.Pending },
            Row("reversed", 12) with { State = BookingState.Reversed });

        (await IdsAsync()).Should().HaveCount(4);
        (await DeliveriesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_pending_row_that_is_booked_stays_one_transaction_and_then_has_its_event()
    {
        await ReadAsync(Row("T-1", 10) with { State = BookingState.Pending });
        (await DeliveriesAsync()).Should().BeEmpty();

        await ReadAsync(Row("T-1", 10));
        await ReadAsync(Row("T-1", 10) with { State = BookingState.Pending });

        (await StatesAsync()).Should().Equal(BookingState.Booked);
        (await DeliveriesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_booked_row_that_is_reversed_is_shown_as_reversed_and_causes_no_further_event()
    {
        await ReadAsync(Row("T-1", 10));

        await ReadAsync(Row("T-1", 10) with { State = BookingState.Reversed });

        (await StatesAsync()).Should().Equal(BookingState.Reversed);
        (await DeliveriesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_row_that_moved_to_the_next_page_while_it_was_turned_is_one()
    {
        await ReadAsync(Row("T-1", 10), Row("T-2", 20), Row("T-2", 20));

        (await IdsAsync()).Should().HaveCount(2);
        (await DeliveriesAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_payment_after_a_reversed_one_is_another_transaction_with_its_event()
    {
        await ReadAsync(Row(null, 10) with { State = BookingState.Reversed });

        await ReadAsync(Row(null, 10));

        (await StatesAsync()).Should().BeEquivalentTo([BookingState.Reversed, BookingState.Booked]);
        (await DeliveriesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Equal_rows_of_two_bank_accounts_are_two_transactions()
    {
        await ReadAsync(Row(null, 10));

        await ReadAsync("2", isComplete: true, Row(null, 10));

        (await IdsAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_was_read_of_another_bank_account_than_the_chosen_one_is_not_stored()
    {
        await using (var db = await _stage.OpenDbAsync())
        {
            await db.Accounts.ExecuteUpdateAsync(a => a.SetProperty(x => x.BankAccountNumber, "2"), Cancelled);
        }

        var reading = () => ReadAsync(Row("T-1", 10));

        await reading.Should().ThrowAsync<Exception>();
        (await IdsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Events_begin_with_the_day_on_which_the_account_was_made()
    {
        await ReadAsync(Row("old", 10, Today.AddDays(-1)), Row("new", 10));

        (await DeliveriesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Without_a_chosen_mode_nothing_is_sent_and_choosing_passthrough_sends_what_that_day_brought()
    {
        await using (var db = await _stage.OpenDbAsync())
        {
            await db.Users.ExecuteUpdateAsync(u => u.SetProperty(x => x.OperationMode, (OperationMode?)null), Cancelled);
        }

        await ReadAsync(Row("today", 10), Row("yesterday", 10, Today.AddDays(-1)));
        (await DeliveriesAsync()).Should().BeEmpty();

        var modes = _stage.Get<OperationModes>();
        (await modes.ChangeAsync(_stage.OwnerId, OperationMode.Passthrough, Cancelled)).Should().BeTrue();
        (await modes.ChangeAsync(_stage.OwnerId, OperationMode.Passthrough, Cancelled)).Should().BeFalse();

        (await DeliveriesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task The_next_reading_overlaps_what_was_read_whole_and_always_covers_yesterday()
    {
        var ingest = _stage.Get<TransactionIngest>();
        var first = await ingest.NextWindowAsync(_account, "1", Today, Cancelled);
        first.From.Should().Be(Today.AddDays(-30));

        await ReadAsync(Row("T-1", 10));
        (await ingest.NextWindowAsync(_account, "1", Today, Cancelled)).From.Should().Be(Today.AddDays(-7));
        (await ingest.NextWindowAsync(_account, "1", Today.AddDays(10), Cancelled)).From.Should().Be(Today.AddDays(-7));
    }

    [Fact]
    public async Task A_reading_that_was_cut_off_does_not_count_as_read()
    {
        await ReadAsync(isComplete: false, Row("T-1", 10));

        (await _stage.Get<TransactionIngest>().NextWindowAsync(_account, "1", Today, Cancelled)).From.Should().Be(Today.AddDays(-30));
    }

    [Fact]
    public async Task An_amount_finer_than_its_currency_stores_nothing_of_the_reading()
    {
        var reading = await ReadAsync(Row("T-1", 10), Row("T-2", 10.005m));

        reading.Should().BeEquivalentTo(new { Verdict = ReadingVerdict.Refused, Refusal = ReadingRefusal.AmountNotExact, FaultyRow = 2 });
        (await IdsAsync()).Should().BeEmpty();
    }

    private static ScrapedTransaction Row(string? id, decimal amount, DateOnly? bookedOn = null) =>
        new(id, new Money(amount, "USD"), bookedOn ?? Today, "Alice López");

    private Task<Reading> ReadAsync(params ScrapedTransaction[] rows) => ReadAsync(isComplete: true, rows);

    private Task<Reading> ReadAsync(bool isComplete, params ScrapedTransaction[] rows) => ReadAsync("1", isComplete, rows);

    private async Task<Reading> ReadAsync(string bankAccountNumber, bool isComplete, params ScrapedTransaction[] rows)
    {
        var window = new ReadWindow(Today.AddDays(-30), Today, bankAccountNumber);
        if (isComplete)
        {
            window.ReadCompletely(Today);
        }

        var run = await _stage.AddRunAsync(_account);
        var ingest = _stage.Get<TransactionIngest>();
        var reading = await ingest.IngestAsync(run, _account, window, Balanced(rows), Cancelled);
        return reading.Verdict == ReadingVerdict.Unconfirmed
            ? await ingest.IngestAsync(run, _account, window, Balanced(rows), Cancelled)
            : reading;
    }

    /// <summary>Newest first, with the balances that the bank would print.</summary>
    private static List<ScrapedTransaction> Balanced(IEnumerable<ScrapedTransaction> rows)
    {
        var balance = 1_000m;
        var printed = new List<ScrapedTransaction>();
        foreach (var row in rows.Reverse())
        {
            var isBooked = row.State == BookingState.Booked;
            balance += isBooked ? row.Amount.Amount : 0;
            printed.Insert(0, row with { Balance = isBooked ? balance : null });
        }

        return printed;
    }

    private Task<List<Guid>> IdsAsync() => QueryAsync(db => db.Transactions.OrderBy(t => t.Id).Select(t => t.Id));

    private Task<List<BookingState>> StatesAsync() => QueryAsync(db => db.Transactions.Select(t => t.State));

    private Task<List<Delivery>> DeliveriesAsync() => QueryAsync(db => db.Deliveries.AsNoTracking());

    private async Task<List<T>> QueryAsync<T>(Func<ReconbankerDb, IQueryable<T>> query)
    {
        await using var db = await _stage.OpenDbAsync();
        return await query(db).ToListAsync(Cancelled);
    }
}
