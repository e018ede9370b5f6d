using Reconbanker.Core.Backups;
using Reconbanker.Core.Data;
using Reconbanker.Web;
using Reconbanker.Web.Backups;

namespace Reconbanker.Benchmarks.Support;

/// <summary>In the child: the commands that back up and restore, as on the command line; or what a careless programmer would have made of them.</summary>
internal static class UpkeepCommands
{
    public static string KeyOf(string backupFile) => backupFile + ".key";

    public static async Task<int> RunAsync(ChildPlan plan)
    {
        var end = plan.Bug switch
        {
            PlantedBugs.BackUpInPlace when plan.Upkeep == UpkeepTask.Backup => await BackUpInPlaceAsync(plan),
            PlantedBugs.RestoreInPlace when plan.Upkeep == UpkeepTask.Restore => await RestoreInPlaceAsync(plan),
            _ => await BackupCommand.RunAsync(Words(plan), Terminal.OfProcess(), CancellationToken.None),
        };
        if (end == 0)
        {
            Child.Say(Workload.Settled);
        }

        return end;
    }

    private static string[] Words(ChildPlan plan) =>
    [
        .. plan.Upkeep == UpkeepTask.Backup ? (string[])["backup"] : ["restore", "--replace"],
        plan.BackupFile!, "--key-file", KeyOf(plan.BackupFile!), $"--Reconbanker:DataDirectory={plan.Folder}",
    ];

    /// <summary>Under its name from the first byte on.</summary>
    private static async Task<int> BackUpInPlaceAsync(ChildPlan plan)
    {
        await using var file = File.Create(plan.BackupFile!);
        var maker = new BackupMaker(new DataFolder(plan.Folder), TimeProvider.System);
        await maker.WriteAsync(file, BackupSecret.OfKeyFile(KeyOf(plan.BackupFile!)), CancellationToken.None);
        return 0;
    }

    /// <summary>Into the place of a database that is moved away first.</summary>
    private static async Task<int> RestoreInPlaceAsync(ChildPlan plan)
    {
        var folder = new DataFolder(plan.Folder);
        var aside = Path.Combine(folder.Root, "before-restore-0");
        Directory.CreateDirectory(aside);
        foreach (var file in DatabaseFiles.Of(folder.DatabaseFile).Where(File.Exists))
        {
            File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
        }

        await using var backup = File.OpenRead(plan.BackupFile!);
        await new Rehearsal(folder).RunAsync(backup, BackupSecret.OfKeyFile(KeyOf(plan.BackupFile!)), folder.DatabaseFile, CancellationToken.None);
        return 0;
    }
}
