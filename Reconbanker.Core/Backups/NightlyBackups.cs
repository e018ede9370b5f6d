using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Backups;

/// <summary>Makes the backups of the plan when their time has come, tries each one at once, and keeps as many as the plan says.</summary>
/// <remarks>Its time is a query, so a machine that was off at night makes it when it is on again. A sealed app is another app: it makes none.</remarks>
public sealed partial class NightlyBackups(
    BackupPlans plans, BackupMaker maker, Rehearsal rehearsal, IDbContextFactory<ReconbankerDb> databases, TimeProvider clock,
    ILogger<NightlyBackups> logger)
{
    internal static readonly TimeSpan TryAgainAfter = TimeSpan.FromHours(1);

    private const string Pattern = "reconbanker-????????-??????.backup";

    /// <returns>Whether one was due, and was tried.</returns>
    public async Task<bool> MakeDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await plans.FindAsync(cancellationToken) is not { } plan || !IsDue(plan, now))
        {
            return false;
        }

        // Noted first: one that takes the process down with it is not tried over and over.
        await KeepAsync(plan, p => (p.TriedAt, p.Problem) = (now, "It was cut off."), cancellationToken);
        try
        {
            var file = await MakeAsync(plan, now, cancellationToken);
            await KeepAsync(
                plan,
                p => (p.MadeAt, p.MadeFile, p.MadeLength, p.Problem) = (now, file, new FileInfo(file).Length, null),
                cancellationToken);
            Prune(plan);
            LogMade(file);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e.GetType().Name, e.Message);
            await KeepAsync(plan, p => p.Problem = e.Message, cancellationToken);
        }

        return true;
    }

    private bool IsDue(BackupPlan plan, DateTimeOffset now) =>
        plan.TriedAt is not { } tried || tried < plan.LastDue(clock) || (plan.Problem is not null && now - tried >= TryAgainAfter);

    private async Task<string> MakeAsync(BackupPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DataFolder.Make(plan.Folder);
        var file = Path.Combine(plan.Folder, string.Create(CultureInfo.InvariantCulture, $"reconbanker-{now:yyyyMMdd-HHmmss}.backup"));
        var secret = plans.Secret(plan);
        await maker.WriteAsync(file, secret, cancellationToken);
        await using var backup = File.OpenRead(file);
        var report = await rehearsal.RunAsync(backup, secret, cancellationToken);
        return report.WouldWork ? file : throw new IOException($"{file} would not work: {string.Join(' ', report.Problems)}");
    }

    /// <summary>Removes the oldest, and what a process that was killed left half done.</summary>
    private static void Prune(BackupPlan plan)
    {
        foreach (var file in Directory.EnumerateFiles(plan.Folder, Pattern).OrderDescending(StringComparer.Ordinal).Skip(plan.Keep)
            .Concat(Directory.EnumerateFiles(plan.Folder, Pattern + BackupMaker.PartSuffix)))
        {
            File.Delete(file);
        }
    }

    /// <summary>Unless the plan was ended meanwhile.</summary>
    private async Task KeepAsync(BackupPlan plan, Action<BackupPlan> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.BackupPlans.SingleOrDefaultAsync(p => p.Id == plan.Id, cancellationToken) is { } stored)
        {
            change(stored);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "The backup {File} was made, and would work.")]
    private partial void LogMade(string file);

    [LoggerMessage(LogLevel.Error, "The nightly backup failed ({ExceptionType}): {Reason} It is tried again in an hour.")]
    private partial void LogFailed(string exceptionType, string reason);
}
