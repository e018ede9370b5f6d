using FluentAssertions;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Xunit;

namespace Reconbanker.Tests.Banks;

public sealed class DemoBankTests
{
    [Fact]
    public void A_row_of_the_movements_becomes_a_transaction()
    {
        var row = DemoBank.Parse(["21/11/2026", "TRF-00041873", "Transfer received", "Íñigo Núñez", "1.250,00", "USD", "Booked", "9.999,99"]);

        row.Should().Be(new ScrapedTransaction("TRF-00041873", new Money(1250, "USD"), new DateOnly(2026, 11, 21), "Íñigo Núñez")
        {
            Description = "Transfer received",
            State = BookingState.Booked,
            Balance = 9_999.99m,
        });
    }

    [Fact]
    public void A_row_without_a_sender_has_none()
    {
        var row = DemoBank.Parse(["21/11/2026", "TRF-1", "Fee", "", "-1,00", "USD", "Pending", ""]);

        row.SenderName.Should().BeNull();
        row.State.Should().Be(BookingState.Pending);
    }

    [Theory]
    [InlineData("Settled")]
    [InlineData("")]
    public void A_state_that_the_driver_does_not_know_is_a_changed_page(string state)
    {
        var parsing = () => DemoBank.Parse(["21/11/2026", "TRF-1", "Fee", "", "-1,00", "USD", state, ""]);

        parsing.Should().Throw<BankFailure>().Which.Category.Should().Be(BankFailureCategory.BankPageChanged);
    }
}
