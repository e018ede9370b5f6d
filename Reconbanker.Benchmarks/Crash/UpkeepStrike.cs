using Reconbanker.Benchmarks.Support;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>One kill of a backup, a restore or a change of the key: then there is the old state or the new one, and the same works when it is done again.</summary>
internal sealed class UpkeepStrike(UpkeepHouse house, string scratch, CrashTally tally)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    public async Task RunAsync(UpkeepTask task, Kill kill, CancellationToken stop)
    {
        var plan = house.Move(Path.Combine(scratch, $"{Guid.NewGuid():N}"), task);
        try
        {
            var end = await EndAsync(kill.Start(plan), stop);
            if (end.HasSettled)
            {
                tally.AddMissed(kill.Name, kill.MustHappen);
                return;
            }

            var faults = new List<string>();
            if (!end.WasKilled)
            {
                faults.Add($"It ended by itself with {end.ExitCode}: {end.LastLine}\n{end.Log}");
            }

            await JudgeAsync(task, plan, faults, stop);
            faults.AddRange(Directory.EnumerateDirectories(plan.Folder).Select(Path.GetFileName)
                .Where(name => name!.StartsWith("scratch-", StringComparison.Ordinal) || name.StartsWith("restored-", StringComparison.Ordinal))
                .Select(name => $"{name} was left behind."));
            tally.Add(kill.Name, new Verdict(0, 0, faults));
            Directory.Delete(plan.Folder, recursive: true);
        }
        catch (InvalidDataException e)
        {
            tally.Add(kill.Name, new Verdict(Lost: 1, 0, [e.Message]));
        }
        catch (TimeoutException e)
        {
            tally.Add(kill.Name, Verdict.Of(e.Message));
        }
    }

    private Task JudgeAsync(UpkeepTask task, ChildPlan plan, List<string> faults, CancellationToken stop) => task switch
    {
        UpkeepTask.Backup => JudgeBackupAsync(plan, faults, stop),
        UpkeepTask.Restore => JudgeRestoreAsync(plan, faults, stop),
        _ => JudgeKeyAsync(plan, faults, stop),
    };

    private async Task JudgeBackupAsync(ChildPlan plan, List<string> faults, CancellationToken stop)
    {
        if (File.Exists(plan.BackupFile))
        {
            await ExpectWholeAsync(plan, faults, stop);
            File.Delete(plan.BackupFile);
        }

        await AgainAsync(plan, faults, stop);
        await ExpectWholeAsync(plan, faults, stop);
        Expect(await UpkeepHouse.StateAsync(plan.Folder, stop) == house.Now, faults, "The database is another one than before.");
        Expect(!File.Exists(plan.BackupFile + BackupMaker.PartSuffix), faults, "Half a backup was left behind.");
    }

    private async Task JudgeRestoreAsync(ChildPlan plan, List<string> faults, CancellationToken stop)
    {
        await AgainAsync(plan with { Upkeep = UpkeepTask.Start }, faults, stop);
        var state = await UpkeepHouse.StateAsync(plan.Folder, stop);
        Expect(state == house.Now || state == house.Former, faults, "It is neither what was there nor what was restored.");
        Expect(state != house.Former || await IsAsideAsync(plan.Folder, stop), faults, "What was there is not kept aside.");
        await AgainAsync(plan, faults, stop);
        Expect(await UpkeepHouse.StateAsync(plan.Folder, stop) == house.Former, faults, "Restored once more, it is not what was backed up.");
    }

    private async Task JudgeKeyAsync(ChildPlan plan, List<string> faults, CancellationToken stop)
    {
        await AgainAsync(plan with { Upkeep = UpkeepTask.Start }, faults, stop);
        Expect(await UpkeepHouse.StateAsync(plan.Folder, stop) == house.Now, faults, "Not all that was sealed opens as what it was.");
        Expect(VaultKeyFile.Read(new DataFolder(plan.Folder).VaultKeyFile)!.Keys.Count == 1, faults, "The change of the key has not come to its end.");
    }

    /// <summary>What the app, or the command, makes of what the kill left.</summary>
    private static async Task AgainAsync(ChildPlan plan, List<string> faults, CancellationToken stop)
    {
        var end = await EndAsync(ChildProcess.Start(plan), stop);
        Expect(end.HasSettled, faults, $"After the kill, {plan.Upkeep} ended with {end.ExitCode}: {end.LastLine}\n{end.Log}");
    }

    private static async Task ExpectWholeAsync(ChildPlan plan, List<string> faults, CancellationToken stop)
    {
        try
        {
            await using var backup = File.OpenRead(plan.BackupFile!);
            var secret = BackupSecret.OfKeyFile(UpkeepCommands.KeyOf(plan.BackupFile!));
            var report = await new Rehearsal(new DataFolder(plan.Folder)).RunAsync(backup, secret, stop);
            Expect(report.WouldWork, faults, $"The backup would not work: {string.Join(' ', report.Problems)}");
        }
        catch (Exception e) when (e is BackupException or FileNotFoundException)
        {
            faults.Add($"The backup under its name is not whole: {e.Message}");
        }
    }

    private async Task<bool> IsAsideAsync(string folder, CancellationToken stop)
    {
        foreach (var aside in Directory.EnumerateDirectories(folder, "before-restore-*"))
        {
            if (await HouseState.OfAsync(Path.Combine(aside, "reconbanker.db"), new DataFolder(folder).VaultKeyFile, stop) == house.Now)
            {
                return true;
            }
        }

        return false;
    }

    private static void Expect(bool holds, List<string> faults, string fault)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }

    private static async Task<ChildEnd> EndAsync(ChildProcess child, CancellationToken stop)
    {
        using (child)
        {
            return await child.EndAsync(Patience, stop);
        }
    }
}
