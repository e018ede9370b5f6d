using FluentAssertions;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Xunit;

namespace Reconbanker.Tests.Banks;

public sealed class BankTextTests
{
    [Theory]
    [InlineData("1.234,56", 1234.56)]
    [InlineData("-980,00", -980)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("12", 12)]
    [InlineData("\u22127,5", -7.5)]
    public void Amounts_with_a_decimal_comma_are_read(string text, double amount) =>
        BankText.Amount(text, "USD", decimalComma: true).Should().Be(new Money((decimal)amount, "USD"));

    [Theory]
    [InlineData("1,234.56", true)]
    [InlineData("1.234,56", false)]
    [InlineData("12.34", true)]
    [InlineData("", true)]
    [InlineData("USD 5,00", true)]
    [InlineData("1.23,00", true)]
    [InlineData("1,234", true)]
    [InlineData("999.999.999.999.999.999.999.999.999.999.999,00", true)]
    [InlineData("١٢", true)]
    public void An_amount_in_another_form_is_a_changed_page_and_never_a_guess(string text, bool decimalComma)
    {
        var reading = () => BankText.Amount(text, "USD", decimalComma);

        reading.Should().Throw<BankFailure>().Which.Category.Should().Be(BankFailureCategory.BankPageChanged);
    }

    [Fact]
    public void A_day_is_read_in_exactly_the_given_form()
    {
        BankText.Date(" 07/11/2026 ", "dd/MM/yyyy").Should().Be(new DateOnly(2026, 11, 7));

        var reading = () => BankText.Date("2026-11-07", "dd/MM/yyyy");
        reading.Should().Throw<BankFailure>();
    }
}
