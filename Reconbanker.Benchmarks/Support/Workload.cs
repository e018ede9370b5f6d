using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Reconbanker.Benchmarks.Crash;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Benchmarks.Support;

/// <summary>In the child: sets everything up as a person would, reads the bank until all of it shows, and ends once no event waits.</summary>
internal sealed class Workload(
    ChildPlan plan,
    IDbContextFactory<ReconbankerDb> databases,
    AccountsSetup setup,
    TransactionIngest ingest,
    SessionSupervisor sessions,
    BankCatalog banks,
    KillSwitch kill,
    IHostApplicationLifetime lifetime,
    TimeProvider clock) : BackgroundService
{
    /// <summary>Said when all is read and sent.</summary>
    public const string Settled = "settled";

    private const int MostTries = 8;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var accountIds = await setup.MakeAsync(stoppingToken);
        for (var reading = 1; reading <= plan.Readings + 1; reading++)
        {
            foreach (var accountId in accountIds)
            {
                await (plan.DemoBank is null ? ReadAsync(accountId, reading, stoppingToken) : ScrapeAsync(accountId, stoppingToken));
            }
        }

        await UntilAsync(async db => !await db.Deliveries.AnyAsync(d => d.State == DeliveryState.Waiting, stoppingToken), stoppingToken);
        kill.Pass(Moment.Settled, []);
        Child.Say(Settled);
        lifetime.StopApplication();
    }

    /// <summary>One reading as a run makes it, from the ingest on: the rows that show by then, the complete list at the end.</summary>
    private async Task ReadAsync(Guid accountId, int reading, CancellationToken stop)
    {
        var run = new ScrapeRun { AccountId = accountId, Trigger = RunTrigger.Clock, StartedAt = clock.GetUtcNow() };
        await using (var db = await databases.CreateDbContextAsync(stop))
        {
            db.ScrapeRuns.Add(run);
            await db.SaveChangesAsync(stop);
        }

        var isWhole = reading >= plan.Readings;
        var today = BankDay.Today(banks.FindBank(StatementBank.Code)!, clock);
        var shown = plan.Rows.Take(isWhole ? plan.Rows.Count : plan.Rows.Count * reading / plan.Readings).ToList();

        // A list that nothing tells apart is read twice.
        ReadingVerdict verdict;
        do
        {
            var window = await ingest.NextWindowAsync(accountId, AccountsSetup.BankAccount, today, stop);
            if (isWhole)
            {
                window.ReadCompletely(today);
            }

            verdict = (await ingest.IngestAsync(run.Id, accountId, window, [.. shown.Select(row => row.Scrape(reading))], stop)).Verdict;
        }
        while (verdict == ReadingVerdict.Unconfirmed);

        await using (var db = await databases.CreateDbContextAsync(stop))
        {
            (await db.ScrapeRuns.SingleAsync(r => r.Id == run.Id, stop)).End(StopReason.Finished, Stage.Store, clock.GetUtcNow());
            await db.SaveChangesAsync(stop);
        }
    }

    /// <summary>A whole run with the browser, until one has succeeded.</summary>
    /// <exception cref="InvalidOperationException">None does.</exception>
    private async Task ScrapeAsync(Guid accountId, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var ownerId = await db.Accounts.Where(a => a.Id == accountId).Select(a => a.OwnerId).SingleAsync(stop);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var outcome = await sessions.RunNowAsync(ownerId, accountId, allowOneAttempt: true, stop);
            await UntilAsync(_ => Task.FromResult(sessions.Find(ownerId, accountId) is null), stop);
            var last = await db.ScrapeRuns.AsNoTracking().OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(r => r.AccountId == accountId, stop);
            if (outcome is RunNowOutcome.Started { RunId: var runId } && last?.Id == runId && last.Outcome == RunOutcome.Succeeded)
            {
                return;
            }

            Child.Say($"{outcome}: {last?.StopReason} in {last?.StoppedIn}");
        }

        throw new InvalidOperationException($"No run succeeds in {MostTries} tries.");
    }

    private async Task UntilAsync(Func<ReconbankerDb, Task<bool>> isReached, CancellationToken stop)
    {
        while (true)
        {
            await using (var db = await databases.CreateDbContextAsync(stop))
            {
                if (await isReached(db))
                {
                    return;
                }
            }

            await Task.Delay(BetweenLooks, clock, stop);
        }
    }
}
