using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Xunit;
using static Reconbanker.Tests.Payments.PaymentStage;

namespace Reconbanker.Tests.Payments;

/// <summary>When an endpoint is asked, when again and when no more (fault F64), over real HTTP.</summary>
public sealed class PollingTests : IAsyncLifetime
{
    private PaymentStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stage = await OpenAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task The_clock_polls_what_is_due_every_ten_minutes_and_waits_longer_after_each_failure()
    {
        _stage.List(Row("o-1"));
        await _stage.TickAsync();
        await _stage.TickAsync();
        (await _stage.PollsAsync()).Should().ContainSingle().Which.ByPerson.Should().BeFalse();
        (await _stage.AccountAsync()).NextPollAt.Should().Be(_stage.Clock.GetUtcNow().AddMinutes(10));

        _stage.Endpoint.Otherwise = CatcherAnswer.Status(500);
        foreach (var (least, most) in new[] { (9, 11), (18, 22), (36, 44), (60, 60), (60, 60) })
        {
            _stage.Clock.Advance((await _stage.AccountAsync()).NextPollAt!.Value - _stage.Clock.GetUtcNow());
            await _stage.TickAsync();
            var wait = (await _stage.AccountAsync()).NextPollAt!.Value - _stage.Clock.GetUtcNow();
            wait.TotalMinutes.Should().BeInRange(least, most);
        }

        _stage.List(Row("o-1"));
        _stage.Clock.Advance(TimeSpan.FromHours(1));
        await _stage.TickAsync();
        (await _stage.AccountAsync()).NextPollAt.Should().Be(_stage.Clock.GetUtcNow().AddMinutes(10));
        (await _stage.PollsAsync()).Should().HaveCount(7);
    }

    [Theory]
    [InlineData(429, "7200", 7200)]
    [InlineData(503, "Fri, 20 Nov 2026 18:00:00 GMT", 10800)]
    [InlineData(500, "7200", 7200)]
    [InlineData(503, "99999999", 86400)]
    public async Task An_endpoint_that_asks_for_patience_gets_it_for_up_to_a_day(int status, string retryAfter, int seconds)
    {
        _stage.Endpoint.Otherwise = CatcherAnswer.Status(status, "", ("Retry-After", retryAfter));

        await _stage.TickAsync();

        (await _stage.AccountAsync()).NextPollAt.Should().Be(_stage.Clock.GetUtcNow().AddSeconds(seconds));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_token_that_is_refused_three_times_in_a_row_is_not_tried_again_until_a_person_acts(int status)
    {
        _stage.Endpoint.Otherwise = CatcherAnswer.Echo(status);
        for (var i = 0; i < 6; i++)
        {
            await _stage.TickAsync();
            _stage.Clock.Advance(TimeSpan.FromDays(2));
        }

        _stage.Endpoint.Caught.Should().HaveCount(3);
        (await _stage.AccountAsync()).Should().Match<Account>(a => a.NextPollAt == null && a.PollRefusals == 3);
        (await _stage.PollsAsync()).Should().OnlyContain(p => p.Outcome == PollOutcome.NotAuthorized && p.Detail == null);
        _stage.Logs.Should().NotContain(line => line.Contains(Token));

        _stage.List([]);
        await _stage.PollAsync();
        (await _stage.AccountAsync()).Should().Match<Account>(a => a.NextPollAt != null && a.PollRefusals == 0);

        _stage.Endpoint.Otherwise = CatcherAnswer.Status(status);
        for (var i = 0; i < 3; i++)
        {
            await _stage.PollAsync();
        }

        (await _stage.AccountAsync()).NextPollAt.Should().BeNull();
        await _stage.SaveEndpointAsync(_stage.AccountId);
        (await _stage.AccountAsync()).NextPollAt.Should().Be(_stage.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(OperationMode.Passthrough)]
    [InlineData(null)]
    public async Task Nothing_is_polled_in_another_mode_nor_without_an_endpoint(OperationMode? mode)
    {
        await using var other = await OpenAsync(mode);
        await other.TickAsync();
        (await other.Feed.PollNowAsync(other.OwnerId, other.AccountId, Cancelled)).Should().BeNull();
        other.Endpoint.Caught.Should().BeEmpty();

        await other.Get<OperationModes>().ChangeAsync(other.OwnerId, OperationMode.Reconcile, Cancelled);
        other.List([]);
        await other.TickAsync();
        other.Endpoint.Caught.Should().ContainSingle("it is due at once");

        await other.Settings.RemoveAsync(other.OwnerId, other.AccountId, Cancelled);
        (await other.Feed.PollNowAsync(other.OwnerId, other.AccountId, Cancelled)).Should().BeNull();
        (await other.Feed.PollNowAsync(Guid.NewGuid(), other.AccountId, Cancelled)).Should().BeNull("it is another's");
    }

    [Fact]
    public async Task An_endpoint_that_hangs_holds_up_no_other_and_is_asked_once_at_a_time()
    {
        var second = await _stage.AddAccountAsync();
        var gate = new TaskCompletionSource();
        _stage.Endpoint.Answer(CatcherAnswer.After(gate.Task, Json("[]")));
        var hanging = _stage.PollAsync();
        await _stage.Endpoint.NextAsync(Cancelled);
        var joined = _stage.PollAsync();

        _stage.List([]);
        (await _stage.Feed.PollNowAsync(_stage.OwnerId, second, Cancelled))!.Outcome.Should().Be(PollOutcome.Complete);
        hanging.IsCompleted.Should().BeFalse();
        gate.SetResult();

        (await joined).Id.Should().Be((await hanging).Id);
        _stage.Endpoint.Caught.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_answer_to_settings_that_were_changed_meanwhile_is_left_aside()
    {
        var gate = new TaskCompletionSource();
        _stage.Endpoint.Answer(CatcherAnswer.After(gate.Task, Json("""[{"external_id":"o-1","amount":1,"currency":"USD"}]""")));
        var poll = _stage.PollAsync();
        await _stage.Endpoint.NextAsync(Cancelled);

        await _stage.SaveEndpointAsync(_stage.AccountId);
        gate.SetResult();

        (await poll).Outcome.Should().Be(PollOutcome.Superseded);
        (await _stage.PaymentsAsync()).Should().BeEmpty();
        _stage.List(Row("o-2"));
        await _stage.TickAsync();
        Ids(await _stage.PaymentsAsync()).Should().Be("o-2:1:Pending");
    }

    [Fact]
    public async Task A_poll_that_the_app_s_end_interrupts_is_closed_and_asked_again()
    {
        _stage.Endpoint.Answer(CatcherAnswer.Hang());
        await _stage.Feed.StartDueAsync(Cancelled);
        await _stage.Endpoint.NextAsync(Cancelled);
        await _stage.Feed.StopAsync(Cancelled);
        (await _stage.PollsAsync()).Should().ContainSingle().Which.Outcome.Should().Be(PollOutcome.Interrupted);
        (await _stage.AccountAsync()).NextPollAt.Should().Be(_stage.Clock.GetUtcNow());

        await using (var db = await _stage.OpenDbAsync())
        {
            await db.PaymentPolls.ExecuteUpdateAsync(
                p => p.SetProperty(x => x.Outcome, PollOutcome.Running).SetProperty(x => x.EndedAt, (DateTimeOffset?)null), Cancelled);
        }

        await _stage.Feed.StartAsync(Cancelled);
        (await _stage.PollsAsync()).Should().ContainSingle().Which.Should().Match<PaymentPoll>(p => p.Outcome == PollOutcome.Interrupted && p.EndedAt != null);
    }
}
