using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reconbanker.Banks;
using Reconbanker.Benchmarks.Matching;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Web.Demo;

namespace Reconbanker.Benchmarks.Pipeline;

/// <summary>
/// <c>pipeline N</c>: an endpoint over HTTP is polled, and polled again unchanged, one scrape brings the transfers, and the webhooks go out over
/// HTTP, with everything stored on the disk as the app does it. Endpoint and receiver run in the same process, on the same cores.
/// </summary>
public sealed class PipelineSuite() : Suite("pipeline", "Payments in, one scrape, webhooks out: how many a second, for N payments of one account.")
{
    private const int DefaultPayments = 10_000;
    private const double PaymentsGoal = 3_000;
    private const double WebhooksGoal = 1_500;
    private const long MostGrowthMb = 100;

    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        var n = options.Cases ?? (options.Arguments is [var text, ..] ? Number(text) : DefaultPayments);
        await using var business = await Business.StartAsync(Make(n, options.Seed), stop);
        using var folder = new ScratchFolder();
        var writes = new PaymentWrites();
        await using var services = Services(folder, writes);
        var (owner, account) = await SetUpAsync(services, business, stop);

        var first = await PollAsync(services, owner, account, stop);
        if (first.Poll.New != n)
        {
            throw new InvalidOperationException($"The poll ended as {first.Poll.Outcome} with {first.Poll.New} of {n} payments.");
        }

        var before = writes.Count;
        var again = await PollAsync(services, owner, account, stop);
        var written = writes.Count - before;

        var scraping = Stopwatch.StartNew();
        await ScrapeAsync(services, account, Make(n, options.Seed), stop);
        scraping.Stop();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"poll {first.Took.TotalSeconds:0.00} s, unchanged {again.Took.TotalSeconds:0.00} s, scrape and settlement {scraping.Elapsed.TotalSeconds:0.00} s"));

        var dispatcher = services.GetRequiredService<Dispatcher>();
        var sending = Stopwatch.StartNew();
        await dispatcher.StartAsync(stop);
        await business.All.WaitAsync(TimeSpan.FromMinutes(10), stop);
        sending.Stop();
        await dispatcher.StopAsync(stop);
        SqliteConnection.ClearAllPools();

        var (payments, unchanged, webhooks) = (n / first.Took.TotalSeconds, n / again.Took.TotalSeconds, n / sending.Elapsed.TotalSeconds);
        var growth = Math.Max(first.GrowthMb, again.GrowthMb);
        KeyValuePair<string, object>[] figures =
        [
            new("n", n), new("payments_per_s", Math.Round(payments)), new("webhooks_per_s", Math.Round(webhooks)),
            new("settled_per_s", Math.Round(n / scraping.Elapsed.TotalSeconds)), new("effects", business.Events),
            new("unchanged_per_s", Math.Round(unchanged)), new("unchanged_writes", written), new("poll_growth_mb", growth),
            new("peak_mb", Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024),
        ];
        return new SuiteResult(figures, Failure());

        string? Failure() => true switch
        {
            _ when written > 0 => $"A poll that brought nothing new wrote payments {written} times.",
            _ when growth >= MostGrowthMb => $"A poll took {growth} MB, {MostGrowthMb} or more.",
            _ when payments < PaymentsGoal => $"Fewer than {PaymentsGoal} payments a second came in.",
            _ when unchanged < payments => "Payments that had not changed took longer than new ones.",
            _ when webhooks < WebhooksGoal => $"Fewer than {WebhooksGoal} webhooks a second went out.",
            _ => null,
        };
    }

    private static async Task<(PaymentPoll Poll, TimeSpan Took, long GrowthMb)> PollAsync(ServiceProvider services, Guid owner, Guid account, CancellationToken stop)
    {
        PaymentPoll? poll = null;
        var began = Stopwatch.GetTimestamp();
        var growth = await MemoryGrowth.OfAsync(async () => poll = await services.GetRequiredService<PaymentFeed>().PollNowAsync(owner, account, stop), stop);
        return (poll ?? throw new InvalidOperationException("There was nothing to poll."), Stopwatch.GetElapsedTime(began), growth);
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 50_000
        ? n : throw new FormatException($"\"pipeline {text}\" needs a number of payments from 1 to 50000, which is what one poll may bring.");

    private static ServiceProvider Services(ScratchFolder folder, PaymentWrites writes) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Outbound:Allow:0", (string?)"127.0.0.1")]).Build())
        .AddSingleton<IHostEnvironment>(Host.CreateEmptyApplicationBuilder(null).Environment)
        .AddSingleton(TimeProvider.System)
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
        .AddReconbankerCore(new DataFolder(folder.Data))
        .AddReconbankerBanks()
        .ConfigureDbContext<ReconbankerDb>((_, db) => db.AddInterceptors(writes))
        .BuildServiceProvider();

    private static async Task<(Guid Owner, Guid Account)> SetUpAsync(ServiceProvider services, Business business, CancellationToken stop)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(stop);
        await db.Database.MigrateAsync(stop);
        var owner = new User { UserName = "owner@example.com", CreatedAt = TimeProvider.System.GetUtcNow(), OperationMode = OperationMode.Reconcile };
        db.Users.Add(owner);
        await db.SaveChangesAsync(stop);
        var created = await services.GetRequiredService<AccountSettings>().CreateAsync(owner.Id, DemoServices.BankCode, "Shop", withWizard: false, stop);
        var account = ((SaveOutcome.Saved)created).AccountId;
        Expect(await services.GetRequiredService<PaymentSettings>().SaveAsync(
            owner.Id, account, new PaymentChoices(business.PaymentsUrl, PollMethod.Get, null, AuthScheme.Bearer, null, ForgetToken: false), stop));
        Expect(await services.GetRequiredService<WebhookSettings>().SaveAsync(
            owner.Id, account, business.WebhookUrl, AuthScheme.Bearer, "a-token", forgetToken: false, stop));
        return (owner.Id, account);
    }

    private static void Expect(SaveOutcome outcome)
    {
        if (outcome is not SaveOutcome.Saved)
        {
            throw new InvalidOperationException($"The account could not be set up: {outcome}.");
        }
    }

    private static async Task ScrapeAsync(ServiceProvider services, Guid account, List<Expected> paid, CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var run = new ScrapeRun { AccountId = account, Trigger = RunTrigger.Clock, StartedAt = now };
        await using (var db = await services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(stop))
        {
            db.ScrapeRuns.Add(run);
            await db.SaveChangesAsync(stop);
        }

        var today = BankDay.Today(services.GetRequiredService<BankCatalog>().FindBank(DemoServices.BankCode)!, TimeProvider.System);
        var window = new ReadWindow(today, today, "001-1");
        window.ReadCompletely(today, onOnePage: true);
        var balance = 0m;
        var rows = paid.Select((p, i) => new ScrapedTransaction($"D-{i}", new Money(p.Amount, "USD"), today, p.Payer.ToUpperInvariant())
        {
            Description = "TRANSFER",
            Balance = balance += p.Amount,
        }).Reverse().ToList();
        var reading = await services.GetRequiredService<TransactionIngest>().IngestAsync(run.Id, account, window, rows, stop);
        if (reading.Verdict != ReadingVerdict.Accepted)
        {
            throw new InvalidOperationException($"The scrape was not believed: {reading.Verdict}.");
        }
    }

    private static List<Expected> Make(int n, int seed)
    {
        // An amount each, so that every payment settles and none waits for a person.
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(i => new Expected($"order-{i}", 1 + (i * 0.01m), Person.New(NamePools.All[i % NamePools.All.Count], random).Full()))];
    }
}
