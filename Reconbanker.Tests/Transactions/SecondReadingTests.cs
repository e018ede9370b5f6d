using FluentAssertions;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;
using Xunit;

namespace Reconbanker.Tests.Transactions;

public sealed class SecondReadingTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private static readonly Bank Bare = new("bare", "Bare", "America/Montevideo")
    {
        LoginPage = new("https://bank.test/"),
        Hosts = ["bank.test"],
        Identity = IdStrength.Unique,
    };

    private static readonly Bank Balanced = Bare with { Identity = IdStrength.None, HasRunningBalance = true };

    private static readonly ScrapedTransaction[] WithIds = [Row("T-3", 10), Row("T-2", 10) with { State = BookingState.Pending }, Row("T-1", 10)];

    // Newest first, and no two that say the same.
    private static readonly ScrapedTransaction[] WithBalances = [Row(null, 30, 160), Row(null, 20, 130), Row(null, 10, 110)];

    [Theory]
    [InlineData(7, false, ReadingVerdict.Accepted)]
    [InlineData(8, false, ReadingVerdict.Unconfirmed)]
    [InlineData(30, false, ReadingVerdict.Unconfirmed)]
    [InlineData(30, true, ReadingVerdict.Accepted)]
    public void A_list_of_ids_is_read_twice_if_it_has_several_pages_and_days_that_will_not_be_read_again(int days, bool onOnePage, ReadingVerdict verdict) =>
        ReadingRules.Judge(Bare, Whole(days, onOnePage), WithIds, former: null).Verdict.Should().Be(verdict);

    [Fact]
    public void A_list_of_ids_that_was_cut_off_is_not_read_twice_since_its_days_are_read_again() =>
        ReadingRules.Judge(Bare, Window(30), WithIds, former: null).Verdict.Should().Be(ReadingVerdict.Accepted);

    [Fact]
    public void A_second_reading_confirms_what_lacks_nothing_of_the_first_whatever_came_in_or_was_booked_since()
    {
        ScrapedTransaction[] second = [Row("T-4", 10), .. WithIds.Select(row => row with { State = BookingState.Booked })];

        Verdict(Bare, second, WithIds).Should().Be(ReadingVerdict.Accepted);
    }

    [Fact]
    public void A_row_that_is_withdrawn_while_pages_are_turned_hides_another_and_that_is_noticed()
    {
        ScrapedTransaction[] hidesTheLast = [.. WithIds[..2]];
        ScrapedTransaction[] afterwards = [WithIds[0], WithIds[2]];

        Verdict(Bare, afterwards, hidesTheLast).Should().Be(ReadingVerdict.Unconfirmed, "the pending one is gone");
        Verdict(Bare, hidesTheLast, WithIds).Should().Be(ReadingVerdict.Unconfirmed, "the last one was there");
        Verdict(Bare, afterwards, afterwards).Should().Be(ReadingVerdict.Accepted);
    }

    [Fact]
    public void A_first_reading_that_was_cut_off_confirms_nothing() =>
        ReadingRules.Judge(Bare, Whole(30), WithIds, new FormerReading(WithIds, CompleteFrom: null)).Verdict.Should().Be(ReadingVerdict.Unconfirmed);

    [Fact]
    public void A_list_that_lacks_what_stood_there_a_moment_ago_is_not_believed_by_itself()
    {
        var former = new FormerReading([.. WithIds, Row(null, 5)], Today.AddDays(-7));

        ReadingRules.Judge(Bare, Whole(7), WithIds, former).Verdict.Should().Be(ReadingVerdict.Unconfirmed);
        ReadingRules.Judge(Bare, Whole(7), WithIds, new FormerReading(WithIds, Today.AddDays(-7))).Verdict.Should().Be(ReadingVerdict.Accepted);
    }

    [Fact]
    public void Balances_that_lead_over_all_rows_are_believed_at_once() =>
        ReadingRules.Judge(Balanced, Whole(30), WithBalances, former: null).Verdict.Should().Be(ReadingVerdict.Accepted);

    [Fact]
    public void Twins_are_read_twice_although_their_balances_add_up()
    {
        // The upper of them stood at the end of a page. Ten less came in below it, and it began the next page with another balance.
        ScrapedTransaction[] shifted = [Row(null, 10, 120), Row(null, 10, 110), Row(null, -10, 100)];

        ReadingRules.Judge(Balanced, Whole(7), shifted, former: null).Verdict.Should().Be(ReadingVerdict.Unconfirmed);
        Verdict(Balanced, [shifted[1], shifted[2]], shifted).Should().Be(ReadingVerdict.Accepted, "nothing in it stands twice");
    }

    [Fact]
    public void A_list_of_which_repeated_rows_were_dropped_is_confirmed_by_the_same_rows_only()
    {
        ScrapedTransaction[] repeats = [WithBalances[0], WithBalances[1], WithBalances[1], WithBalances[2]];
        ScrapedTransaction[] others = [Row(null, 40, 200), .. WithBalances];

        Verdict(Balanced, repeats, others).Should().Be(ReadingVerdict.Unconfirmed);
        Verdict(Balanced, repeats, WithBalances).Should().Be(ReadingVerdict.Accepted);
        Verdict(Balanced, repeats, repeats).Should().Be(ReadingVerdict.Refused, "a page shifts once");
    }

    private static ReadingVerdict Verdict(Bank bank, ScrapedTransaction[] rows, ScrapedTransaction[] former) =>
        ReadingRules.Judge(bank, Whole(30), rows, new FormerReading(former, Today.AddDays(-30))).Verdict;

    private static ReadWindow Window(int days) => new(Today.AddDays(-days), Today, "1");

    private static ReadWindow Whole(int days, bool onOnePage = false)
    {
        var window = Window(days);
        window.ReadCompletely(Today, onOnePage);
        return window;
    }

    private static ScrapedTransaction Row(string? id, decimal amount, decimal? balance = null) =>
        new(id, new Money(amount, "USD"), Today, "Ana") { Balance = balance };
}
