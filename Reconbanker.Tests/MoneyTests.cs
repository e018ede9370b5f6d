using FluentAssertions;
using Reconbanker.Core;
using Xunit;

namespace Reconbanker.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("12.50", "USD")]
    [InlineData("1500", "CLP")]
    [InlineData("0.123", "KWD")]
    [InlineData("-3.10", "EUR")]
    public void An_amount_that_its_currency_allows_is_kept_exactly(string amount, string currency)
    {
        var money = Money.Exact(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency);

        money.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(amount);
    }

    [Theory]
    [InlineData("12.505", "USD")]
    [InlineData("0.5", "JPY")]
    [InlineData("1", "usd")]
    [InlineData("1", "U$S")]
    [InlineData("1", "")]
    public void A_finer_amount_or_an_unknown_kind_of_currency_is_refused(string amount, string currency)
    {
        var making = () => Money.Exact(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency);

        making.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Two_currencies_are_never_added()
    {
        var adding = () => new Money(1, "USD") + new Money(1, "EUR");

        adding.Should().Throw<InvalidOperationException>();
    }
}
