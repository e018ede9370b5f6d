using Microsoft.Extensions.Hosting;
using Reconbanker.Benchmarks.Crash;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Benchmarks.Support;

/// <summary>In the child: changes the vault key, or lets a change that was cut off come to its end, and ends once one key is left.</summary>
internal sealed class KeyWork(
    ChildPlan plan, DataFolder folder, KeyRotation rotation, ActivityFeed feed, KillSwitch kill, IHostApplicationLifetime lifetime, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(notice =>
        {
            if (notice.Topic == ActivityTopic.Vault)
            {
                kill.Pass(Moment.KeyStep, []);
            }
        });
        if (plan.Upkeep == UpkeepTask.ChangeKey)
        {
            await rotation.BeginAsync(stoppingToken);
            if (plan.Bug == PlantedBugs.DropOldKey)
            {
                VaultKeyFile.Replace(folder.VaultKeyFile, new VaultKeyRing([VaultKeyFile.Read(folder.VaultKeyFile)!.Current]));
            }
        }

        while (rotation.Progress is not null || VaultKeyFile.Read(folder.VaultKeyFile)!.Keys.Count > 1)
        {
            await Task.Delay(BetweenLooks, clock, stoppingToken);
        }

        // A host that is stopped while it still starts takes that for a failure.
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, lifetime.ApplicationStarted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Child.Say(Workload.Settled);
        lifetime.StopApplication();
    }
}
