using FluentAssertions;
using Reconbanker.Banks;
using Reconbanker.Core.Drivers;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Banks;

/// <summary>The driver of the demo bank on a statement that was recorded with <c>try-bank demo-bank --record</c>.</summary>
public sealed class DemoBankPagesTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_recorded_statement_is_read_whole()
    {
        await using var bank = await RecordedBank.OpenAsync(chromium, new DemoBank(), "demo-bank");

        (await bank.IsSignedInAsync()).Should().BeTrue();
        (await bank.ListBankAccountsAsync()).Should().HaveCount(2).And.Contain(o => o.Number == bank.BankAccountNumber);
        var (rows, window) = await bank.ReadAsync();

        rows.Should().HaveCount(36);
        rows.Select(r => r.BankId).Should().OnlyHaveUniqueItems();
        rows.Should().BeInDescendingOrder(r => r.BookedOn).And.OnlyContain(r => r.Amount.Currency == "USD");
        rows.Count(r => r.State == BookingState.Pending).Should().Be(1);
        rows.Count(r => r.State == BookingState.Reversed).Should().Be(1);
        rows.Count(r => r.SenderName is null).Should().Be(1, "the bank's own fee has no sender");
        window.CompleteThrough.Should().Be(window.To);
    }
}
