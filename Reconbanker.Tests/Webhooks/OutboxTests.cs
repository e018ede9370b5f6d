using System.Text.Json;
using FluentAssertions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class OutboxTests : IAsyncLifetime
{
    private WebhookCatcher _receiver = null!;
    private WebhookStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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
    public async Task A_test_event_has_the_shape_of_a_transaction_and_says_that_it_is_a_test()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());

        var outcome = await _stage.Outbox.SendTestEventAsync(_stage.OwnerId, account.Id, Cancelled);

        var caught = await _receiver.NextAsync(Cancelled);
        var body = JsonDocument.Parse(caught.Body).RootElement;
        body.EnumerateObject().Select(p => p.Name).Should().Equal("id", "amount", "currency", "name", "received_at", "test");
        body.GetProperty("test").GetBoolean().Should().BeTrue();
        var delivery = await _stage.EndedAsync(outcome.Should().BeOfType<SendOutcome.Queued>().Subject.DeliveryId);
        delivery.EventId.Should().Be(caught.Headers["webhook-id"]);
        delivery.Should().BeEquivalentTo(new { Kind = DeliveryKind.Test, State = DeliveryState.Delivered });
    }

    [Fact]
    public async Task A_test_event_is_tried_once()
    {
        _receiver.Otherwise = CatcherAnswer.Status(500);
        var account = await _stage.AddAccountAsync(_receiver.Url());

        var outcome = await _stage.Outbox.SendTestEventAsync(_stage.OwnerId, account.Id, Cancelled);

        var delivery = await _stage.EndedAsync(((SendOutcome.Queued)outcome).DeliveryId);
        delivery.State.Should().Be(DeliveryState.Failed);
        delivery.DueAt.Should().BeNull();
    }

    [Fact]
    public async Task What_was_delivered_can_be_sent_again_with_the_same_id_and_bytes()
    {
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        var first = await _receiver.NextAsync(Cancelled);
        await _stage.EndedAsync(delivery.Id);

        var outcome = await _stage.Outbox.SendAgainAsync(_stage.OwnerId, delivery.Id, Cancelled);

        outcome.Should().Be(new SendOutcome.Queued(delivery.Id));
        var second = await _receiver.NextAsync(Cancelled);
        second.Body.Should().Equal(first.Body);
        second.Headers["webhook-id"].Should().Be(first.Headers["webhook-id"]);
        (await _stage.EndedAsync(delivery.Id, attempts: 2)).Should().BeEquivalentTo(new { State = DeliveryState.Delivered, Attempts = 2 });
    }

    [Fact]
    public async Task Sending_again_starts_the_schedule_anew()
    {
        _receiver.Answer([.. Enumerable.Repeat(CatcherAnswer.Status(500), 11)]);
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        await _stage.EndedAsync(delivery.Id);
        for (var attempts = 2; attempts <= 10; attempts++)
        {
            await _stage.RetriedAsync(delivery.Id, attempts);
        }

        (await _stage.ReadAsync(delivery.Id)).State.Should().Be(DeliveryState.Failed);
        await _stage.Outbox.SendAgainAsync(_stage.OwnerId, delivery.Id, Cancelled);
        var again = await _stage.EndedAsync(delivery.Id, attempts: 11);

        again.State.Should().Be(DeliveryState.Waiting);
        (again.DueAt - _stage.Clock.GetUtcNow()).Should().BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1.1));
        (await _stage.RetriedAsync(delivery.Id, 12)).State.Should().Be(DeliveryState.Delivered);
    }

    [Fact]
    public async Task Sending_again_during_an_attempt_that_fails_is_not_forgotten()
    {
        var gate = new TaskCompletionSource();
        _receiver.Answer(CatcherAnswer.After(gate.Task, CatcherAnswer.Status(500)));
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        await _receiver.NextAsync(Cancelled);

        await _stage.Outbox.SendAgainAsync(_stage.OwnerId, delivery.Id, Cancelled);
        gate.SetResult();

        (await _stage.EndedAsync(delivery.Id, attempts: 2)).State.Should().Be(DeliveryState.Delivered);
    }

    [Fact]
    public async Task Without_a_webhook_there_is_nothing_to_send_to()
    {
        var account = await _stage.AddAccountAsync(webhook: null);
        var delivery = await _stage.AddDeliveryAsync(account);

        (await _stage.Outbox.SendTestEventAsync(_stage.OwnerId, account.Id, Cancelled)).Should().Be(new SendOutcome.NoWebhook());
        (await _stage.Outbox.SendAgainAsync(_stage.OwnerId, delivery.Id, Cancelled)).Should().Be(new SendOutcome.NoWebhook());
    }

    [Fact]
    public async Task Nobody_sends_what_belongs_to_somebody_else()
    {
        var stranger = Guid.CreateVersion7();
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var delivery = await _stage.AddDeliveryAsync(account);
        await _stage.EndedAsync(delivery.Id);

        (await _stage.Outbox.SendTestEventAsync(stranger, account.Id, Cancelled)).Should().Be(new SendOutcome.NotFound());
        (await _stage.Outbox.SendAgainAsync(stranger, delivery.Id, Cancelled)).Should().Be(new SendOutcome.NotFound());

        (await _stage.ReadAsync(delivery.Id)).State.Should().Be(DeliveryState.Delivered);
        _receiver.Caught.Should().ContainSingle();
    }
}
