using FluentAssertions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

/// <summary>Receivers that say they are overloaded, and events that a person drops.</summary>
public sealed class StrainTests : IAsyncLifetime
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

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(429)]
    public async Task A_receiver_that_is_overloaded_rests_before_the_next_event_and_nobody_else_does(int status)
    {
        _receiver.Answer(CatcherAnswer.Status(status));
        var account = await _stage.AddAccountAsync(_receiver.Url());
        await _stage.EndedAsync((await _stage.AddDeliveryAsync(account)).Id);

        var next = await _stage.AddDeliveryAsync(account);
        await _stage.EndedAsync((await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url("/other")))).Id);

        (await _stage.AttemptsAsync(next.Id)).Should().BeEmpty();
        _stage.Clock.Advance(TimeSpan.FromSeconds(6));
        (await _stage.EndedAsync(next.Id)).State.Should().Be(DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_receiver_that_fails_otherwise_gets_the_next_event_at_once()
    {
        _receiver.Answer(CatcherAnswer.Status(500));
        var account = await _stage.AddAccountAsync(_receiver.Url());
        await _stage.EndedAsync((await _stage.AddDeliveryAsync(account)).Id);

        var next = await _stage.AddDeliveryAsync(account);

        (await _stage.EndedAsync(next.Id)).State.Should().Be(DeliveryState.Delivered);
    }

    [Fact]
    public async Task What_a_person_drops_is_not_sent_until_it_is_sent_again()
    {
        _receiver.Answer(CatcherAnswer.Status(500));
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var delivery = await _stage.AddDeliveryAsync(account);
        await _stage.EndedAsync(delivery.Id);

        (await _stage.Outbox.SkipAsync(Guid.NewGuid(), delivery.Id, Cancelled)).Should().BeFalse();
        (await _stage.Outbox.SkipAsync(_stage.OwnerId, delivery.Id, Cancelled)).Should().BeTrue();
        (await _stage.Outbox.SkipAsync(_stage.OwnerId, delivery.Id, Cancelled)).Should().BeFalse();
        _stage.Clock.Advance(TimeSpan.FromDays(2));
        await _stage.EndedAsync((await _stage.AddDeliveryAsync(account)).Id);

        (await _stage.ReadAsync(delivery.Id)).Should().BeEquivalentTo(new { State = DeliveryState.Skipped, DueAt = (DateTimeOffset?)null, Attempts = 1 });
        await _stage.Outbox.SendAgainAsync(_stage.OwnerId, delivery.Id, Cancelled);
        (await _stage.EndedAsync(delivery.Id, attempts: 2)).State.Should().Be(DeliveryState.Delivered);
    }

    [Fact]
    public async Task What_is_dropped_in_the_middle_of_a_failing_attempt_stays_dropped()
    {
        var gate = new TaskCompletionSource();
        _receiver.Answer(CatcherAnswer.After(gate.Task, CatcherAnswer.Status(500)));
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        await _receiver.NextAsync(Cancelled);

        await _stage.Outbox.SkipAsync(_stage.OwnerId, delivery.Id, Cancelled);
        gate.SetResult();

        (await _stage.EndedAsync(delivery.Id)).State.Should().Be(DeliveryState.Skipped);
    }
}
