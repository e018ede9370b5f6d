using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>Whole sessions with the customers whose movements are hard to read: none is lost, none is doubled.</summary>
public sealed class ListWalks(ChromiumFixture chromium)
{
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("twins")]
    [InlineData("late")]
    [InlineData("reorder")]
    public async Task What_is_read_several_times_is_what_the_bank_has(string user)
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await AddAsync(app, user);

        await RunAsync(app, account, times: 3);

        Rows(await app.TransactionsAsync(account)).Should().Equal(Rows(Statement(app, user)));
    }

    [Fact]
    public async Task A_row_that_comes_in_between_two_pages_is_read_the_next_time_and_the_one_it_pushed_over_only_once()
    {
        await using var app = await DemoApp.StartAsync(chromium);
        var account = await AddAsync(app, "shift");

        await RunAsync(app, account, times: 3);

        var statement = Statement(app, "shift");
        app.Demo.Ledger.Received(app.BankAccounts("shift")[0]).Should().HaveCount(4, "one came in during each reading, and the first run reads twice");
        Rows(await app.TransactionsAsync(account)).Should().Equal(Rows(statement.Skip(1)), "the last one came in above what was read already");
    }

    [Fact]
    public async Task Five_thousand_rows_are_read_whole_and_exactly_and_only_booked_money_that_came_in_has_effects()
    {
        await using var app = await DemoApp.StartAsync(chromium, "--Browser:MemoryMegabytes=800");
        var account = await AddAsync(app, "many");
        var from = BankClock.Today(TimeProvider.System).AddDays(-2);
        await using (var db = await app.App.OpenDatabaseAsync())
        {
            await db.Accounts.ExecuteUpdateAsync(a => a.SetProperty(x => x.EventsFromOn, from), Cancelled);
        }

        await RunAsync(app, account, times: 1);
        var stored = await app.TransactionsAsync(account);
        await RunAsync(app, account, times: 1, before: 1);

        stored.Should().HaveCount(5_000);
        Rows(stored).Should().Equal(Rows(Statement(app, "many")));
        (await app.TransactionsAsync(account)).Should().HaveCount(5_000);
        await using (var db = await app.App.OpenDatabaseAsync())
        {
            var told = await db.Deliveries.Where(d => d.AccountId == account).Select(d => d.TransactionId!.Value).ToListAsync(Cancelled);
            told.Should().OnlyHaveUniqueItems().And.BeEquivalentTo(
                stored.Where(t => t.State == BookingState.Booked && t.Amount.Amount > 0 && t.BookedOn >= from).Select(t => t.Id));
            told.Should().HaveCountGreaterThan(300);
        }
    }

    private static async Task<Guid> AddAsync(DemoApp app, string user)
    {
        var account = await app.AddAccountAsync(user, Password);
        await app.ChooseFirstBankAccountAsync(account, user);
        return account;
    }

    /// <param name="before">Runs that there have been already.</param>
    private static async Task RunAsync(DemoApp app, Guid account, int times, int before = 0)
    {
        for (var number = before + 1; number <= before + times; number++)
        {
            await app.RunNowAsync(account);
            (await app.EndedRunAsync(account, number)).StopReason.Should().Be(StopReason.Finished, "{0}", app.Logs.Text);
        }
    }

    private static IReadOnlyList<StatementLine> Statement(DemoApp app, string user) => app.Demo.Ledger.Statement(app.BankAccounts(user)[0]);

    private static List<string> Rows(IEnumerable<Transaction> transactions) => Sorted(transactions.Select(t =>
        Row(t.BankId, t.BookedOn, t.Amount.Amount, t.Amount.Currency, t.SenderName, t.Description, t.State)));

    private static List<string> Rows(IEnumerable<StatementLine> lines) => Sorted(lines.Select(l =>
        Row(l.Row.Document, l.Row.BookedOn, l.Row.Amount, l.Currency, l.Row.Counterparty, l.Row.Description, l.Row.State)));

    private static string Row(string? id, DateOnly on, decimal amount, string currency, string? who, string? text, BookingState state) =>
        FormattableString.Invariant($"{id}|{on:O}|{amount:0.00##}|{currency}|{who}|{text}|{state}");

    private static List<string> Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];
}
