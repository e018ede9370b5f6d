using FluentAssertions;
using Reconbanker.Core.Drivers;
using Xunit;

namespace Reconbanker.Tests.Drivers;

public sealed class BankAddressTests
{
    [Theory]
    [InlineData("https://bank.example/login?lang=en", true)]
    [InlineData("http://demo-bank.localhost:5081/", true)]
    [InlineData("http://localhost:5081/", true)]
    [InlineData("http://127.0.0.1:5081/", true)]
    [InlineData("http://bank.example/", false)]
    [InlineData("http://localhost.bank.example/", false)]
    [InlineData("http://192.168.1.1/", false)]
    [InlineData("https://user:password@bank.example/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("chrome://version/", false)]
    [InlineData("view-source:https://bank.example/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,hello", false)]
    [InlineData("ftp://bank.example/", false)]
    public void Only_what_nobody_can_read_on_the_way_is_opened_in_a_bank_s_browser(string address, bool isOpened) =>
        BankAddress.MayBeOpened(new Uri(address)).Should().Be(isOpened);
}
