using Quartz;
using Reconbanker.Core.Backups;

namespace Reconbanker.Web.Jobs;

/// <summary>The clock of the nightly backups. What is due is a query, so that no tick can be missed.</summary>
[DisallowConcurrentExecution]
public sealed class DueBackupJob(NightlyBackups backups) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await backups.MakeDueAsync(cancellationToken);
}
