using Reconbanker.Benchmarks.Support;
using Reconbanker.Core.Drivers;
using Reconbanker.Web.Demo.BankSite;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Kills the app while it visits the demo bank with a real browser. The bank is served by the bench, and outlives every child.</summary>
internal static class VisitKills
{
    public static async Task RunAsync(IReadOnlyList<CrashPoint> points, Strike strike, SuiteOptions options, string folder, CancellationToken stop)
    {
        if (points.Count == 0)
        {
            return;
        }

        await using var bank = await DemoBankSite.StartAsync(Path.Combine(folder, "bank"), stop);
        var account = bank.Site.Ledger.Accounts.Single(a => a.Number == AccountsSetup.BankAccount);
        for (var number = 0; number < points.Count; number++)
        {
            var point = points[number];

            // The second is the first one's twin in all but its document.
            await ReceiveAsync(bank, account, 10.25m + number, stop);
            await ReceiveAsync(bank, account, 10.25m + number, stop);
            await strike.RunAsync(
                new Kill($"real browser: {point.Name}", plan => ChildProcess.Start(plan with { KillAt = point.Name }), MustHappen: true),
                webhook => new ChildPlan
                {
                    Folder = Path.Combine(folder, $"visit-{number}"),
                    Webhook = webhook,
                    Rows = [],
                    Readings = 1,
                    DemoBank = bank.Address,
                    Bug = options.Bug,
                    Settings =
                    [
                        $"--Banks:LoginPages:demo-bank={bank.Address}",
                        $"--Outbound:Allow:1={bank.Address.Authority}",
                        "--Browser:AllowWithoutSandbox=true",
                        "--Sessions:FirstReadDays=365",
                    ],
                },
                [.. bank.Site.Ledger.Statement(account).Select(line => line.Row).Select(row => new BankRow(
                    row.Document, row.Amount, row.BookedOn, row.Counterparty, row.State))],
                stop);
        }
    }

    private static Task<LedgerRow> ReceiveAsync(DemoBankSite bank, BankAccount account, decimal amount, CancellationToken stop) =>
        bank.Site.Ledger.ReceiveAsync(account, new IncomingTransfer("Bruno Sosa", amount, "Invoice 12", BookingState.Booked), stop);
}
