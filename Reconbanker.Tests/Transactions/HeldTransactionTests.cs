using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Transactions;

public sealed class HeldTransactionTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private CoreStage _stage = null!;
    private Guid _account;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private TransactionReview Review => _stage.Get<TransactionReview>();

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync();
        _account = await _stage.AddAccountAsync();
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_row_that_has_lost_its_id_and_says_the_same_is_the_same()
    {
        await ReadAsync(Row("T-1", "Alice López", "Order 17"));

        var reading = await ReadAsync(Row("", "ALICE LOPEZ", "order 17"));

        reading.Verdict.Should().Be(ReadingVerdict.Accepted);
        (await StoredAsync()).Where(t => t.SameAsId is null).Should().ContainSingle();
        (await EventsAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_row_that_may_be_one_that_is_gone_is_held_without_an_event_until_a_person_says_it_is_new()
    {
        var held = await HoldAsync();
        (await EventsAsync()).Should().Be(1);

        (await Review.SaveNewAsync(_stage.OwnerId, held.Id, Cancelled)).Should().Be(ReviewOutcome.Saved);
        (await Review.SaveNewAsync(_stage.OwnerId, held.Id, Cancelled)).Should().Be(ReviewOutcome.ReviewedAlready);

        (await EventsAsync()).Should().Be(2);
        (await StoredAsync()).Single(t => t.Id == held.Id).Should().BeEquivalentTo(
            new { ReviewedById = (Guid?)_stage.OwnerId, ReviewedAt = (DateTimeOffset?)_stage.Clock.GetUtcNow(), SameAsId = (Guid?)null });
    }

    [Fact]
    public async Task A_held_row_that_a_person_finds_stored_has_no_event_and_is_never_counted_again()
    {
        var held = await HoldAsync();
        var original = (await StoredAsync()).Single(t => t.Id != held.Id);

        (await Review.SaveSameAsync(_stage.OwnerId, held.Id, original.Id, Cancelled)).Should().Be(ReviewOutcome.Saved);
        await ReadAsync(Row("T-2", "Alice López", "Order 18"));

        (await EventsAsync()).Should().Be(1);
        (await StoredAsync()).Should().HaveCount(2).And.NotContain(t => t.IsHeld);
    }

    [Fact]
    public async Task Only_the_owner_reviews()
    {
        var held = await HoldAsync();

        (await Review.SaveNewAsync(Guid.NewGuid(), held.Id, Cancelled)).Should().Be(ReviewOutcome.NotFound);
    }

    [Fact]
    public async Task In_silence_transactions_are_stored_and_never_sent_by_themselves()
    {
        var settings = _stage.Get<WebhookSettings>();
        await settings.SaveEventsAsync(_stage.OwnerId, _account, extraFields: null, silentIngestion: true, Cancelled);
        await ReadAsync(Row("T-1", "Alice López", "Order 17"));
        await settings.SaveEventsAsync(_stage.OwnerId, _account, extraFields: null, silentIngestion: false, Cancelled);

        await ReadAsync(Row("T-1", "Alice López", "Order 17"));

        (await EventsAsync()).Should().Be(0);
        (await StoredAsync()).Should().ContainSingle().Which.IsSilent.Should().BeTrue();
    }

    [Fact]
    public async Task Older_history_is_sent_once_when_that_is_chosen()
    {
        await ReadAsync(Row("T-1", "Alice López", "Order 17") with { BookedOn = Today.AddDays(-5) });
        (await EventsAsync()).Should().Be(0);
        var history = _stage.Get<OlderHistory>();

        (await history.DecideAsync(_stage.OwnerId, _account, send: true, Cancelled)).Should().Be(1);
        (await history.DecideAsync(_stage.OwnerId, _account, send: true, Cancelled)).Should().Be(0);

        (await EventsAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_reading_is_kept_as_it_came_whatever_becomes_of_it()
    {
        ScrapedTransaction[] rows = [Row("T-1", "Alice López", null) with { Balance = 7 }, Row("T-2", "Bruno", null) with { Balance = 7 }];

        var reading = await TakeAsync(rows);

        reading.Should().BeEquivalentTo(new { Verdict = ReadingVerdict.Refused, Refusal = ReadingRefusal.DoesNotAddUp, RowCount = 2 });
        _stage.Get<ReadingArchive>().Open(reading).Should().Equal(rows);
        (await StoredAsync()).Should().BeEmpty();
    }

    private async Task<Transaction> HoldAsync()
    {
        await ReadAsync(Row("T-1", "Alice López", "Order 17"));
        (await ReadAsync(Row("T-2", "Alice López", "Order 18"))).Verdict.Should().Be(ReadingVerdict.PartlyHeld);
        return (await StoredAsync()).Single(t => t.IsHeld);
    }

    private static ScrapedTransaction Row(string id, string sender, string? text) =>
        new(id, new Money(10, "USD"), Today, sender) { Description = text, Balance = 1_000 };

    private Task<Reading> ReadAsync(ScrapedTransaction row) => TakeAsync([row]);

    private async Task<Reading> TakeAsync(ScrapedTransaction[] rows)
    {
        var window = new ReadWindow(Today.AddDays(-30), Today, "1");
        window.ReadCompletely(Today, onOnePage: true);
        return await _stage.Get<TransactionIngest>().IngestAsync(await _stage.AddRunAsync(_account), _account, window, rows, Cancelled);
    }

    private async Task<List<Transaction>> StoredAsync()
    {
        await using var db = await _stage.OpenDbAsync();
        return await db.Transactions.AsNoTracking().ToListAsync(Cancelled);
    }

    private async Task<int> EventsAsync()
    {
        await using var db = await _stage.OpenDbAsync();
        return await db.Deliveries.CountAsync(Cancelled);
    }
}
