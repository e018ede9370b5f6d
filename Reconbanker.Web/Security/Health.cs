using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Data;
using Reconbanker.Web.Starting;

namespace Reconbanker.Web.Security;

/// <summary>
/// <c>/health</c> and <c>/health/live</c>: the process answers. <c>/health/ready</c>: the database takes what is given to it, and there is room;
/// else 503 with the reason in a word; "Degraded" with 200 when the last nightly backup failed. Open to all, and silent about more.
/// </summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>E.g. "Healthy", or "Unhealthy: DiskFull".</summary>
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain";
        var reasons = report.Entries.Values.Where(e => e.Status != HealthStatus.Healthy).Select(e => e.Description).OfType<string>().ToList();
        var text = reasons.Count == 0 ? $"{report.Status}" : $"{report.Status}: {string.Join(", ", reasons)}";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    internal sealed class Database(IDbContextFactory<ReconbankerDb> databases, StorageHealth storage) : IHealthCheck
    {
        // Any other failure is logged by the framework, and answered with 503.
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            try
            {
                await using var db = await databases.CreateDbContextAsync(cancellationToken);
                await db.Users.AnyAsync(cancellationToken);
                return await storage.ProblemAsync(db, cancellationToken) is { } problem
                    ? HealthCheckResult.Unhealthy($"{problem}")
                    : HealthCheckResult.Healthy();
            }
            catch (SqliteException e)
            {
                return HealthCheckResult.Unhealthy($"{StorageHealth.Judge(e)}", e);
            }
        }
    }

    /// <summary>Backups that are made by themselves: all else works when one fails.</summary>
    internal sealed class Backups(BackupPlans plans) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            try
            {
                return await plans.HasFailedAsync(cancellationToken) ? HealthCheckResult.Degraded("BackupFailed") : HealthCheckResult.Healthy();
            }
            catch (SqliteException)
            {
                return HealthCheckResult.Healthy(); // what that means is said by the check of the database
            }
        }
    }

    /// <summary>Not ready any more once it is to start anew.</summary>
    internal sealed class Restarting(Restart restart) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
            Task.FromResult(restart.IsAsked ? HealthCheckResult.Unhealthy("Restarting") : HealthCheckResult.Healthy());
    }
}
