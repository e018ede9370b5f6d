using System.Globalization;
using System.Text.Json;
using CsCheck;
using FluentAssertions;
using Reconbanker.Core.Payments;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Payments;

/// <summary>What holds of any answers of an endpoint, one after the other: lists with changed, gone, returned and unusable rows, and failures.</summary>
public sealed class PollPropertyTests
{
    private const int Ids = 9;

    [Fact]
    public async Task Whatever_is_answered_asking_again_changes_nothing_ids_stay_single_and_what_is_settled_stays_so()
    {
        // Of each id: not listed, listed with one of a few contents, or as a row that is none.
        var list = Gen.Frequency((3, Gen.Int[0, 1]), (2, Gen.Int[2, 5])).Array[Ids];
        var step = Gen.Select(list, Gen.Frequency((5, Gen.Const(Answer.List)), (1, Gen.Const(Answer.Failure)), (1, Gen.Const(Answer.Half))), Gen.Int[1, 12], Gen.Int[0, 4]);
        await step.Array[2, 6].SampleAsync(
            async steps =>
            {
                await using var stage = await PaymentStage.OpenAsync();
                var seen = new History();
                foreach (var (rows, answer, minutes, paid) in steps)
                {
                    stage.Clock.Advance(TimeSpan.FromMinutes(minutes));
                    if (paid < 3)
                    {
                        await stage.TransferAsync($"t-{stage.Clock.GetUtcNow():HHmm}", Amount(paid, 1), Name(paid).ToUpperInvariant());
                    }

                    var before = await stage.PaymentsAsync();
                    stage.Endpoint.Otherwise = Respond(answer, rows);
                    await stage.PollAsync();
                    var after = await stage.PaymentsAsync();
                    seen.Check(before, after, answer == Answer.List ? rows : null, stage.Clock.GetUtcNow());

                    var everything = await stage.EverythingAsync();
                    await stage.PollAsync();
                    (await stage.EverythingAsync()).Should().Be(everything, "the same answer at the same time says nothing new");
                }
            },
            iter: 12,
            threads: 1);
    }

    private enum Answer { List, Failure, Half }

    private static CatcherAnswer Respond(Answer answer, int[] rows)
    {
        var text = JsonSerializer.Serialize(rows.Select((kind, i) => (kind, i)).Where(row => row.kind > 0).Select(row => PaymentStage.Row(
            Id(row.i), row.kind == 5 ? "no amount" : Amount(row.i, row.kind).ToString(CultureInfo.InvariantCulture), name: Name(row.i))));
        return answer switch
        {
            Answer.Failure => CatcherAnswer.Status(500, "[]"),
            Answer.Half => PaymentStage.Json(text[..(text.Length / 2)]),
            _ => PaymentStage.Json(text),
        };
    }

    private static string Id(int number) => $"id-{number}";

    private static string Name(int number) => new[] { "Alice Lopez", "Bruno Diaz", "Carl Sagan", "Wang Xiaoming", "Eve Novak" }[number % 5];

    private static decimal Amount(int number, int kind) => 10 + number + (kind == 1 ? 0 : 100 * kind);

    /// <summary>What was answered so far, and what may follow from it.</summary>
    private sealed class History
    {
        private readonly Dictionary<string, DateTimeOffset> _absentSince = [];

        /// <param name="rows">Null where the poll failed.</param>
        public void Check(List<PendingPayment> before, List<PendingPayment> after, int[]? rows, DateTimeOffset at)
        {
            after.Select(p => (p.ExternalId, p.Version)).Should().OnlyHaveUniqueItems();
            after.Select(p => p.Id).Should().OnlyHaveUniqueItems();
            before.Select(p => p.Id).Except(after.Select(p => p.Id)).Should().BeEmpty("nothing is forgotten");
            foreach (var settled in before.Where(p => p.State == PaymentState.Matched))
            {
                after.Single(p => p.Id == settled.Id).Should().BeEquivalentTo(settled, facts => facts.Excluding(p => p.AbsentSince));
            }

            foreach (var versions in after.GroupBy(p => p.ExternalId))
            {
                versions.Count(p => p.State is PaymentState.Pending or PaymentState.Ambiguous).Should().BeLessThanOrEqualTo(1, "one id is expected once");
            }

            var was = before.ToDictionary(p => p.Id, p => p.State);
            var cancelled = after.Where(p => p.State == PaymentState.Cancelled && was.GetValueOrDefault(p.Id) != PaymentState.Cancelled && was.ContainsKey(p.Id)).ToList();
            if (rows is null)
            {
                after.Should().BeEquivalentTo(before, "a poll that failed tells nothing");
                return;
            }

            foreach (var gone in cancelled.Where(p => rows[int.Parse(p.ExternalId[3..], CultureInfo.InvariantCulture)] == 0))
            {
                (at - _absentSince[gone.ExternalId]).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5), "two polls that far apart have to miss it");
            }

            var open = before.Count(p => p.State is PaymentState.Pending or PaymentState.Ambiguous);
            var vanished = cancelled.Count(p => was[p.Id] != PaymentState.Held && rows[int.Parse(p.ExternalId[3..], CultureInfo.InvariantCulture)] == 0);
            (vanished < 5 || vanished * 5 <= open).Should().BeTrue("{0} of {1} that vanish at once are held for a person", vanished, open);
            for (var i = 0; i < rows.Length; i++)
            {
                if (rows[i] > 0)
                {
                    _absentSince.Remove(Id(i));
                }
                else
                {
                    _absentSince.TryAdd(Id(i), at);
                }

                if (rows[i] is > 0 and < 5)
                {
                    after.Should().Contain(p => p.ExternalId == Id(i) && p.AbsentSince == null, "it is listed");
                }
            }
        }
    }
}
