using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Xunit;

namespace Reconbanker.Tests.Matching;

public sealed class WhatIfTests
{
    private static readonly MatchChoices Usual = new(0.7m, 0.1m, AllowNameless: true, AskForInterchangeable: false, SendExpired: false, SendEvidence: false);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_rules_are_played_over_what_was_and_nothing_changes()
    {
        await using var stage = await SettlementStage.OpenAsync();
        await stage.ExpectAsync(stage.Payment("o-1", "Alice Lopez"), stage.Payment("o-2", payer: null, amount: 20), stage.Payment("o-3", "Bruno Diaz", 30));
        await stage.ReadAsync(stage.Transfer("LOPEZ ALICE"), stage.Transfer("SOMEBODY", 20), stage.Transfer("A STRANGER", 30));
        await stage.Core.Get<PaymentDecisions>().SettleAsync(
            stage.Core.OwnerId, (await stage.PaymentAsync("o-3")).Id, await stage.TransactionAsync("A STRANGER"), "His wife paid", Cancelled);
        var before = (await stage.MatchesAsync(), (await stage.EventsAsync()).Count);

        var same = await ReplayAsync(stage, Usual);
        var stricter = await ReplayAsync(stage, Usual with { AllowNameless = false });

        same.Should().BeEquivalentTo(new { Payments = 2, Transactions = 2, DifferenceCount = 0, Now = new WhatIfCounts(2, 0, 0, 0) });
        stricter!.Then.Should().Be(new WhatIfCounts(1, 0, 1, 0), "what a person decided is not played again");
        stricter.Differences.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            ExternalId = "o-2",
            Now = MatchOutcome.Settled,
            NowSender = "SOMEBODY",
            Then = MatchOutcome.Suggested,
            ThenSender = (string?)null,
        });
        (await stage.MatchesAsync(), (await stage.EventsAsync()).Count).Should().Be(before);
        (await stage.PaymentAsync("o-2")).State.Should().Be(PaymentState.Matched);
    }

    [Fact]
    public async Task Nobody_plays_with_the_accounts_of_others()
    {
        await using var stage = await SettlementStage.OpenAsync();

        (await stage.Core.Get<WhatIf>().ReplayAsync(Guid.CreateVersion7(), stage.AccountId, Usual, Cancelled)).Should().BeNull();
    }

    [Theory]
    [InlineData(0.49, 0.1, SettingsProblem.AcceptOutOfRange)]
    [InlineData(1.01, 0.1, SettingsProblem.AcceptOutOfRange)]
    [InlineData(0.7, 0, SettingsProblem.MarginOutOfRange)]
    [InlineData(0.7, 0.6, SettingsProblem.MarginOutOfRange)]
    public async Task Thresholds_out_of_range_are_refused(decimal accept, decimal margin, SettingsProblem problem)
    {
        await using var stage = await SettlementStage.OpenAsync();

        var outcome = await stage.Core.Get<MatchSettings>().SaveAsync(
            stage.Core.OwnerId, stage.AccountId, Usual with { Accept = accept, Margin = margin }, Cancelled);

        outcome.Should().Be(new SaveOutcome.Refused(problem));
    }

    [Fact]
    public async Task Saved_rules_judge_what_is_open_at_once()
    {
        await using var stage = await SettlementStage.OpenAsync(account => account.MatchNameless = false);
        await stage.ExpectAsync(stage.Payment("o-1", payer: null));
        await stage.ReadAsync(stage.Transfer("SOMEBODY"));
        (await stage.MatchesAsync()).Should().BeEmpty();

        await stage.Core.Get<MatchSettings>().SaveAsync(stage.Core.OwnerId, stage.AccountId, Usual, Cancelled);

        (await stage.MatchesAsync()).Should().Be("o-1=SOMEBODY");
    }

    private static Task<WhatIfResult?> ReplayAsync(SettlementStage stage, MatchChoices choices) =>
        stage.Core.Get<WhatIf>().ReplayAsync(stage.Core.OwnerId, stage.AccountId, choices, Cancelled);
}
