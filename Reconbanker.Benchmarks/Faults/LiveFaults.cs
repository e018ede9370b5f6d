using System.Net;
using Microsoft.Data.Sqlite;

namespace Reconbanker.Benchmarks.Faults;

/// <summary>Faults of a running app: a disk that is full (F25), and a database that another program locks (F28).</summary>
internal sealed class LiveFaults(FaultTally tally, string scratch, bool swallows)
{
    private const int MostWrites = 20_000;
    private const int Busy = 5;
    private const int Full = 13;

    public async Task FillAsync(CancellationToken stop)
    {
        using var disk = FullDisk.Make(Path.Combine(scratch, "small"));
        var problems = new List<string>();
        int lost;
        await using (var app = await LiveApp.StartAsync(disk.Folder, swallows, disk, stop))
        {
            SqliteException? failure = null;
            for (var i = 0; i < MostWrites && failure is null; i++)
            {
                failure = await app.WriteAsync(stop);
            }

            Expect(failure?.SqliteErrorCode == Full, problems, $"The disk is full, and what is said is {failure?.SqliteErrorCode}.");
            Expect(await app.ReadAsync("/health/ready", stop) == (HttpStatusCode.ServiceUnavailable, "Unhealthy: DiskFull"), problems, "Ready is said of a full disk.");
            Expect((await app.ReadAsync("/sign-in", stop)).Status == HttpStatusCode.OK, problems, "The pages are gone.");
            disk.Heal();
            Expect((await app.ReadAsync("/health/ready", stop)).Status == HttpStatusCode.OK, problems, "It does not heal by itself.");
            Expect(await app.WriteAsync(stop) is null, problems, "Nothing can be stored though there is room.");
            Expect(await app.IntegrityAsync(stop) == "ok", problems, "The database is damaged.");
            (lost, var unsaid) = await app.CompareAsync(stop);
            Expect(unsaid == 0, problems, $"{unsaid} that were refused are stored.");
        }

        tally.Add(disk.IsMounted ? "a full disk (a small file system)" : "a full disk (a limit of pages: nothing can be mounted here)", lost, problems);
    }

    /// <param name="held">How long the lock is held.</param>
    /// <param name="mayRefuse">Whether it is longer than a write waits.</param>
    public async Task LockAsync(TimeSpan held, bool mayRefuse, CancellationToken stop)
    {
        var problems = new List<string>();
        int lost;
        await using (var app = await LiveApp.StartAsync(Path.Combine(scratch, $"locked-{held.TotalSeconds:0}"), swallows, interceptor: null, stop))
        {
            await using var other = new SqliteConnection($"Data Source={app.DatabaseFile};Pooling=False");
            await other.OpenAsync(stop);
            await ExecuteAsync(other, "BEGIN IMMEDIATE", stop);
            var writes = Enumerable.Range(0, 8).Select(_ => Task.Run(() => app.WriteAsync(stop), stop)).ToList();
            var since = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(since) < held)
            {
                var (status, _) = await app.ReadAsync("/sign-in", stop);
                Expect(status == HttpStatusCode.OK, problems, $"A page answered {(int)status} while the database was locked.");
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, stop);
            }

            await ExecuteAsync(other, "ROLLBACK", stop);
            var failures = (await Task.WhenAll(writes)).OfType<SqliteException>().ToList();
            Expect(failures.All(f => f.SqliteErrorCode == Busy), problems, "What waited in vain was told something else than that.");
            Expect(mayRefuse || failures.Count == 0, problems, $"{failures.Count} writes were refused.");
            Expect(await app.WriteAsync(stop) is null, problems, "Nothing can be stored after the lock.");
            Expect((await app.ReadAsync("/health/ready", stop)).Status == HttpStatusCode.OK, problems, "It is not ready after the lock.");
            (lost, var unsaid) = await app.CompareAsync(stop);
            Expect(unsaid == 0, problems, $"{unsaid} that were refused are stored.");
        }

        tally.Add($"a database that is locked for {held.TotalSeconds:0} s", lost, problems);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string statement, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the words above.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(stop);
    }

    private static void Expect(bool holds, List<string> problems, string problem)
    {
        if (!holds && !problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }
}
