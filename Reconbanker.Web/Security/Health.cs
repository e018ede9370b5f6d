using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reconbanker.Core.Data;

namespace Reconbanker.Web.Security;

/// <summary><c>/health</c>: the process answers. <c>/health/ready</c>: so does the database. Open to all, and silent about details.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready").AllowAnonymous();
    }

    internal sealed class Database(IDbContextFactory<ReconbankerDb> databases) : IHealthCheck
    {
        // A failure is logged by the framework, and answered with 503.
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await db.Users.AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
