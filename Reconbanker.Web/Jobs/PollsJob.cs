using Quartz;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Jobs;

/// <summary>The clock of polling: every few seconds, begins the polls whose time has come. What is due is a query, so that no tick can be missed.</summary>
[DisallowConcurrentExecution]
public sealed class PollsJob(PaymentFeed feed) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await feed.StartDueAsync(cancellationToken);
}
