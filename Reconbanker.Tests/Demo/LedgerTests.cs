using System.Globalization;
using System.Runtime.Versioning;
using FluentAssertions;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class LedgerTests : IAsyncLifetime
{
    private const string Account = "001-204518-3";
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(Token);
        _visitor = _demo.Visit();
        await _visitor.LogInAsync("ana");
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BankAccount AnasAccount => _demo.Site.Ledger.Accounts.Single(a => a.Number == Account);

    [Fact]
    public async Task The_pages_of_an_account_show_every_movement_once_newest_first()
    {
        var rows = new List<string[]>();
        AngleSharp.Dom.IDocument page;
        var path = $"/accounts/{Account}";
        do
        {
            page = await _visitor.OpenAsync(path);
            rows.AddRange(page.Movements());
            path = $"/accounts/{Account}{page.QuerySelector("a[rel=next]")?.GetAttribute("href")}";
        }
        while (page.QuerySelector("a[rel=next]") is not null);

        page.Find("page-of")!.TextContent.Should().Be("Page 4 of 4");
        page.Movements().Should().HaveCount(6);
        rows.Select(r => r[1]).Should().OnlyHaveUniqueItems().And.HaveCount(36);
        rows.Select(r => DateOnly.ParseExact(r[0], "dd/MM/yyyy", CultureInfo.InvariantCulture)).Should().BeInDescendingOrder();
        rows[0][0].Should().Be("10/03/2026");
        rows[^1][0].Should().Be("19/02/2026");
    }

    [Fact]
    public async Task The_newest_page_has_what_a_reader_may_stumble_over()
    {
        var page = await _visitor.OpenAsync($"/accounts/{Account}");

        var rows = page.Movements();
        rows.Should().HaveCount(10);
        rows.Where(r => r[3] == "Julián Núñez Etcheverry" && r[0] == "10/03/2026" && r[2] == "Monthly fee" && r[4] == "250,00")
            .Should().HaveCount(2, "twins differ by their document alone");
        rows.Should().Contain(r => r[4] == "1.234,56" && r[3].Length > 60);
        rows.Should().Contain(r => r[4] == "-486,15" && r[5] == "USD" && r[6] == "Booked");
        rows.Should().ContainSingle(r => r[6] == "Pending" && r[7] == "");
        rows.Should().ContainSingle(r => r[6] == "Reversed" && r[7] == "");
        page.Find("account-number")!.TextContent.Should().Be(Account);
        page.Find("account-holder")!.TextContent.Should().Be("Ana Lucía Pereyra Bonino");
        page.Find("balance")!.TextContent.Should().Be(rows.First(r => r[7] != "")[7]);
    }

    [Fact]
    public void Each_balance_is_the_one_before_and_the_amount_between()
    {
        var booked = _demo.Site.Ledger.Statement(AnasAccount).Where(l => l.Balance is not null).Reverse().ToList();

        booked[0].Balance.Should().Be(AnasAccount.OpeningBalance + booked[0].Row.Amount);
        booked.Zip(booked.Skip(1)).Should().OnlyContain(pair => pair.First.Balance + pair.Second.Row.Amount == pair.Second.Balance);
        _demo.Site.Ledger.Balances(AnasAccount).Should().Equal(new Money(booked[^1].Balance!.Value, "USD"));
    }

    [Fact]
    public async Task Documents_are_unique_across_the_bank_and_the_same_wherever_it_is_started_that_day()
    {
        await using var other = await RunningDemo.StartAsync(Token);

        var rows = Rows(_demo);
        rows.Where(r => r.Document != "").Select(r => r.Document).Should().OnlyHaveUniqueItems();
        rows.Should().Equal(Rows(other));
    }

    [Fact]
    public async Task A_transfer_is_still_there_after_a_restart()
    {
        var sent = await SendAsync(0.05m);

        await _demo.StopAsync(Token);
        await using var restarted = await RunningDemo.StartAsync(Token, _demo.Folder);

        var rows = restarted.Site.Ledger.Statement(AnasAccount);
        rows.Should().HaveCount(37);
        rows[0].Row.Should().Be(sent);
    }

    [Fact]
    public async Task A_reset_brings_the_first_day_back_but_no_number_is_used_twice()
    {
        var seeded = Rows(_demo);
        var before = await SendAsync(12m);

        await _visitor.SubmitAsync("/demo/reset");

        Rows(_demo).Should().Equal(seeded);
        (await SendAsync(12m)).Document.Should().NotBe(before.Document);
    }

    [Fact]
    public async Task An_amount_finer_than_the_currency_is_refused()
    {
        var sending = () => SendAsync(1.005m);

        await sending.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Transfers_that_arrive_at_once_are_all_kept()
    {
        var sent = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => SendAsync(i)));

        sent.Select(r => r.Document).Should().OnlyHaveUniqueItems();
        _demo.Site.Ledger.Statement(AnasAccount).Should().HaveCount(56);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_file_belongs_to_its_owner_alone()
    {
        var file = Path.Combine(_demo.Folder, "demo", "ledger.json");

        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(file)!)
            .Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<LedgerRow> SendAsync(decimal amount) => _demo.Site.Ledger.ReceiveAsync(
        AnasAccount, new IncomingTransfer("Inés Quintana", amount, "Order 2051", BookingState.Booked), Token);

    private static List<LedgerRow> Rows(RunningDemo demo) =>
        [.. demo.Site.Ledger.Accounts.SelectMany(a => demo.Site.Ledger.Statement(a)).Select(l => l.Row)];
}
