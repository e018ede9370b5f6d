using System.Runtime.CompilerServices;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Banks;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>Whole sessions with a bank of whose list a row is missing, as when a page shifts.</summary>
public sealed class ShiftingListWalk(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_list_that_never_adds_up_ends_its_run_with_nothing_stored_and_one_that_shifted_is_read_again()
    {
        var bank = new LeakyBank { LeakyReadings = 3 };
        await using var app = await DemoApp.StartAsync(chromium, services => Replace(services, bank));
        var account = await app.AddAccountAsync("ana", "any password");
        await app.ChooseFirstBankAccountAsync(account, "ana");

        await app.RunNowAsync(account);
        var refused = await app.EndedRunAsync(account);

        (refused.StopReason, refused.RowsRead, refused.NewTransactions).Should().Be((StopReason.ListDidNotAddUp, 0, 0));
        (await VerdictsAsync(app, refused)).Should().Equal(ReadingVerdict.Refused, ReadingVerdict.Refused, ReadingVerdict.Refused);
        (await app.TransactionsAsync(account)).Should().BeEmpty();
        (await app.CoverageAsync(account)).Should().BeEmpty("those days are read again");

        bank.LeakyReadings = 1;
        await app.RunNowAsync(account);
        var shifted = await app.EndedRunAsync(account, 2);

        shifted.StopReason.Should().Be(StopReason.Finished);
        (await VerdictsAsync(app, shifted)).Should().StartWith(ReadingVerdict.Refused).And.EndWith(ReadingVerdict.Accepted);
        (await app.TransactionsAsync(account)).Should().HaveCount(shifted.NewTransactions).And.HaveCount(shifted.RowsRead);
        (await app.CoverageAsync(account)).Should().ContainSingle();
        bank.LeakyReadings.Should().Be(0);
    }

    private static void Replace(IServiceCollection services, LeakyBank bank)
    {
        services.Remove(services.Single(s => s.ServiceType == typeof(BankDriver) && s.ImplementationType == typeof(DemoBank)));
        services.AddSingleton<BankDriver>(bank);
    }

    private static async Task<List<ReadingVerdict>> VerdictsAsync(DemoApp app, ScrapeRun run)
    {
        await using var db = await app.App.OpenDatabaseAsync();
        var readings = await db.Readings.AsNoTracking().Where(r => r.RunId == run.Id).OrderBy(r => r.Number).ToListAsync(TestContext.Current.CancellationToken);
        return [.. readings.SelectMany(reading => Enumerable.Repeat(reading.Verdict, reading.Times))];
    }

    /// <summary>The demo bank, but for one booked row in the middle of its list.</summary>
    private sealed class LeakyBank : BankDriver
    {
        private readonly DemoBank _bank = new();

        /// <summary>How many readings more are like that.</summary>
        public int LeakyReadings { get; set; }

        public override Bank Bank => _bank.Bank;

        public override Task SignInAsync(BankPage page, CancellationToken cancellationToken) => _bank.SignInAsync(page, cancellationToken);

        public override Task<bool> IsSignedInAsync(BankPage page, CancellationToken cancellationToken) => _bank.IsSignedInAsync(page, cancellationToken);

        public override Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync(BankPage page, CancellationToken cancellationToken) =>
            _bank.ListBankAccountsAsync(page, cancellationToken);

        public override async IAsyncEnumerable<ScrapedTransaction> ReadTransactionsAsync(
            BankPage page, ReadWindow window, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var rows = await _bank.ReadTransactionsAsync(page, window, cancellationToken).ToListAsync(cancellationToken);
            if (LeakyReadings > 0)
            {
                LeakyReadings--;
                rows.Remove(rows.Where(row => row.State == BookingState.Booked).ElementAt(1));
            }

            foreach (var row in rows)
            {
                yield return row;
            }
        }

        public override Task SignOutAsync(BankPage page, CancellationToken cancellationToken) => _bank.SignOutAsync(page, cancellationToken);
    }
}
