using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core.Data;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>What must hold after a kill and a restart.</summary>
/// <param name="Lost">Rows and events of the bank's that are missing.</param>
/// <param name="Doubled">Rows and events that are there more often than at the bank.</param>
/// <param name="Faults">What else does not hold, in sentences.</param>
internal sealed record Verdict(int Lost, int Doubled, IReadOnlyList<string> Faults)
{
    public static Verdict Of(string fault) => new(0, 0, [fault]);

    public bool IsGood => Lost == 0 && Doubled == 0 && Faults.Count == 0;
}

/// <summary>Compares what is stored and what arrived with what the bank shows, by none of the app's own reckoning.</summary>
internal static class Oracle
{
    /// <param name="bank">What each account shows at the bank in the end.</param>
    /// <param name="secrets">The signing secrets of the accounts.</param>
    public static async Task<Verdict> JudgeAsync(
        ChildPlan plan, IReadOnlyList<BankRow> bank, EventReceiver receiver, IReadOnlyCollection<string> secrets, CancellationToken stop)
    {
        var all = Enumerable.Repeat(bank, plan.Accounts).SelectMany(r => r).ToList();
        var faults = new List<string>();
        var file = new DataFolder(plan.Folder).DatabaseFile;
        var options = new DbContextOptionsBuilder<ReconbankerDb>().UseSqlite($"Data Source={file};Pooling=False").Options;
        await using var db = new ReconbankerDb(options);
        var stored = await db.Transactions.AsNoTracking().ToListAsync(stop);
        var events = await db.Deliveries.CountAsync(stop);
        await CheckAsync(file, faults, stop);

        var (lostRows, doubledRows) = Differ(
            all, stored.Select(t => new BankRow(t.BankId, t.Amount.Amount, t.BookedOn, t.SenderName, t.State)));
        var (lostEvents, doubledEvents) = Differ(
            all.Where(r => r.HasEffect).Select(r => (r.Amount, r.Sender)), receiver.Arrivals.Values.Select(a => (a.Amount, a.Name)));

        var wanted = all.Count(r => r.HasEffect);
        Expect(events == wanted, $"There are {events} events for {wanted} booked incoming rows.");
        Expect(receiver.Arrivals.Values.All(a => a.IsSame), "An event came with different bytes.");
        var unsigned = receiver.Signed.Count(request => !secrets.Any(request.IsSignedWith));
        Expect(unsigned == 0, $"{unsigned} requests were not signed.");
        return new Verdict(lostRows + lostEvents, doubledRows + doubledEvents, faults);

        void Expect(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }

    /// <summary>As multisets.</summary>
    private static (int Missing, int Surplus) Differ<T>(IEnumerable<T> wanted, IEnumerable<T> found)
        where T : notnull
    {
        var counts = wanted.CountBy(row => row).ToDictionary();
        foreach (var row in found)
        {
            counts[row] = counts.GetValueOrDefault(row) - 1;
        }

        return (counts.Values.Where(n => n > 0).Sum(), -counts.Values.Where(n => n < 0).Sum());
    }

    private static async Task CheckAsync(string file, List<string> faults, CancellationToken stop)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(stop);
        foreach (var (pragma, good) in new (string, object?)[] { ("integrity_check", "ok"), ("foreign_key_check", null) })
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the two names above.
            command.CommandText = $"PRAGMA {pragma}";
#pragma warning restore CA2100
            var found = await command.ExecuteScalarAsync(stop);
            if (!Equals(found, good))
            {
                faults.Add($"PRAGMA {pragma}: {found}.");
            }
        }
    }
}
