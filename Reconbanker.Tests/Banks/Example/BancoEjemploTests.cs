using FluentAssertions;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Banks;

public sealed class BancoEjemploTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_recorded_statement_is_read_whole()
    {
        await using var bank = await RecordedBank.OpenAsync(chromium, new BancoEjemplo(), "banco-ejemplo");

        (await bank.ListBankAccountsAsync()).Should().Contain(o => o.Number == bank.BankAccountNumber);
        var (rows, window) = await bank.ReadAsync();

        rows.Should().HaveCount(4); // as many as try-bank printed
        window.CompleteThrough.Should().Be(window.To);
    }

    [Fact]
    public void A_debit_is_an_amount_below_zero()
    {
        var row = BancoEjemplo.Parse(["21/11/2026", "000771198", "Comisión", "", "2,50", ""], "USD");

        row.Amount.Should().Be(new Money(-2.50m, "USD"));
    }
}
