using FluentAssertions;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class CastSizeTests
{
    private static readonly CastRecipe Whole = new(1280, 85);

    [Theory]
    [InlineData(1280, 45, 87_143)]
    [InlineData(1280, 30, 70_252)]
    [InlineData(960, 30, 36_836)]
    [InlineData(640, 30, 14_542)]
    [InlineData(640, 20, 11_063)]
    public void What_was_measured_of_dense_text_is_expected(int width, int quality, int length)
    {
        CastSize.Fit(Whole, Whole, 144_048, length * 1.15, mayShrink: true).Should().Be(new CastRecipe(width, quality));

        CastSize.Fit(Whole, Whole, 144_048, length * .8, mayShrink: true).Should().NotBe(new CastRecipe(width, quality));
    }

    [Fact]
    public void What_is_to_be_read_stays_as_wide_as_it_is() =>
        CastSize.Fit(Whole, Whole, 144_048, 5_000, mayShrink: false).Should().Be(new CastRecipe(1280, 30));

    [Fact]
    public void No_line_is_so_slow_that_nothing_is_shown() =>
        CastSize.Fit(Whole, Whole, 144_048, 10, mayShrink: true).Should().Be(new CastRecipe(320, 20));

    [Fact]
    public void What_was_small_tells_how_large_the_whole_would_be() =>
        CastSize.Fit(Whole, new CastRecipe(640, 20), 11_063, 160_000, mayShrink: true).Should().Be(Whole);
}
