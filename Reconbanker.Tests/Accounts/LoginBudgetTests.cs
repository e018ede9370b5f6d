using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Accounts;

public sealed class LoginBudgetTests : IAsyncLifetime
{
    private CoreStage _stage = null!;
    private Guid _account;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private LoginBudget Budget => _stage.Get<LoginBudget>();

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync();
        _account = await _stage.AddAccountAsync();
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task The_clock_never_logs_in_more_often_than_the_bank_allows_less_one()
    {
        await Budget.CountAsync(_account, RunTrigger.Clock, Cancelled);
        await Budget.CountAsync(_account, RunTrigger.Clock, Cancelled);

        var third = () => Budget.CountAsync(_account, RunTrigger.Clock, Cancelled);

        await third.Should().ThrowAsync<InvalidOperationException>();
        (await _stage.ReadAsync(_account)).LoginAttempts.Should().Be(2);
    }

    [Fact]
    public async Task A_person_may_try_once_more_and_is_told_what_the_bank_may_still_allow()
    {
        await Budget.CountAsync(_account, RunTrigger.Clock, Cancelled);
        await Budget.CountAsync(_account, RunTrigger.Clock, Cancelled);
        Budget.LeftAtBank(await _stage.ReadAsync(_account)).Should().Be(1);

        await Budget.CountAsync(_account, RunTrigger.Person, Cancelled);

        Budget.LeftAtBank(await _stage.ReadAsync(_account)).Should().Be(0);
    }

    [Theory]
    [InlineData(StopReason.BadCredentials, 1, null)]
    [InlineData(StopReason.BadCredentials, 2, AttentionReason.BadCredentials)]
    [InlineData(StopReason.AccountLocked, 1, AttentionReason.AccountLocked)]
    [InlineData(StopReason.PasswordExpired, 1, AttentionReason.PasswordExpired)]
    [InlineData(StopReason.SecondFactorInSimpleMode, 1, AttentionReason.SecondFactorInSimpleMode)]
    [InlineData(StopReason.TimedOut, 1, null)]
    [InlineData(StopReason.TimedOut, 2, AttentionReason.LoginOutcomeUnknown)]
    [InlineData(StopReason.Interrupted, 2, AttentionReason.LoginOutcomeUnknown)]
    [InlineData(StopReason.BankUnavailable, 0, null)]
    [InlineData(StopReason.BankPageChanged, 0, null)]
    public async Task An_account_is_blocked_when_its_bank_refuses_or_answers_nothing_too_often(
        StopReason reason, int attempts, AttentionReason? expected)
    {
        await _stage.AddAccountAsync();
        var account = await _stage.ReadAsync(_account);
        account.LoginAttempts = attempts;

        _stage.Get<Aftermath>().Apply(account, reason, _stage.Clock.GetUtcNow());

        account.Attention.Should().Be(expected);
        account.IsBlocked.Should().Be(expected is not null);
        (account.NextRunAt is null).Should().Be(expected is not null, "only an account that needs nobody runs by the clock");
    }

    [Fact]
    public async Task Success_clears_the_block()
    {
        var account = await _stage.AddAccountAsync(a =>
        {
            a.LoginAttempts = 3;
            a.Attention = AttentionReason.BadCredentials;
        });

        await Budget.SucceededAsync(account, byPassword: true, Cancelled);

        var cleared = await _stage.ReadAsync(account);
        cleared.LoginAttempts.Should().Be(0);
        cleared.Attention.Should().BeNull();
    }

    [Fact]
    public async Task Saving_the_same_credentials_again_clears_nothing()
    {
        var account = await _stage.AddAccountAsync(a =>
        {
            a.LoginAttempts = 2;
            a.Attention = AttentionReason.BadCredentials;
        });

        await _stage.Get<AccountSettings>().SaveCredentialsAsync(_stage.OwnerId, account, "ana", "secret", Cancelled);

        (await _stage.ReadAsync(account)).Should().BeEquivalentTo(
            new { LoginAttempts = 2, Attention = AttentionReason.BadCredentials, NextRunAt = (DateTimeOffset?)null });
    }

    [Fact]
    public async Task A_session_that_the_bank_still_honoured_says_nothing_about_the_password()
    {
        var account = await _stage.AddAccountAsync(a => a.LoginAttempts = 1);

        await Budget.SucceededAsync(account, byPassword: false, Cancelled);

        (await _stage.ReadAsync(account)).LoginAttempts.Should().Be(1);
    }

    [Fact]
    public async Task A_block_keeps_its_reason_when_a_later_attempt_ends_before_the_password()
    {
        var account = await _stage.ReadAsync(await _stage.AddAccountAsync(a =>
        {
            a.LoginAttempts = 2;
            a.Attention = AttentionReason.AccountLocked;
        }));

        _stage.Get<Aftermath>().Apply(account, StopReason.BankUnavailable, _stage.Clock.GetUtcNow());

        account.Attention.Should().Be(AttentionReason.AccountLocked);
        Budget.LeftAtBank(account).Should().Be(0);
    }

    [Fact]
    public async Task New_credentials_clear_the_block_and_are_not_tried_at_once()
    {
        var account = await _stage.AddAccountAsync(a =>
        {
            a.LoginAttempts = 2;
            a.Attention = AttentionReason.BadCredentials;
        });

        await _stage.Get<AccountSettings>().SaveCredentialsAsync(_stage.OwnerId, account, "ana", "new", Cancelled);

        var changed = await _stage.ReadAsync(account);
        changed.LoginAttempts.Should().Be(0);
        changed.Attention.Should().BeNull();
        changed.NextRunAt.Should().Be(_stage.Clock.GetUtcNow().AddMinutes(20));
    }
}
