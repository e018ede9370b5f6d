using Microsoft.Data.Sqlite;
using Reconbanker.Benchmarks.Crash;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core.Data;
using Reconbanker.Web.Starting;

namespace Reconbanker.Benchmarks.Faults;

/// <summary>Databases that are not as they were left (F29, F30): none is started with, none is changed, and each start says why.</summary>
/// <param name="startsAnyway">Plants an app that moves away what it cannot use, and begins anew.</param>
internal sealed class Damages(FaultTally tally, UpkeepHouse house, string scratch, bool startsAnyway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly (string Name, Action<string> Do, string Says)[] All =
    [
        ("a database with flipped bytes", FlipBytes, "is damaged"),
        ("half a database", file => Change(file, stream => stream.SetLength(stream.Length / 2)), "is damaged"),
        ("no database", File.Delete, "is gone"),
        ("an emptied database", file => Change(file, stream => stream.SetLength(0)), "is gone"),
        ("a lost journal", file => File.Delete(file + "-wal"), "-wal is missing"),
        ("another program's database", file => Replace(file, "CREATE TABLE notes (text TEXT)"), "is a database of another program"),
        ("a newer database", file => Execute(file, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0')"), "29990101000000_Later"),
    ];

    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var (name, damage, says) in All)
        {
            var plan = house.Move(Path.Combine(scratch, $"{Guid.NewGuid():N}"), UpkeepTask.Start);
            var file = new DataFolder(plan.Folder).DatabaseFile;
            damage(file);
            var before = Content(file);
            if (startsAnyway)
            {
                DatabaseFiles.Of(file).Append(Path.Combine(plan.Folder, "instance.lock")).Append(new DataFolder(plan.Folder).VaultKeyFile).ToList().ForEach(File.Delete);
            }

            using var child = ChildProcess.Start(plan);
            var end = await child.EndAsync(Patience, stop);
            var problems = new List<string>();
            if (end.ExitCode != (int)StartEnd.DatabaseUnusable || !end.Log.Contains(says, StringComparison.Ordinal))
            {
                problems.Add($"It ended with {end.ExitCode} and did not say \"{says}\": {end.Log}");
            }

            tally.Add(name, before.SequenceEqual(Content(file)) ? 0 : 1, problems);
        }
    }

    private static byte[] Content(string file) => [.. DatabaseFiles.Of(file).Take(2).Where(File.Exists).SelectMany(File.ReadAllBytes)];

    private static void FlipBytes(string file) => Change(file, stream =>
    {
        for (var page = 2; page < stream.Length / 4096; page++)
        {
            stream.Position = page * 4096L;
            stream.Write([0xFF, 0x00, 0xFF, 0x13, 0x37]);
        }
    });

    /// <summary>The file alone: its journal, which would heal it, is gone.</summary>
    private static void Change(string file, Action<FileStream> change)
    {
        Execute(file, "PRAGMA wal_checkpoint(TRUNCATE)");
        using var stream = new FileStream(file, FileMode.Open);
        change(stream);
    }

    private static void Replace(string file, string statement)
    {
        DatabaseFiles.Of(file).ToList().ForEach(File.Delete);
        Execute(file, statement);
    }

    private static void Execute(string file, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the statements above.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
