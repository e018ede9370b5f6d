using Quartz;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Jobs;

/// <summary>The clock of payments: ends the waiting of those whose time is over.</summary>
[DisallowConcurrentExecution]
public sealed class ExpiryJob(PaymentExpiry expiry) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await expiry.ExpireDueAsync(cancellationToken);
}
