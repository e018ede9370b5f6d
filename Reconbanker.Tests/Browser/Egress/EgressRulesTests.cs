using FluentAssertions;
using Reconbanker.Core.Browser.Egress;
using Xunit;

namespace Reconbanker.Tests.Browser.Egress;

public sealed class EgressRulesTests
{
    [Theory]
    [InlineData("bank.example", "bank.example", true)]
    [InlineData("bank.example", "BANK.Example.", true)]
    [InlineData("Bank.Example", "bank.example", true)]
    [InlineData("bank.example", "www.bank.example", false)]
    [InlineData("bank.example", "mybank.example", false)]
    [InlineData("bank.example", "bank.example.org", false)]
    [InlineData("*.bank.example", "www.bank.example", true)]
    [InlineData("*.bank.example", "a.b.bank.example", true)]
    [InlineData("*.bank.example", "bank.example", false)]
    [InlineData("*.bank.example", ".bank.example", false)]
    [InlineData("*.bank.example", "mybank.example", false)]
    [InlineData("*.", "bank.example", false)]
    [InlineData("*", "bank.example", false)]
    [InlineData("", "", false)]
    public void A_host_is_allowed_as_it_is_declared(string declared, string host, bool isAllowed) =>
        new EgressRules([declared]).Allow(host, 443).Should().Be(isAllowed);

    [Theory]
    [InlineData(80, true)]
    [InlineData(443, true)]
    [InlineData(5081, true)]
    [InlineData(8443, false)]
    [InlineData(22, false)]
    public void Only_the_ports_of_the_web_and_of_the_login_page_are_allowed(int port, bool isAllowed) =>
        new EgressRules(["bank.example"], 5081).Allow("bank.example", port).Should().Be(isAllowed);

    [Fact]
    public void Nothing_is_allowed_unless_it_is_declared() => EgressRules.Nothing.Allow("bank.example", 443).Should().BeFalse();
}
