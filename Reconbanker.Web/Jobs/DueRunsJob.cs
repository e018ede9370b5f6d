using Quartz;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.Jobs;

/// <summary>The clock: every few seconds, starts the accounts whose time has come. What is due is a query, so that no tick can be missed.</summary>
[DisallowConcurrentExecution]
public sealed class DueRunsJob(SessionSupervisor sessions) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await sessions.StartDueAsync(cancellationToken);
}
