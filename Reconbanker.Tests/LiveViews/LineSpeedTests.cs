using FluentAssertions;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class LineSpeedTests
{
    private readonly LineSpeed _line = new();

    [Fact]
    public void What_is_not_known_is_taken_for_fast() => _line.BytesPerSecond.Should().Be(double.PositiveInfinity);

    [Fact]
    public void A_round_trip_is_no_part_of_the_speed()
    {
        _line.OnRoundTrip(Milliseconds(150));

        _line.OnDrawn(37_500, Milliseconds(1150));

        _line.BytesPerSecond.Should().BeApproximately(37_500, 1);
    }

    [Fact]
    public void A_round_trip_on_a_busy_line_does_not_make_it_a_fast_one()
    {
        _line.OnRoundTrip(Milliseconds(990));

        _line.OnDrawn(37_500, Milliseconds(1000));

        _line.BytesPerSecond.Should().BeApproximately(75_000, 1);
    }

    [Fact]
    public void One_hiccup_is_no_slow_line_and_two_are()
    {
        _line.OnDrawn(100_000, Milliseconds(20));
        var fast = _line.BytesPerSecond;

        _line.OnDrawn(100_000, Milliseconds(3000));
        _line.BytesPerSecond.Should().Be(fast);
        _line.OnDrawn(100_000, Milliseconds(3000));

        _line.BytesPerSecond.Should().BeLessThan(100_000);
    }

    [Fact]
    public void A_picture_without_a_size_to_speak_of_tells_only_the_round_trip()
    {
        _line.OnDrawn(500, Milliseconds(150));
        _line.BytesPerSecond.Should().Be(double.PositiveInfinity);

        _line.OnDrawn(37_500, Milliseconds(1150));

        _line.BytesPerSecond.Should().BeApproximately(37_500, 1);
    }

    private static TimeSpan Milliseconds(int time) => TimeSpan.FromMilliseconds(time);
}
