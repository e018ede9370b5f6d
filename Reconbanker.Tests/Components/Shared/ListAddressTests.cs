using FluentAssertions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Web.Components.Shared;
using Xunit;

namespace Reconbanker.Tests.Components.Shared;

public sealed class ListAddressTests
{
    private static readonly TimeZoneInfo Plus2 = TimeZoneInfo.CreateCustomTimeZone("plus2", TimeSpan.FromHours(2), "plus2", "plus2");

    [Fact]
    public void A_moment_is_one_of_the_zone() =>
        ListAddress.Moment("2026-11-22T18:30", Plus2).Should().Be(new DateTimeOffset(2026, 11, 22, 16, 30, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(null)]
    [InlineData("yesterday")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("9999-12-31T23:59")]
    public void A_moment_that_means_nothing_narrows_nothing(string? text) => ListAddress.Moment(text, Plus2).Should().BeNull();

    [Theory]
    [InlineData("delivered", DeliveryState.Delivered)]
    [InlineData("1", DeliveryState.Delivered)]
    [InlineData("77", null)]
    [InlineData("lost", null)]
    [InlineData(null, null)]
    public void A_state_is_one_that_there_is(string? text, DeliveryState? state) => ListAddress.State<DeliveryState>(text).Should().Be(state);
}
