using System.Security.Cryptography;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core.Data;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>A data folder as a machine that lost its power leaves it, and a backup of it from before its second account was connected.</summary>
/// <param name="Now">The state of the folder.</param>
/// <param name="Former">The state that is in the backup.</param>
internal sealed record UpkeepHouse(ChildPlan Plan, string BackupFile, string Now, string Former)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <param name="plan">Of its folder.</param>
    public static async Task<UpkeepHouse> BuildAsync(ChildPlan plan, string scratch, CancellationToken stop)
    {
        var backup = Path.Combine(scratch, "former.backup");
        await File.WriteAllBytesAsync(UpkeepCommands.KeyOf(backup), RandomNumberGenerator.GetBytes(32), stop);
        await RunAsync(plan with { Accounts = 1 }, stop);
        await RunAsync(plan with { Upkeep = UpkeepTask.Backup, BackupFile = backup }, stop);
        var former = await StateAsync(plan.Folder, stop);
        await RunAsync(plan with { Accounts = 2, KillAt = CrashPoint.AtTheEnd.Name }, stop);

        // Looking at a database tidies it up.
        var copy = plan with { Folder = plan.Folder + "-copy" };
        Copy(plan.Folder, copy.Folder);
        return new UpkeepHouse(plan, backup, await StateAsync(copy.Folder, stop), former);
    }

    public static Task<string> StateAsync(string folder, CancellationToken stop)
    {
        var data = new DataFolder(folder);
        return HouseState.OfAsync(data.DatabaseFile, data.VaultKeyFile, stop);
    }

    /// <summary>A plan for a copy of the house.</summary>
    public ChildPlan Move(string folder, UpkeepTask task)
    {
        Copy(Plan.Folder, folder);
        var file = BackupFile;
        if (task == UpkeepTask.Backup)
        {
            file = folder + ".backup";
            File.Copy(UpkeepCommands.KeyOf(BackupFile), UpkeepCommands.KeyOf(file));
        }

        return Plan with { Folder = folder, Upkeep = task, BackupFile = file };
    }

    private static async Task RunAsync(ChildPlan plan, CancellationToken stop)
    {
        using var child = ChildProcess.Start(plan);
        var end = await child.EndAsync(Patience, stop);
        if (!end.HasSettled && plan.KillAt is null)
        {
            throw new InvalidOperationException($"The house cannot be built: {end.ExitCode}, {end.LastLine}\n{end.Log}");
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
