using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class DispatcherTests : IAsyncLifetime
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
    public async Task A_delivery_arrives_with_the_headers_and_the_body_that_integrators_know()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url("/hook?team=7"), "tok-482913");

        var delivery = await _stage.AddDeliveryAsync(account);
        var caught = await _receiver.NextAsync(Cancelled);

        caught.Method.Should().Be("POST");
        caught.Path.Should().Be("/hook?team=7");
        caught.Text.Should().Be(
            $$"""{"id":"{{delivery.TransactionId}}","amount":1.00,"currency":"USD","name":"Alice López",""" +
            "\"received_at\":\"2026-01-05T05:00:00.000Z\"}");
        caught.Headers.Should().Contain("Content-Type", "application/json").And.Contain("Accept", "application/json")
            .And.Contain("Authorization", "Bearer tok-482913").And.Contain("webhook-id", $"msg_{delivery.TransactionId:N}")
            .And.Contain("webhook-timestamp", "1767614400").And.Contain("X-Webhook-Timestamp", "1767614400");
        caught.Headers["User-Agent"].Should().MatchRegex(@"^Reconbanker/\d+\.\d+\.\d+$");
        caught.Headers["X-Signature-256"].Should().MatchRegex("^sha256=[0-9a-f]{64}$");
        caught.Headers["webhook-signature"].Should().StartWith("v1,");
        caught.Headers.Keys.Should().NotContain(["traceparent", "Cookie", "Accept-Encoding"]);
    }

    [Fact]
    public async Task An_api_key_is_presented_as_one_and_no_token_means_no_header()
    {
        await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url(), "tok-482913", AuthScheme.ApiKey));
        var withKey = await _receiver.NextAsync(Cancelled);
        await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        var without = await _receiver.NextAsync(Cancelled);

        withKey.Headers["Authorization"].Should().Be("Api-Key tok-482913");
        without.Headers.Should().NotContainKey("Authorization");
    }

    [Fact]
    public async Task What_was_delivered_is_recorded_and_not_sent_again()
    {
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url("/secret-path")));

        var ended = await _stage.EndedAsync(delivery.Id);

        ended.State.Should().Be(DeliveryState.Delivered);
        ended.DueAt.Should().BeNull();
        ended.DeliveredAt.Should().Be(_stage.Clock.GetUtcNow());
        var attempt = (await _stage.AttemptsAsync(delivery.Id)).Should().ContainSingle().Subject;
        attempt.Should().BeEquivalentTo(new { Number = 1, Outcome = AttemptOutcome.Delivered, StatusCode = 200, Answer = "ok" });
        attempt.Receiver.Should().Be($"http://127.0.0.1:{_receiver.Port}");
        _stage.Clock.Advance(TimeSpan.FromDays(4));
        await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url("/marker")));
        await Until.TrueAsync(() => _receiver.Caught.Any(c => c.Path == "/marker"));
        _receiver.Caught.Should().HaveCount(2);
    }

    [Fact]
    public async Task Every_retry_has_the_same_id_and_the_same_bytes_and_a_new_signature()
    {
        _receiver.Answer(CatcherAnswer.Status(500), CatcherAnswer.Close(), CatcherAnswer.Status(404));
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        await _stage.EndedAsync(delivery.Id);
        for (var attempts = 2; attempts <= 4; attempts++)
        {
            await _stage.RetriedAsync(delivery.Id, attempts);
        }

        _receiver.Caught.Should().HaveCount(4);
        _receiver.Caught.Select(c => c.Text).Distinct().Should().ContainSingle();
        _receiver.Caught.Select(c => c.Headers["webhook-id"]).Distinct().Should().Equal(delivery.EventId);
        _receiver.Caught.Select(c => c.Headers["webhook-signature"]).Should().OnlyHaveUniqueItems();
        (await _stage.AttemptsAsync(delivery.Id)).Select(a => a.Outcome).Should().Equal(
            AttemptOutcome.Refused, AttemptOutcome.ConnectionFailed, AttemptOutcome.Refused, AttemptOutcome.Delivered);
    }

    [Fact]
    public async Task A_clock_that_is_set_on_just_before_the_dispatcher_sleeps_wakes_it()
    {
        _receiver.Answer(CatcherAnswer.Status(500));
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        await _stage.EndedAsync(delivery.Id);

        _stage.Clock.AdvanceAtNextAlarm(TimeSpan.FromDays(1));
        _stage.Dispatcher.Wake();

        (await _stage.EndedAsync(delivery.Id, attempts: 2)).State.Should().Be(DeliveryState.Delivered);
    }

    [Fact]
    public async Task Retries_follow_the_schedule_to_its_end_and_then_it_has_failed()
    {
        TimeSpan[] schedule =
        [
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
            TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
        ];
        _receiver.Otherwise = CatcherAnswer.Status(503, "down for repair");
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        var state = await _stage.EndedAsync(delivery.Id);
        foreach (var (delay, attempt) in schedule.Select((delay, index) => (delay, index + 2)))
        {
            var last = (await _stage.AttemptsAsync(delivery.Id))[^1];
            state.State.Should().Be(DeliveryState.Waiting);
            (state.DueAt - last.FinishedAt).Should().BeCloseTo(delay, (delay * 0.2) + TimeSpan.FromMilliseconds(1));
            state = await _stage.RetriedAsync(delivery.Id, attempt);
        }

        state.State.Should().Be(DeliveryState.Failed);
        state.DueAt.Should().BeNull();
        state.Attempts.Should().Be(10);
        _receiver.Caught.Should().HaveCount(10);
        (await _stage.AttemptsAsync(delivery.Id))[9].Answer.Should().Be("down for repair");
        _stage.Logs.Should().Contain(line => line.StartsWith("Error") && line.Contains(delivery.Id.ToString()));
    }

    [Theory]
    [InlineData("7200", 7200)]
    [InlineData("Mon, 05 Jan 2026 15:00:00 GMT", 10800)]
    [InlineData("99999999", 86400)]
    [InlineData("soon", 5)]
    [InlineData("-7", 5)]
    [InlineData("Sun, 04 Jan 2026 15:00:00 GMT", 5)]
    public async Task A_receiver_that_asks_for_patience_gets_it_for_up_to_a_day(string retryAfter, int seconds)
    {
        _receiver.Answer(CatcherAnswer.Status(429, headers: ("Retry-After", retryAfter)));
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));

        var ended = await _stage.EndedAsync(delivery.Id);

        (ended.DueAt - _stage.Clock.GetUtcNow()).Should().BeCloseTo(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_an_attempt_sends_again_at_once()
    {
        _receiver.Answer(CatcherAnswer.Hang());
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        var first = await _receiver.NextAsync(Cancelled);

        var before = _stage.Clock.GetUtcNow();
        await _stage.RestartAsync();
        await _stage.EndedAsync(delivery.Id);

        _stage.Clock.GetUtcNow().Should().Be(before);
        var second = await _receiver.NextAsync(Cancelled);
        second.Body.Should().Equal(first.Body);
        second.Headers["webhook-id"].Should().Be(first.Headers["webhook-id"]);
        var attempts = await _stage.AttemptsAsync(delivery.Id);
        attempts.Select(a => (a.Number, a.Outcome)).Should().Equal((1, AttemptOutcome.Interrupted), (2, AttemptOutcome.Delivered));
        attempts[0].FinishedAt.Should().BeNull();
    }

    [Fact]
    public async Task A_receiver_that_hangs_takes_two_lanes_and_delays_no_other_account()
    {
        await using var dead = await WebhookCatcher.StartAsync(Cancelled);
        dead.Otherwise = CatcherAnswer.Hang();
        var stuck = await _stage.AddAccountAsync(dead.Url());
        var fine = await _stage.AddAccountAsync(_receiver.Url());
        for (var i = 0; i < 10; i++)
        {
            await _stage.AddDeliveryAsync(stuck);
        }

        await dead.NextAsync(Cancelled);
        await dead.NextAsync(Cancelled);
        for (var i = 0; i < 20; i++)
        {
            await _stage.AddDeliveryAsync(fine);
        }

        for (var i = 0; i < 20; i++)
        {
            await _receiver.NextAsync(Cancelled);
        }

        dead.Caught.Should().HaveCount(2);
    }

    [Fact]
    public async Task Sixteen_attempts_at_most_are_under_way_at_once()
    {
        var gate = new TaskCompletionSource();
        _receiver.Otherwise = CatcherAnswer.After(gate.Task, CatcherAnswer.Status(200));
        for (var i = 0; i < 10; i++)
        {
            var account = await _stage.AddAccountAsync(_receiver.Url());
            await _stage.AddDeliveryAsync(account);
            await _stage.AddDeliveryAsync(account);
        }

        for (var i = 0; i < 16; i++)
        {
            await _receiver.NextAsync(Cancelled);
        }

        _receiver.Open.Should().Be(16);
        gate.SetResult();
        for (var i = 0; i < 4; i++)
        {
            await _receiver.NextAsync(Cancelled);
        }
    }

    [Fact]
    public async Task Without_a_webhook_deliveries_wait_untouched_until_there_is_one()
    {
        var account = await _stage.AddAccountAsync(webhook: null);
        var delivery = await _stage.AddDeliveryAsync(account);
        var marker = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        await _stage.EndedAsync(marker.Id);
        (await _stage.ReadAsync(delivery.Id)).Should().BeEquivalentTo(new { State = DeliveryState.Waiting, Attempts = 0 });

        await using (var db = await _stage.OpenDbAsync())
        {
            db.Attach(account).Entity.SealedWebhookUrl = _stage.Seal(account, _receiver.Url("/new").ToString());
            await db.SaveChangesAsync(Cancelled);
        }

        _stage.Dispatcher.Wake();
        (await _stage.EndedAsync(delivery.Id)).State.Should().Be(DeliveryState.Delivered);
    }

    [Fact]
    public async Task Whoever_listens_is_told_that_a_delivery_changed()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var notices = System.Threading.Channels.Channel.CreateUnbounded<Core.Activity.ActivityNotice>();
        using var listening = _stage.Feed.Listen(notice => notices.Writer.TryWrite(notice));

        await _stage.AddDeliveryAsync(account);

        for (var i = 0; i < 2; i++)
        {
            (await notices.Reader.ReadAsync(Cancelled)).Should().BeEquivalentTo(
                new { _stage.OwnerId, AccountId = account.Id, Topic = Core.Activity.ActivityTopic.Deliveries });
        }
    }
}
