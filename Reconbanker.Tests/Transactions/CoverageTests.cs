using CsCheck;
using FluentAssertions;
using Reconbanker.Core.Transactions;
using Xunit;

namespace Reconbanker.Tests.Transactions;

public sealed class CoverageTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public void A_span_that_begins_after_the_last_day_of_another_leaves_a_gap_since_that_day_was_not_over()
    {
        var spans = Coverage.Add([Span(0, 4)], Span(5, 9));

        Coverage.Gaps(spans).Should().Equal(Span(4, 4));
    }

    [Fact]
    public void The_next_reading_goes_back_to_a_gap() =>
        Coverage.NextFrom([Span(0, 4), Span(8, 27)], First.AddDays(28), 30).Should().Be(First.AddDays(4));

    [Fact]
    public void The_order_of_readings_does_not_matter_to_what_has_been_read() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 10], (from, days) => Span(from, from + days)).Array[0, 8].Sample(
            spans => Joined(spans).SequenceEqual(Joined([.. spans.Reverse()])) && Joined(spans).SequenceEqual(Joined([.. spans, .. spans])), iter: 2_000);

    private static IReadOnlyList<DaySpan> Joined(DaySpan[] spans) => spans.Aggregate((IReadOnlyList<DaySpan>)[], Coverage.Add);

    private static DaySpan Span(int from, int through) => new(First.AddDays(from), First.AddDays(through));
}
