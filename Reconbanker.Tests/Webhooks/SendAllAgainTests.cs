using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

/// <summary>Which deliveries a filter means, and sending all of them again.</summary>
public sealed class SendAllAgainTests : IAsyncLifetime
{
    private WebhookCatcher _receiver = null!;
    private WebhookStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private DeliveryFilter Own => new(_stage.OwnerId);

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookCatcher.StartAsync(Cancelled);
        _stage = await WebhookStage.OpenAsync("127.0.0.1");
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task All_that_failed_are_sent_again_with_their_ids_and_bytes_and_nothing_else_is()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var events = await AddAsync(account, 6);
        await SetAsync(DeliveryState.Failed, [.. events.Take(4)]);
        var before = _receiver.Caught.ToDictionary(c => c.Headers["webhook-id"], c => c.Text);

        (await _stage.Outbox.CountAllAgainAsync(Own with { State = DeliveryState.Failed }, Cancelled)).Should().Be(4);
        (await _stage.Outbox.SendAllAgainAsync(Own with { State = DeliveryState.Failed }, Cancelled)).Should().Be(4);

        await Until.TrueAsync(() => _receiver.Caught.Count == 10);
        _receiver.Caught.Skip(6).Select(c => c.Headers["webhook-id"]).Should().BeEquivalentTo(events.Take(4).Select(e => e.EventId));
        _receiver.Caught.Should().OnlyContain(c => before[c.Headers["webhook-id"]] == c.Text);
    }

    [Fact]
    public async Task A_range_is_an_account_and_a_time_from_its_first_moment_to_just_before_its_last()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var other = await _stage.AddAccountAsync(_receiver.Url("/other"));
        var start = _stage.Clock.GetUtcNow();
        var events = new List<Delivery>();
        for (var hour = 0; hour < 4; hour++)
        {
            events.AddRange(await AddAsync(account, 1));
            await AddAsync(other, 1);
            _stage.Clock.Advance(TimeSpan.FromHours(1));
        }

        var range = Own with { AccountId = account.Id, From = start.AddHours(1), Until = start.AddHours(3) };
        (await _stage.Outbox.SendAllAgainAsync(range, Cancelled)).Should().Be(2);

        await Until.TrueAsync(() => _receiver.Caught.Count == 10);
        _receiver.Caught.Skip(8).Select(c => c.Headers["webhook-id"]).Should().BeEquivalentTo(events[1].EventId, events[2].EventId);
    }

    [Fact]
    public async Task Test_events_and_accounts_without_a_webhook_and_other_peoples_are_left_out()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var test = (SendOutcome.Queued)await _stage.Outbox.SendTestEventAsync(_stage.OwnerId, account.Id, Cancelled);
        await _stage.EndedAsync(test.DeliveryId);
        var homeless = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(webhook: null));
        await SetAsync(DeliveryState.Failed, [homeless, await _stage.ReadAsync(test.DeliveryId)]);

        (await _stage.Outbox.CountAllAgainAsync(Own, Cancelled)).Should().Be(0);
        (await _stage.Outbox.SendAllAgainAsync(Own, Cancelled)).Should().Be(0);
        await AddAsync(account, 2);
        (await _stage.Outbox.SendAllAgainAsync(new DeliveryFilter(Guid.CreateVersion7()), Cancelled)).Should().Be(0);
        (await _stage.Outbox.SendAllAgainAsync(new DeliveryFilter(Guid.CreateVersion7()) { AccountId = account.Id }, Cancelled)).Should().Be(0);
    }

    [Fact]
    public async Task A_page_of_the_list_has_the_newest_first_with_the_last_attempt_and_what_waits_for_a_paused_webhook()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(account, 1);
            _stage.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await _stage.Pauses.PauseAsync(_stage.OwnerId, account.Id, Cancelled);
        await _stage.AddDeliveryAsync(account);
        await using var db = await _stage.OpenDbAsync();

        var first = await DeliveryRow.ReadPageAsync(db, Own, skip: 0, take: 2, Cancelled);
        var last = await DeliveryRow.ReadPageAsync(db, Own, skip: 4, take: 2, Cancelled);

        first.TotalItems.Should().Be(6);
        first.Items!.Select(r => (r.Amount!.Value.Amount, r.IsPaused, r.Last?.Outcome)).Should().Equal((6m, true, null), (5m, false, AttemptOutcome.Delivered));
        last.Items!.Select(r => r.Amount!.Value.Amount).Should().Equal(2m, 1m);
        (await DeliveryRow.ReadPageAsync(db, new DeliveryFilter(Guid.CreateVersion7()), 0, 25, Cancelled)).TotalItems.Should().Be(0);
    }

    [Fact]
    public async Task The_list_and_what_is_due_are_read_from_an_index_alone()
    {
        await using var db = await _stage.OpenDbAsync();
        var now = _stage.Clock.GetUtcNow();

        (await PlanAsync(db, Own.Of(db).OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Select(d => d.Id).Take(25)))
            .Should().Contain("COVERING INDEX IX_Deliveries_AccountId_CreatedAt_Id_State");
        var due = db.Deliveries.Where(d => d.AccountId == Guid.Empty && d.State == DeliveryState.Waiting);
        (await PlanAsync(db, due.Where(d => d.DueAt <= now).OrderBy(d => d.DueAt).ThenBy(d => d.Id).Select(d => d.Id).Take(2)))
            .Should().Contain("COVERING INDEX IX_Deliveries_AccountId_State_DueAt_Id").And.NotContain("TEMP B-TREE");
        (await PlanAsync(db, due.Where(d => d.Kind == DeliveryKind.Test).OrderBy(d => d.DueAt).Select(d => d.Id).Take(2)))
            .Should().Contain("IX_Deliveries_WaitingTests");
        (await PlanAsync(db, db.Attempts.Where(a => a.Outcome == AttemptOutcome.Unknown).Select(a => a.DeliveryId)))
            .Should().Contain("IX_Attempts_UnderWay");
    }

    private static async Task<string> PlanAsync(Core.Data.ReconbankerDb db, IQueryable<Guid> query)
    {
        await db.Database.OpenConnectionAsync(Cancelled);
        await using var command = query.CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancelled))
        {
            lines.Add(reader.GetString(3));
        }

        return string.Join('\n', lines);
    }

    private async Task<List<Delivery>> AddAsync(Account account, int count)
    {
        var events = new List<Delivery>();
        for (var i = 0; i < count; i++)
        {
            events.Add(await _stage.EndedAsync((await _stage.AddDeliveryAsync(account)).Id));
        }

        return events;
    }

    private async Task SetAsync(DeliveryState state, params IEnumerable<Delivery> deliveries)
    {
        await using var db = await _stage.OpenDbAsync();
        var ids = deliveries.Select(d => d.Id).ToList();
        await db.Deliveries.Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.State, state).SetProperty(x => x.DueAt, (DateTimeOffset?)null), Cancelled);
    }
}
