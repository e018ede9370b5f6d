using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>The customers whose movements are hard to read without losing or doubling one.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(Token);
        _visitor = _demo.Visit();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twins_are_told_apart_by_nothing()
    {
        await _visitor.LogInAsync("twins");

        var rows = await ReadAsync("003-118220-7");

        rows.Should().OnlyContain(r => r[1] == "");
        var today = rows.Where(r => r[0] == "10/03/2026").ToList();
        today.Should().HaveCount(4);
        today.Where(r => r[2] == "Ticket").Select(r => string.Join('|', r[..7])).Distinct().Should().ContainSingle();
        today.Count(r => r[2] == "Ticket").Should().Be(3);
    }

    [Fact]
    public async Task A_late_row_appears_after_the_first_reading_and_once_also_after_a_restart()
    {
        await _visitor.LogInAsync("late");
        var first = await ReadAsync("003-225481-2");

        var second = await ReadAsync("003-225481-2");
        var third = await ReadAsync("003-225481-2");

        third.Should().BeEquivalentTo(second, o => o.WithStrictOrdering());
        var late = second.Where(r => first.All(f => f[1] != r[1])).Should().ContainSingle().Subject;
        late[0].Should().Be("07/03/2026");
        await _demo.StopAsync(Token);
        await using var restarted = await RunningDemo.StartAsync(Token, _demo.Folder);
        using var visitor = restarted.Visit();
        await visitor.LogInAsync("late");
        await visitor.OpenAsync("/accounts/003-225481-2");
        (await visitor.OpenAsync("/accounts/003-225481-2")).Find("page-of").Should().NotBeNull();
        restarted.Site.Ledger.Received(Account(restarted, "003-225481-2")).Should().ContainSingle();
    }

    [Fact]
    public async Task A_row_shifts_the_second_page_down_once_in_each_reading()
    {
        await _visitor.LogInAsync("shift");
        var first = await _visitor.OpenAsync("/accounts/003-336742-9");

        var second = await _visitor.OpenAsync("/accounts/003-336742-9?page=2");
        await _visitor.OpenAsync("/accounts/003-336742-9?page=2");

        second.Movements()[0].Should().Equal(first.Movements()[^1]);
        _demo.Site.Ledger.Received(Account(_demo, "003-336742-9")).Should().ContainSingle();
        (await ReadAsync("003-336742-9"))[0][3].Should().Be("Rosario Entrepáginas");
        _demo.Site.Ledger.Received(Account(_demo, "003-336742-9")).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_day_is_listed_in_another_order_at_each_reading_and_never_between_its_pages()
    {
        await _visitor.LogInAsync("reorder");
        var account = Account(_demo, "003-447003-4");

        var readings = new List<List<string[]>>();
        for (var reading = 0; reading < 3; reading++)
        {
            readings.Add(await ReadAsync(account.Number));
        }

        readings.Select(r => string.Join('\n', r.Select(c => string.Join('|', c[..5])))).Should().OnlyHaveUniqueItems();
        foreach (var rows in readings)
        {
            rows.Should().OnlyContain(r => r[1] == "");
            rows.Select(r => string.Join('|', r[..7])).Should().BeEquivalentTo(readings[0].Select(r => string.Join('|', r[..7])));
            rows.First(r => r[7] != "")[7].Should().Be(BankFormat.Amount(_demo.Site.Ledger.Balances(account)[0].Amount, "USD"));
        }
    }

    [Fact]
    public async Task Many_is_five_thousand_rows_on_a_hundred_pages_of_four_weeks_in_two_currencies()
    {
        await _visitor.LogInAsync("many");

        var rows = await ReadAsync("004-900100-5");

        rows.Should().HaveCount(5_000);
        rows.Select(r => r[1]).Should().OnlyHaveUniqueItems();
        rows.Select(r => r[0]).Distinct().Should().HaveCount(28);
        rows[^1][0].Should().Be("11/02/2026");
        rows.GroupBy(r => r[5]).Should().HaveCount(2).And.OnlyContain(g => g.Count() > 1_000);
        rows.GroupBy(r => r[6]).Should().HaveCount(3).And.OnlyContain(g => g.Count() >= 100);
        rows.Count(r => r[4].StartsWith('-')).Should().BeGreaterThan(500);
        rows.Should().Contain(r => r[3].Length > 80).And.Contain(r => r[3] == "").And.Contain(r => r[3].Contains('ł') || r[3].Contains('Ł'));
    }

    [Fact]
    public async Task Each_currency_of_an_account_has_its_own_balance()
    {
        await _visitor.LogInAsync("many");

        var page = await _visitor.OpenAsync("/accounts/004-900100-5");

        var account = Account(_demo, "004-900100-5");
        var statement = _demo.Site.Ledger.Statement(account);
        foreach (var opening in account.Openings)
        {
            var booked = statement.Where(l => l.Currency == opening.Currency && l.Balance is not null).ToList();
            booked[0].Balance.Should().Be(opening.Amount + booked.Sum(l => l.Row.Amount));
        }

        page.QuerySelectorAll("[data-testid=balance]").Select(b => b.TextContent)
            .Should().Equal(_demo.Site.Ledger.Balances(account).Select(b => BankFormat.Amount(b.Amount, b.Currency)));
    }

    [Fact]
    public async Task A_transfer_to_a_long_account_adds_one_row_to_the_file_and_not_its_seed()
    {
        var account = Account(_demo, "004-900100-5");

        await _demo.Site.Ledger.ReceiveAsync(
            account, new IncomingTransfer("Inés Quintana", 5m, "Order", Core.Drivers.BookingState.Booked) { Currency = "UYU" }, Token);

        new FileInfo(Path.Combine(_demo.Folder, "demo", "ledger.json")).Length.Should().BeLessThan(10_000);
        _demo.Site.Ledger.Statement(account)[0].Should().BeEquivalentTo(new { Currency = "UYU", Row = new { Amount = 5m } });
    }

    [Fact]
    public async Task An_account_without_movements_says_so()
    {
        await _visitor.LogInAsync("many");

        var page = await _visitor.OpenAsync("/accounts/004-900101-3");

        page.Find("no-movements").Should().NotBeNull();
        page.Find("movements").Should().BeNull();
        page.Find("balance")!.TextContent.Should().Be("0,00");
    }

    [Theory]
    [InlineData("q=nunez", 3)]
    [InlineData("q=TRF-00041833", 1)]
    [InlineData("from=2026-03-10&to=2026-03-10", 6)]
    [InlineData("from=2026-03-10&kind=out", 1)]
    [InlineData("q=nobody+at+all", 0)]
    [InlineData("from=yesterday&kind=sideways&page=1", 10)]
    public async Task Movements_can_be_searched(string query, int expected)
    {
        await _visitor.LogInAsync("ana");

        var page = await _visitor.OpenAsync($"/accounts/001-204518-3?{query}");

        page.Movements().Should().HaveCount(expected);
    }

    private static BankAccount Account(RunningDemo demo, string number) => demo.Site.Ledger.Accounts.Single(a => a.Number == number);

    /// <summary>Follows the pages from the first to the last.</summary>
    private async Task<List<string[]>> ReadAsync(string number)
    {
        var rows = new List<string[]>();
        for (var next = ""; next is not null;)
        {
            var page = await _visitor.OpenAsync($"/accounts/{number}{next}");
            rows.AddRange(page.Movements());
            next = page.QuerySelector("nav.pages a[rel=next]")?.GetAttribute("href");
        }

        return rows;
    }
}
