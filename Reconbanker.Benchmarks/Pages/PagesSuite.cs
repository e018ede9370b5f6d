using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Web.Components.Payments;

namespace Reconbanker.Benchmarks.Pages;

/// <summary>
/// <c>pages</c>: what the pages of payments ask of the database, through the code of the pages, with a million payments; and how much longer it
/// takes than with a tenth of them.
/// </summary>
public sealed class PagesSuite() : Suite("pages", "Time on the server of each page and filter of payments, with 1,000,000 of them.")
{
    private const int DefaultPayments = 1_000_000;
    private const int Times = 40;
    private const int Shown = 50;
    private const double Goal = 200;

    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        var n = options.Cases ?? DefaultPayments;
        var few = await MeasureAsync(Math.Max(1, n / 10), options.Seed, TextWriter.Null, stop);
        await output.WriteLineAsync($"{"page",-34}{"p50 ms",10}{"p95 ms",10}");
        var rows = await MeasureAsync(n, options.Seed, output, stop);
        var worst = rows.MaxBy(row => row.P95)!;
        KeyValuePair<string, object>[] figures =
        [
            new("rows", n), new("p50_ms", rows.Max(row => row.P50)), new("p95_ms", worst.P95), new("slowest", worst.Page),
            new("ratio", Math.Round(worst.P95 / few.Max(row => row.P95), 2)),
        ];
        return new SuiteResult(figures, worst.P95 > Goal ? $"\"{worst.Page}\" took more than {Goal} ms." : null)
        {
            Json = new
            {
                rows = n,
                p50_ms = rows.Max(row => row.P50),
                p95_ms = worst.P95,
                ratio = Math.Round(worst.P95 / few.Max(row => row.P95), 2),
                pages = rows.Select(row => new { page = row.Page, p50_ms = row.P50, p95_ms = row.P95 }),
            },
        };
    }

    private static async Task<List<PageTime>> MeasureAsync(int payments, int seed, TextWriter output, CancellationToken stop)
    {
        await using var database = await PaymentsDatabase.MakeAsync(payments, seed, stop);
        var times = new List<PageTime>();
        foreach (var (page, read) in await PagesAsync(database, payments, stop))
        {
            times.Add(await TimeAsync(database, page, read, stop));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{page,-34}{times[^1].P50,10:0.0}{times[^1].P95,10:0.0}"));
        }

        return times;
    }

    private static async Task<(string Page, Func<ReconbankerDb, Task> Read)[]> PagesAsync(PaymentsDatabase database, int payments, CancellationToken stop)
    {
        var own = new PaymentFilter(database.OwnerId);
        var now = TimeProvider.System.GetUtcNow();
        await using var db = await database.OpenAsync(stop);
        var inside = new PaymentCursor(now.AddDays(-180), Guid.Empty);
        var unclear = await own.Of(db).Where(p => p.State == PaymentState.Ambiguous).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop) ?? Guid.Empty;
        var near = database.Get<NearMisses>();
        return
        [
            ("payments", source => ListAsync(source, own, null)),
            ("payments, in the middle", source => ListAsync(source, own, inside)),
            ("payments of an account", source => ListAsync(source, own with { AccountId = database.AccountId }, null)),
            ("payments settled", source => ListAsync(source, own with { State = PaymentState.Matched }, inside)),
            ("payments to decide", source => ListAsync(source, own with { State = PaymentState.Ambiguous }, null)),
            ("payments of a month", source => ListAsync(source, own with { From = now.AddDays(-120), Until = now.AddDays(-90) }, null)),
            ("payments, a name that is common", source => ListAsync(source, own with { Text = "carlos" }, null)),
            ("payments, a name that is nowhere", source => ListAsync(source, own with { Text = "nobody at all" }, null)),
            ("payments, an id", source => ListAsync(source, own with { Text = $"order-{payments / 3}" }, null)),
            ("payments, an amount", source => ListAsync(source, own with { Amount = 12.34m }, null)),
            ("payments.csv, a batch", source => ListedPayments.ReadAsync(source, own, inside, PaymentsFile.Batch, TimeProvider.System, stop)),
            ("to decide", source => WaitingDecisions.ReadAsync(source, database.OwnerId, stop)),
            ("the count in the menu", source => WaitingDecisions.CountAsync(source, database.OwnerId, stop)),
            ("a payment", source => PaymentDetails.ReadAsync(source, near, database.OwnerId, unclear, stop)),
            ("the front page", source => SettlementFigures.ReadAsync(source, database.OwnerId, TimeProvider.System, stop)),
        ];

        // As the page reads it.
        async Task ListAsync(ReconbankerDb source, PaymentFilter filter, PaymentCursor? before)
        {
            if (!filter.IsSearch)
            {
                await ListedPayments.CountAsync(source, filter, stop);
            }

            await ListedPayments.ReadAsync(source, filter, before, Shown, TimeProvider.System, stop);
        }
    }

    private static async Task<PageTime> TimeAsync(PaymentsDatabase database, string page, Func<ReconbankerDb, Task> read, CancellationToken stop)
    {
        var times = new List<double>();
        for (var i = -2; i < Times; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await using (var db = await database.OpenAsync(stop))
            {
                await read(db);
            }

            // The first ones compile the queries.
            if (i >= 0)
            {
                times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        times.Sort();
        return new PageTime(page, Math.Round(times[Times / 2], 1), Math.Round(times[(int)(Times * 0.95) - 1], 1));
    }

    private sealed record PageTime(string Page, double P50, double P95);
}
