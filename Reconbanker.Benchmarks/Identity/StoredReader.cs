using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>One account in the database.</summary>
internal sealed class StoredReader : Reader
{
    private readonly StoredHistories _database;
    private readonly Guid _account;
    private readonly CancellationToken _stop;
    private Guid _run;

    private StoredReader(StoredHistories database, Guid account, CancellationToken stop) => (_database, _account, _stop) = (database, account, stop);

    private TransactionIngest Ingest => _database.Services.GetRequiredService<TransactionIngest>();

    public static async Task<StoredReader> OpenAsync(StoredHistories database, Bank bank, CancellationToken stop)
    {
        var settings = database.Services.GetRequiredService<AccountSettings>();
        var saved = (SaveOutcome.Saved)await settings.CreateAsync(database.OwnerId, bank.Code, "History", withWizard: false, stop);
        var reader = new StoredReader(database, saved.AccountId, stop);
        await using var db = await reader.OpenDbAsync();
        await db.Accounts.Where(a => a.Id == saved.AccountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.EventsFromOn, DateOnly.MinValue), stop);
        return reader;
    }

    public override async ValueTask<ReadWindow> NextWindowAsync(DateOnly today) => await Ingest.NextWindowAsync(_account, BankAccountNumber, today, _stop);

    public override async ValueTask BeginRunAsync()
    {
        await using var db = await OpenDbAsync();
        if (await db.ScrapeRuns.FindAsync([_run], _stop) is { } former)
        {
            former.End(StopReason.Finished, Stage.SignOut, DateTimeOffset.UnixEpoch);
            await db.SaveChangesAsync(_stop);
        }

        var run = new ScrapeRun { AccountId = _account, Trigger = RunTrigger.Person, StartedAt = DateTimeOffset.UnixEpoch };
        db.ScrapeRuns.Add(run);
        await db.SaveChangesAsync(_stop);
        _run = run.Id;
    }

    public override async ValueTask<ReadingVerdict> TakeAsync(ReadWindow window, IReadOnlyList<ScrapedTransaction> rows)
    {
        var verdict = (await Ingest.IngestAsync(_run, _account, window, rows, _stop)).Verdict;
        return verdict == ReadingVerdict.PartlyHeld ? ReadingVerdict.Accepted : verdict;
    }

    public override async ValueTask<IReadOnlyList<Transaction>> StoredAsync()
    {
        await using var db = await OpenDbAsync();
        return await db.Transactions.AsNoTracking().Where(t => t.AccountId == _account).ToListAsync(_stop);
    }

    public override async ValueTask<IReadOnlyList<Guid>> EventsAsync()
    {
        await using var db = await OpenDbAsync();
        return await db.Deliveries.Where(d => d.AccountId == _account).Select(d => d.TransactionId!.Value).ToListAsync(_stop);
    }

    public override async ValueTask RestartAsync() => await _database.RestartAsync();

    public override async ValueTask WipeAsync()
    {
        await using var db = await OpenDbAsync();
        await db.Deliveries.Where(d => d.AccountId == _account).ExecuteDeleteAsync(_stop);
        await db.Transactions.Where(t => t.AccountId == _account).ExecuteDeleteAsync(_stop);
        await db.Readings.Where(r => r.AccountId == _account).ExecuteDeleteAsync(_stop);
        await db.CoveredSpans.Where(s => s.AccountId == _account).ExecuteDeleteAsync(_stop);
    }

    private Task<ReconbankerDb> OpenDbAsync() =>
        _database.Services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(_stop);
}
