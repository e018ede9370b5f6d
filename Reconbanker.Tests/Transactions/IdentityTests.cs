using System.Text;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Transactions;

/// <summary>Rows that nearly fooled the count, found by generated histories, through the ingest and its database.</summary>
public sealed class IdentityTests : IAsyncLifetime
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
    public async Task A_pending_row_that_is_booked_says_what_the_booked_one_says()
    {
        await ReadAsync(Row("T-1", "Card payment", "in progress") with { State = BookingState.Pending });

        await ReadAsync(Row("T-1", "Alice López", "Order 17"));

        (await StoredAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { SenderName = "Alice López", Description = "Order 17", State = BookingState.Booked });
        (await EventsAsync()).Should().ContainSingle().Which.Should().Contain("Alice").And.NotContain("Card payment");
    }

    [Fact]
    public async Task A_pending_twin_of_a_row_that_was_reversed_is_another_one()
    {
        await ReadAsync(Row("", "Ana", null));

        await ReadAsync(Row("", "Ana", null) with { State = BookingState.Pending }, Row("", "Ana", null) with { State = BookingState.Reversed });

        (await StoredAsync()).Select(t => t.State).Should().BeEquivalentTo([BookingState.Reversed, BookingState.Pending]);
    }

    [Fact]
    public async Task A_row_that_got_an_id_and_a_later_one_that_says_the_same_without_are_two()
    {
        await ReadAsync(Row("", "Ana", null));
        await ReadAsync(Row("T-1", "Ana", null));

        ScrapedTransaction[] both = [Row("T-1", "Ana", null), Row("", "Ana", null)];
        await ReadAsync(both);
        await ReadAsync(both);

        (await StoredAsync()).Where(t => t.SameAsId is null).Should().HaveCount(2);
        (await EventsAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_row_that_got_an_id_is_known_although_a_pending_one_without_says_the_same()
    {
        await ReadAsync(Row("", "Ana", null));

        ScrapedTransaction[] both = [Row("T-1", "Ana", null), Row("", "Ana", null) with { State = BookingState.Pending }];
        for (var reading = 0; reading < 2; reading++)
        {
            await ReadAsync(both); // the second time it comes to the same

            (await StoredAsync()).Where(t => t.SameAsId is null).Select(t => t.State).Should().BeEquivalentTo([BookingState.Booked, BookingState.Pending]);
            (await EventsAsync()).Should().ContainSingle();
        }
    }

    [Fact]
    public async Task While_a_person_has_to_say_which_row_a_stored_one_is_no_later_one_takes_its_place()
    {
        await ReadAsync(Row("", "Ana", "Fee"));
        ScrapedTransaction[] contesting = [Row("T-1", "Eva", "Fee"), Row("T-2", "Ivo", "Fee")];
        await ReadAsync(contesting);

        await ReadAsync([.. contesting, Row("T-3", "Ana", null)]);

        (await StoredAsync()).Where(t => t.BankId is { Length: > 0 }).Should().HaveCount(3).And.OnlyContain(t => t.IsHeld);
        (await EventsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_booked_row_that_lost_its_id_is_not_its_pending_twin_that_was_withdrawn()
    {
        await ReadAsync(Row("T-1", "Ana", "Fee"), Row("", "Ana", "Fee") with { State = BookingState.Pending });

        await ReadAsync(Row("", "Ana", "Fee"));

        (await StoredAsync()).Where(t => t.SameAsId is null && t.State == BookingState.Booked).Should().ContainSingle();
        (await EventsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_read_is_worked_out_again_from_the_stored_readings_with_the_same_ids_and_events()
    {
        await ReadAsync(Row("T-1", "Ana", "Order 17"), Row("", "Eva", null), Row("", "Eva", null));
        await ReadAsync(Row("T-1", "Ana", "Order 17"), Row("T-2", "Ivo", null));
        var before = ((await StoredAsync()).Select(t => t.Id).ToList(), await EventsAsync());
        List<Reading> readings;
        await using (var db = await _stage.OpenDbAsync())
        {
            await db.Deliveries.ExecuteDeleteAsync(Cancelled);
            await db.Transactions.ExecuteDeleteAsync(Cancelled);
            readings = await db.Readings.AsNoTracking().OrderBy(r => r.ReadAt).ThenBy(r => r.Id).ToListAsync(Cancelled);
        }

        foreach (var reading in readings)
        {
            await ReadAsync([.. _stage.Get<ReadingArchive>().Open(reading)]);
        }

        (await StoredAsync()).Select(t => t.Id).Should().BeEquivalentTo(before.Item1).And.HaveCount(4);
        (await EventsAsync()).Should().HaveCount(before.Item2.Count);
    }

    [Fact]
    public async Task A_row_like_one_that_a_shifted_page_may_hide_is_asked_for_again_and_nothing_is_made_of_the_list_until_then()
    {
        var (waiting, mayHide) = (Row("T-1", "Eva", null) with { State = BookingState.Pending }, Row("", "Ana", "Fee"));
        await ReadAsync(waiting, mayHide);
        var (booked, another) = (waiting with { State = BookingState.Booked }, Row("T-3", "Ana", "Fee"));
        var run = await _stage.AddRunAsync(_account);

        // The pending row was withdrawn after the first page was read, and the first row of the second moved up to it.
        var first = await TurnPagesAsync(run, another, Row("T-2", "Ivo", null) with { State = BookingState.Pending }, booked);

        first.Should().Be(ReadingVerdict.Unconfirmed);
        (await StoredAsync()).Select(t => t.State).Should().BeEquivalentTo([BookingState.Pending, BookingState.Booked]);
        (await EventsAsync()).Should().ContainSingle();

        (await TurnPagesAsync(run, another, booked, mayHide)).Should().Be(ReadingVerdict.Unconfirmed, "the pending row is gone");
        (await TurnPagesAsync(run, another, booked, mayHide)).Should().Be(ReadingVerdict.Accepted);
        (await StoredAsync()).Should().HaveCount(3).And.OnlyContain(t => t.State == BookingState.Booked && t.SameAsId == null && !t.IsHeld);
        (await EventsAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_row_that_lost_its_id_is_known_again_once_two_readings_of_several_pages_agree()
    {
        await ReadAsync(Row("T-1", "Ana", "Fee"));
        var run = await _stage.AddRunAsync(_account);

        (await TurnPagesAsync(run, Row("", "Ana", "Fee"))).Should().Be(ReadingVerdict.Unconfirmed);
        (await TurnPagesAsync(run, Row("", "Ana", "Fee"))).Should().Be(ReadingVerdict.Accepted);

        (await StoredAsync()).Where(t => t.SameAsId is null).Should().ContainSingle();
        (await EventsAsync()).Should().ContainSingle();
    }

    private static ScrapedTransaction Row(string id, string sender, string? text) =>
        new(id, new Money(10, "USD"), Today, sender) { Description = text };

    /// <summary>The whole list, on one page, with the balances that the bank would print.</summary>
    private async Task ReadAsync(params ScrapedTransaction[] rows)
    {
        var window = new ReadWindow(Today.AddDays(-30), Today, "1");
        window.ReadCompletely(Today, onOnePage: true);
        var verdict = await TakeAsync(await _stage.AddRunAsync(_account), window, rows);
        verdict.Should().BeOneOf(ReadingVerdict.Accepted, ReadingVerdict.PartlyHeld);
    }

    /// <summary>Days that will be read again, on several pages.</summary>
    private Task<ReadingVerdict> TurnPagesAsync(Guid run, params ScrapedTransaction[] rows)
    {
        var window = new ReadWindow(Today.AddDays(-7), Today, "1");
        window.ReadCompletely(Today);
        return TakeAsync(run, window, rows);
    }

    private async Task<ReadingVerdict> TakeAsync(Guid run, ReadWindow window, ScrapedTransaction[] rows)
    {
        var balance = 1_000m;
        var printed = rows.Select(row => row.State == BookingState.Booked ? row with { Balance = balance += row.Amount.Amount } : row).ToList();
        var reading = await _stage.Get<TransactionIngest>().IngestAsync(run, _account, window, printed, Cancelled);
        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        return reading.Verdict;
    }

    private async Task<List<Transaction>> StoredAsync()
    {
        await using var db = await _stage.OpenDbAsync();
        return await db.Transactions.AsNoTracking().ToListAsync(Cancelled);
    }

    private async Task<List<string>> EventsAsync()
    {
        await using var db = await _stage.OpenDbAsync();
        return [.. (await db.Deliveries.AsNoTracking().ToListAsync(Cancelled)).Select(d => Encoding.UTF8.GetString(d.Body))];
    }
}
