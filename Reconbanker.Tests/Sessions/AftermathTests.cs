using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Sessions;

public sealed class AftermathTests : IAsyncLifetime
{
    private CoreStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await CoreStage.OpenAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData(StopReason.SignedOut, AttentionReason.SignedOut)]
    [InlineData(StopReason.NobodyHelped, AttentionReason.NobodyHelped)]
    [InlineData(StopReason.Interrupted, AttentionReason.SignedOut)]
    [InlineData(StopReason.BrowserCrashed, AttentionReason.SessionFailed)]
    [InlineData(StopReason.Requested, null)]
    public async Task An_assisted_persistent_session_that_ends_is_parked_and_never_starts_by_itself(StopReason reason, AttentionReason? expected)
    {
        var account = await AccountAsync(SessionType.Persistent, LoginMode.Assisted);

        _stage.Get<Aftermath>().Apply(account, reason, _stage.Clock.GetUtcNow());

        account.Attention.Should().Be(expected);
        account.IsBlocked.Should().BeFalse();
        account.NextRunAt.Should().BeNull();
    }

    [Fact]
    public async Task A_one_shot_account_runs_again_about_every_twenty_minutes()
    {
        var account = await AccountAsync(SessionType.OneShot, LoginMode.Simple);

        _stage.Get<Aftermath>().Apply(account, StopReason.Finished, _stage.Clock.GetUtcNow());

        account.NextRunAt.Should().BeCloseTo(_stage.Clock.GetUtcNow().AddMinutes(20), TimeSpan.FromMinutes(2.01));
    }

    [Fact]
    public async Task What_fails_again_and_again_is_tried_ever_more_rarely_and_then_asks_for_somebody()
    {
        var account = await AccountAsync(SessionType.OneShot, LoginMode.Simple);
        var now = _stage.Clock.GetUtcNow();
        var waits = new List<TimeSpan>();
        while (account.Attention is null)
        {
            _stage.Get<Aftermath>().Apply(account, StopReason.BankPageChanged, now);
            waits.Add((account.NextRunAt ?? now) - now);
        }

        waits.Should().HaveCount(5);
        waits[3].Should().BeGreaterThan(waits[0] * 3);
        account.Attention.Should().Be(AttentionReason.FailsAgainAndAgain);
        account.NextRunAt.Should().BeNull();
    }

    [Fact]
    public async Task A_bank_that_is_away_for_long_is_asked_again_by_itself()
    {
        var account = await AccountAsync(SessionType.OneShot, LoginMode.Simple);

        for (var failure = 0; failure < 20; failure++)
        {
            _stage.Get<Aftermath>().Apply(account, StopReason.BankUnavailable, _stage.Clock.GetUtcNow());
        }

        account.Attention.Should().BeNull();
        account.NextRunAt.Should().BeBefore(_stage.Clock.GetUtcNow().AddHours(7));
    }

    [Fact]
    public async Task An_assisted_one_shot_account_runs_only_when_somebody_asks()
    {
        var account = await AccountAsync(SessionType.OneShot, LoginMode.Assisted);

        _stage.Get<Aftermath>().Apply(account, StopReason.Finished, _stage.Clock.GetUtcNow());

        account.NextRunAt.Should().BeNull();
    }

    [Fact]
    public async Task A_persistent_session_that_a_person_stopped_stays_stopped()
    {
        var account = await AccountAsync(SessionType.Persistent, LoginMode.Simple);

        _stage.Get<Aftermath>().Apply(account, StopReason.Requested, _stage.Clock.GetUtcNow());

        account.NextRunAt.Should().BeNull();
        account.Attention.Should().BeNull();
    }

    [Fact]
    public async Task A_persistent_session_goes_on_after_the_application_was_restarted()
    {
        var account = await AccountAsync(SessionType.Persistent, LoginMode.Simple);

        _stage.Get<Aftermath>().Apply(account, StopReason.Shutdown, _stage.Clock.GetUtcNow());

        account.NextRunAt.Should().Be(_stage.Clock.GetUtcNow());
    }

    private async Task<Account> AccountAsync(SessionType type, LoginMode mode) => await _stage.ReadAsync(await _stage.AddAccountAsync(a =>
    {
        a.SessionType = type;
        a.LoginMode = mode;
    }));
}
