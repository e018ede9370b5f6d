using FluentAssertions;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;
using Xunit;

namespace Reconbanker.Tests.Transactions;

public sealed class BalanceChainTests
{
    private static readonly ScrapedTransaction[] NewestFirst = [Row(5, 115), Row(-10, 110), Row(10, 120), Row(10, 110)];

    [Fact]
    public void A_list_adds_up_newest_and_oldest_first()
    {
        BalanceChain.Follow(NewestFirst)!.Rows.Should().Equal(NewestFirst);
        BalanceChain.Follow([.. NewestFirst.Reverse()])!.Rows.Should().Equal(NewestFirst.Reverse());
    }

    [Fact]
    public void Rows_that_the_next_page_repeats_are_dropped_with_the_pending_ones_among_them()
    {
        var pending = Row(7, null) with { State = BookingState.Pending };
        ScrapedTransaction[] firstPage = [Row(5, 115), pending, Row(-10, 110)];

        var chain = BalanceChain.Follow([.. firstPage, pending, Row(-10, 110), Row(10, 120)]);

        chain!.HasRepeats.Should().BeTrue();
        chain.Rows.Should().Equal([.. firstPage, Row(10, 120)]);
    }

    [Fact]
    public void A_list_with_a_row_missing_does_not_add_up() =>
        BalanceChain.Follow([NewestFirst[0], NewestFirst[2], NewestFirst[3]]).Should().BeNull();

    [Fact]
    public void Each_currency_has_a_balance_of_its_own()
    {
        var pesos = new ScrapedTransaction(null, new Money(40, "UYU"), Day, null) { Balance = 40 };

        BalanceChain.Follow([NewestFirst[0], pesos, NewestFirst[1]])!.Rows.Should().HaveCount(3);
    }

    private static DateOnly Day => new(2026, 11, 20);

    private static ScrapedTransaction Row(decimal amount, decimal? balance) => new(null, new Money(amount, "USD"), Day, "Ana") { Balance = balance };
}
