using FluentAssertions;
using Reconbanker.Core.People;
using Reconbanker.Web;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class ReadyMessageTests
{
    [Fact]
    public void What_is_printed_at_start_leads_to_the_setup_and_later_to_the_app()
    {
        var code = new SetupCode(TimeProvider.System);

        ReadyMessage.Write("http://localhost:5080", hasUsers: false, code)
            .Should().Contain($"Reconbanker is ready. Create the first user at http://localhost:5080/setup?code={code.Printed}");
        ReadyMessage.Write("http://localhost:5080", hasUsers: true, code)
            .Should().Contain("Open http://localhost:5080").And.NotContain(code.Printed);
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("http://[::]:5080", "http://localhost:5080")]
    [InlineData("http://0.0.0.0:80", "http://localhost")]
    [InlineData("https://bank.example.com:443", "https://bank.example.com")]
    public void The_printed_address_can_be_opened(string listening, string printed)
    {
        ReadyMessage.Reachable(listening).Should().Be(printed);
    }
}
