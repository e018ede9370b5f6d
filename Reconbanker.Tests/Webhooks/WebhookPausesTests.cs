using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class WebhookPausesTests : IAsyncLifetime
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
    public async Task A_receiver_that_says_it_is_gone_pauses_its_webhook_and_every_event_waits_for_the_person_who_resumes_it()
    {
        _receiver.Answer(CatcherAnswer.Status(410, "moved away"));
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var first = await _stage.AddDeliveryAsync(account);
        await _stage.EndedAsync(first.Id);
        var second = await _stage.AddDeliveryAsync(account);
        await PassAsync(TimeSpan.FromDays(4));

        (await _stage.AccountAsync(account.Id)).Should().BeEquivalentTo(new { WebhookPauseReason = WebhookPauseReason.Gone });
        (await _stage.ReadAsync(first.Id)).Should().BeEquivalentTo(new { State = DeliveryState.Waiting, Attempts = 1 });
        (await _stage.ReadAsync(second.Id)).Should().BeEquivalentTo(new { State = DeliveryState.Waiting, Attempts = 0 });

        (await _stage.Pauses.ResumeAsync(_stage.OwnerId, account.Id, alsoFailed: false, Cancelled)).Should().BeTrue();

        (await _stage.EndedAsync(first.Id, attempts: 2)).State.Should().Be(DeliveryState.Delivered);
        (await _stage.EndedAsync(second.Id)).State.Should().Be(DeliveryState.Delivered);
        (await _stage.AccountAsync(account.Id)).WebhookPausedAt.Should().BeNull();
    }

    [Fact]
    public async Task Gone_at_the_end_of_the_schedule_is_no_failure_for_good()
    {
        _receiver.Answer([.. Enumerable.Repeat(CatcherAnswer.Status(500), 9), CatcherAnswer.Status(410)]);
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        await _stage.EndedAsync(delivery.Id);
        for (var attempts = 2; attempts <= 10; attempts++)
        {
            await _stage.RetriedAsync(delivery.Id, attempts);
        }

        (await _stage.ReadAsync(delivery.Id)).State.Should().Be(DeliveryState.Waiting);
    }

    [Fact]
    public async Task Five_days_of_nothing_but_failures_pause_a_webhook_and_drop_nothing()
    {
        _receiver.Otherwise = CatcherAnswer.Status(500);
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var since = _stage.Clock.GetUtcNow();
        var events = new List<Delivery>();
        for (var day = 0; day < 5; day++)
        {
            events.Add(await FailedOnceAsync(account));
            (await _stage.AccountAsync(account.Id)).Should().BeEquivalentTo(
                new { WebhookPausedAt = (DateTimeOffset?)null, WebhookFailingSince = (DateTimeOffset?)since }, "it is day {0}", day);
            await PassAsync(TimeSpan.FromDays(1));
        }

        await Until.TrueAsync(async () => (await _stage.AccountAsync(account.Id)).WebhookPauseReason == WebhookPauseReason.OnlyFailures);
        events.Add(await _stage.AddDeliveryAsync(account));
        await PassAsync(TimeSpan.FromDays(3));
        (await _stage.ReadAsync(events[^1].Id)).Should().BeEquivalentTo(new { State = DeliveryState.Waiting, Attempts = 0 });
        _stage.Logs.Should().ContainSingle(line => line.StartsWith("Error") && line.Contains("is paused"));

        _receiver.Otherwise = CatcherAnswer.Status(200);
        await _stage.Pauses.ResumeAsync(_stage.OwnerId, account.Id, alsoFailed: true, Cancelled);

        foreach (var delivery in events)
        {
            await Until.TrueAsync(async () => (await _stage.ReadAsync(delivery.Id)).State == DeliveryState.Delivered);
        }
    }

    [Fact]
    public async Task One_success_starts_the_five_days_anew()
    {
        _receiver.Otherwise = CatcherAnswer.Status(500);
        var account = await _stage.AddAccountAsync(_receiver.Url());
        await FailedOnceAsync(account);
        await PassAsync(TimeSpan.FromDays(4));
        _receiver.Answer(CatcherAnswer.Status(200));
        await _stage.EndedAsync((await _stage.AddDeliveryAsync(account)).Id);
        (await _stage.AccountAsync(account.Id)).WebhookFailingSince.Should().BeNull();

        await PassAsync(TimeSpan.FromDays(2));
        await FailedOnceAsync(account);

        (await _stage.AccountAsync(account.Id)).WebhookPausedAt.Should().BeNull();
    }

    [Fact]
    public async Task Test_events_neither_count_as_failures_nor_wait_while_it_is_paused()
    {
        _receiver.Answer(CatcherAnswer.Status(500));
        var account = await _stage.AddAccountAsync(_receiver.Url());
        await TestAsync(account);
        (await _stage.AccountAsync(account.Id)).WebhookFailingSince.Should().BeNull();

        await _stage.Pauses.PauseAsync(_stage.OwnerId, account.Id, Cancelled);
        var waiting = await _stage.AddDeliveryAsync(account);
        var test = await TestAsync(account);

        test.State.Should().Be(DeliveryState.Delivered);
        (await _stage.ReadAsync(waiting.Id)).Attempts.Should().Be(0);
    }

    [Fact]
    public async Task A_pause_by_hand_holds_everything_and_what_is_sent_again_meanwhile_leaves_when_it_ends()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());
        var before = await _stage.AddDeliveryAsync(account);
        await _stage.EndedAsync(before.Id);

        (await _stage.Pauses.PauseAsync(_stage.OwnerId, account.Id, Cancelled)).Should().BeTrue();
        (await _stage.Outbox.SendAgainAsync(_stage.OwnerId, before.Id, Cancelled)).Should().Be(new SendOutcome.Paused(before.Id));
        await _stage.AddDeliveryAsync(account);
        await PassAsync(TimeSpan.FromMinutes(2));

        _receiver.Caught.Should().ContainSingle();
        (await _stage.AccountAsync(account.Id)).WebhookPauseReason.Should().Be(WebhookPauseReason.ByPerson);
        await _stage.Pauses.ResumeAsync(_stage.OwnerId, account.Id, alsoFailed: false, Cancelled);
        await Until.TrueAsync(() => _receiver.Caught.Count == 3);
    }

    [Fact]
    public async Task Another_address_ends_the_pause_that_the_former_one_caused_but_not_a_persons()
    {
        await using var former = await WebhookCatcher.StartAsync(Cancelled);
        former.Otherwise = CatcherAnswer.Status(410);
        var account = await _stage.AddAccountAsync(former.Url());
        var byHand = await _stage.AddAccountAsync(former.Url());
        await _stage.Pauses.PauseAsync(_stage.OwnerId, byHand.Id, Cancelled);
        var delivery = await _stage.AddDeliveryAsync(account);
        await _stage.EndedAsync(delivery.Id);

        await SaveUrlAsync(account, former.Url());
        (await _stage.AccountAsync(account.Id)).WebhookPausedAt.Should().NotBeNull("the address is the same");
        await SaveUrlAsync(account, _receiver.Url());
        await SaveUrlAsync(byHand, _receiver.Url());

        (await _stage.EndedAsync(delivery.Id, attempts: 2)).State.Should().Be(DeliveryState.Delivered);
        (await _stage.AccountAsync(byHand.Id)).WebhookPauseReason.Should().Be(WebhookPauseReason.ByPerson);
    }

    [Fact]
    public async Task What_the_former_receiver_says_late_does_not_pause_the_new_address()
    {
        await using var former = await WebhookCatcher.StartAsync(Cancelled);
        var gate = new TaskCompletionSource();
        former.Answer(CatcherAnswer.After(gate.Task, CatcherAnswer.Status(410)));
        var account = await _stage.AddAccountAsync(former.Url());
        var delivery = await _stage.AddDeliveryAsync(account);
        await former.NextAsync(Cancelled);

        await SaveUrlAsync(account, _receiver.Url());
        gate.SetResult();
        await _stage.EndedAsync(delivery.Id);

        (await _stage.AccountAsync(account.Id)).WebhookPausedAt.Should().BeNull();
        (await _stage.RetriedAsync(delivery.Id, attempts: 2)).State.Should().Be(DeliveryState.Delivered);
    }

    [Fact]
    public async Task Webhooks_that_are_paused_gone_or_failing_for_days_delay_no_other()
    {
        await using var gone = await WebhookCatcher.StartAsync(Cancelled);
        await using var failing = await WebhookCatcher.StartAsync(Cancelled);
        gone.Otherwise = CatcherAnswer.Status(410);
        failing.Otherwise = CatcherAnswer.Hang();
        var accounts = new[] { _receiver.Url(), gone.Url(), failing.Url() }.Select(url => _stage.AddAccountAsync(url)).ToList();
        var (paused, dead, hanging) = (await accounts[0], await accounts[1], await accounts[2]);
        await _stage.Pauses.PauseAsync(_stage.OwnerId, paused.Id, Cancelled);
        await using (var db = await _stage.OpenDbAsync())
        {
            var days = _stage.Clock.GetUtcNow().AddDays(-4);
            await db.Accounts.Where(a => a.Id == hanging.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.WebhookFailingSince, days), Cancelled);
        }

        for (var i = 0; i < 10; i++)
        {
            await _stage.AddDeliveryAsync(paused);
            await _stage.AddDeliveryAsync(dead);
            await _stage.AddDeliveryAsync(hanging);
        }

        await failing.NextAsync(Cancelled);
        var fine = await _stage.AddAccountAsync(_receiver.Url("/fine"));
        for (var i = 0; i < 20; i++)
        {
            await _stage.AddDeliveryAsync(fine);
        }

        for (var i = 0; i < 20; i++)
        {
            (await _receiver.NextAsync(Cancelled)).Path.Should().Be("/fine");
        }

        failing.Caught.Count.Should().BeLessThanOrEqualTo(2);
        gone.Caught.Count.Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Nobody_pauses_or_resumes_what_belongs_to_somebody_else()
    {
        var stranger = Guid.CreateVersion7();
        var account = await _stage.AddAccountAsync(_receiver.Url());

        (await _stage.Pauses.PauseAsync(stranger, account.Id, Cancelled)).Should().BeFalse();
        (await _stage.AccountAsync(account.Id)).WebhookPausedAt.Should().BeNull();
        await _stage.Pauses.PauseAsync(_stage.OwnerId, account.Id, Cancelled);
        (await _stage.Pauses.ResumeAsync(stranger, account.Id, alsoFailed: true, Cancelled)).Should().BeFalse();
        (await _stage.AccountAsync(account.Id)).WebhookPausedAt.Should().NotBeNull();
    }

    private async Task<Delivery> FailedOnceAsync(Account account) => await _stage.EndedAsync((await _stage.AddDeliveryAsync(account)).Id);

    private async Task<Delivery> TestAsync(Account account)
    {
        var outcome = await _stage.Outbox.SendTestEventAsync(_stage.OwnerId, account.Id, Cancelled);
        return await _stage.EndedAsync(((SendOutcome.Queued)outcome).DeliveryId);
    }

    private async Task SaveUrlAsync(Account account, Uri url) => (await _stage.Settings.SaveAsync(
        _stage.OwnerId, account.Id, url.ToString(), AuthScheme.Bearer, null, forgetToken: false, Cancelled)).Should().BeOfType<SaveOutcome.Saved>();

    /// <summary>Time passes, and whatever was due in it has been attempted.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        _stage.Clock.Advance(time);
        await Until.TrueAsync(async () =>
        {
            _stage.Dispatcher.Wake();
            var now = _stage.Clock.GetUtcNow();
            await using var db = await _stage.OpenDbAsync();
            return _receiver.Open == 0 && !await db.Attempts.AnyAsync(a => a.FinishedAt == null, Cancelled) && !await db.Deliveries.AnyAsync(
                d => d.State == DeliveryState.Waiting && d.DueAt <= now && db.Accounts.Any(a => a.Id == d.AccountId && a.WebhookPausedAt == null),
                Cancelled);
        });
    }
}
