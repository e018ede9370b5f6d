using System.Text.Json;

namespace Reconbanker.Benchmarks.Support;

/// <summary>What a child process of the bench is to do, handed over in a file.</summary>
internal sealed record ChildPlan
{
    /// <summary>The data folder of the app.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the events of every account go.</summary>
    public required Uri Webhook { get; init; }

    /// <summary>What the bank shows of each account in the end.</summary>
    public required IReadOnlyList<StatementRow> Rows { get; init; }

    /// <summary>Readings until everything shows; the last is made twice.</summary>
    public int Readings { get; init; } = 3;

    public int Accounts { get; init; } = 1;

    /// <summary>The login page of the demo bank, to be read with a real browser; null for rows that are handed to the ingest as they are.</summary>
    public Uri? DemoBank { get; init; }

    /// <summary>Name of the <see cref="Crash.CrashPoint"/> at which the child kills itself.</summary>
    public string? KillAt { get; init; }

    /// <summary>Kills itself at this statement or commit that writes, counted from 1.</summary>
    public int? KillAtWrite { get; init; }

    /// <summary>What is done instead of reading a bank; null for that.</summary>
    public UpkeepTask? Upkeep { get; init; }

    /// <summary>Of <see cref="UpkeepTask.Backup"/> and <see cref="UpkeepTask.Restore"/>; the key that encrypts it lies beside it, ".key".</summary>
    public string? BackupFile { get; init; }

    /// <summary>The planted fault.</summary>
    public string? Bug { get; init; }

    /// <summary>As on the command line.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public static ChildPlan Read(string file) => JsonSerializer.Deserialize<ChildPlan>(File.ReadAllText(file))!;

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this));
}
