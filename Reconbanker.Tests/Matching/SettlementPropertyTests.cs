using CsCheck;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Matching.Names;
using Reconbanker.Core.Payments;
using Xunit;

namespace Reconbanker.Tests.Matching;

/// <summary>What holds of any payments and transfers, in whatever order they come.</summary>
public sealed class SettlementPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly string?[] Names =
        ["Alice Lopez", "LOPEZ ALICE", "Alice Lopez Garcia", "Alice Lopez Mendez", "Juan Perez", "J PEREZ", "Juan Perez Gomez", "Perez S.A.", "Bruno Diaz", null];

    // None of these may be taken for another, so that whom a transfer pays does not depend on who is known already.
    private static readonly string[] Strangers = ["Alice Lopez", "Juan Perez", "Bruno Diaz", "Transportes Oriente S.A.", "Wang Xiaoming"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void The_order_in_which_they_are_given_changes_nothing_and_nothing_is_settled_twice()
    {
        var some = Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[1, 2], Gen.Int[0, 8]);
        Gen.Select(some.Array[0, 7], some.Array[0, 7], Gen.Int).Sample(
            (payments, transfers, seed) =>
            {
                var open = payments.Select((p, i) => new OpenPayment(
                    Id(1, i), new Money(p.Item2 * 10, "USD"), PayerName.Parse(Names[p.Item1]), Start.AddDays(p.Item3), Start.AddDays(p.Item3 + 5))).ToArray();
                var free = transfers.Select((t, i) => new FreeTransaction(
                    Id(2, i), new Money(t.Item2 * 10, "USD"), PayerName.Parse(Names[t.Item1]), Start.AddDays(t.Item3))).ToArray();
                var decisions = Matcher.Decide(open, free, new MatchRules());
                var settled = decisions.Where(d => d.Outcome == MatchOutcome.Settled).ToList();
                var random = new Random(seed);
                random.Shuffle(open);
                random.Shuffle(free);

                return Text(Matcher.Decide(open, free, new MatchRules())) == Text(decisions)
                    && settled.DistinctBy(d => d.Candidates[0].TransactionId).Count() == settled.Count
                    && decisions.DistinctBy(d => d.PaymentId).Count() == decisions.Count
                    && settled.TrueForAll(d => open.Single(p => p.Id == d.PaymentId).Amount == free.Single(t => t.Id == d.Candidates[0].TransactionId).Amount);
            },
            iter: 3_000);
    }

    [Fact]
    public async Task However_they_arrive_as_many_are_settled_of_each_payer_and_arriving_again_changes_nothing()
    {
        var arrival = Gen.Select(Gen.Bool, Gen.Int[0, Strangers.Length - 1], Gen.Int[1, 2]);
        await arrival.Array[2, 12].SampleAsync(
            async arrivals =>
            {
                await using var stage = await SettlementStage.OpenAsync();
                var rows = new List<ScrapedTransaction>();
                var number = 0;
                foreach (var (isPayment, who, amount) in arrivals)
                {
                    if (isPayment)
                    {
                        await stage.ExpectAsync(stage.Payment($"o-{++number:00}", Strangers[who], amount));
                    }
                    else
                    {
                        rows.Insert(0, stage.Transfer(Strangers[who].ToUpperInvariant(), amount));
                        await stage.ReadAsync([.. rows]);
                    }
                }

                var before = (await stage.MatchesAsync(), (await stage.EventsAsync()).Count);
                await stage.ReadAsync([.. rows]);
                var after = (await stage.MatchesAsync(), (await stage.EventsAsync()).Count);

                return before == after && await SettledAsync(stage) == Expected(arrivals);
            },
            iter: 25,
            threads: 1);
    }

    private static string Expected(IEnumerable<(bool IsPayment, int Who, int Amount)> arrivals) => string.Join(' ', arrivals
        .GroupBy(a => (a.Who, a.Amount), (key, all) => (key, Count: Math.Min(all.Count(a => a.IsPayment), all.Count(a => !a.IsPayment))))
        .Where(same => same.Count > 0).Select(same => $"{Strangers[same.key.Who]} {same.key.Amount}:{same.Count}").Order(StringComparer.Ordinal));

    private static async Task<string> SettledAsync(SettlementStage stage)
    {
        await using var db = await stage.Core.OpenDbAsync();
        var matched = await db.PendingPayments.AsNoTracking().Where(p => p.State == PaymentState.Matched).ToListAsync(Cancelled);
        (await db.Matches.Select(m => m.TransactionId).ToListAsync(Cancelled)).Should().OnlyHaveUniqueItems().And.HaveCount(matched.Count);
        return string.Join(' ', matched.GroupBy(p => (p.PayerName, p.Amount.Amount)).Select(same => $"{same.Key.PayerName} {same.Key.Amount:0}:{same.Count()}")
            .Order(StringComparer.Ordinal));
    }

    private static string Text(IEnumerable<MatchDecision> decisions) => string.Join('\n', decisions.Select(d =>
        $"{d.PaymentId} {d.Outcome} {string.Join(' ', d.Candidates.Select(c => $"{c.TransactionId}/{c.Score}/{string.Join('+', c.Reasons)}"))}"));

    private static Guid Id(byte kind, int number) => new(number, 0, 0, kind, 0, 0, 0, 0, 0, 0, 0);
}
