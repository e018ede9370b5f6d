using System.Text;
using FluentAssertions;
using Reconbanker.Core.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class ExtraFieldsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("{}")]
    public void Nothing_is_none(string? text) => ExtraFields.Check(text).Should().Be(new ExtraFieldsCheck.Fine(null));

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"x\"")]
    [InlineData("{\"a\":")]
    [InlineData("1")]
    public void What_is_no_object_is_refused(string text) => ExtraFields.Check(text).Should().BeOfType<ExtraFieldsCheck.NoObject>();

    [Fact]
    public void Names_that_events_have_and_names_that_stand_twice_are_refused_by_name() =>
        ExtraFields.Check("""{"shop":1,"amount":2,"shop":3,"external_id":4}""").Should().BeOfType<ExtraFieldsCheck.NamesTaken>()
            .Which.Names.Should().Equal("shop", "amount", "external_id");

    [Fact]
    public void Fields_follow_those_of_the_event_as_they_were_written()
    {
        var fields = (ExtraFieldsCheck.Fine)ExtraFields.Check("""{ "shop": "Núñez", "codes": [1.50, null] }""");

        Encoding.UTF8.GetString(Payloads.Test(Guid.Empty, DateTimeOffset.UnixEpoch, fields.Json))
            .Should().EndWith(",\"test\":true,\"shop\":\"Núñez\",\"codes\":[1.50,null]}");
    }
}
