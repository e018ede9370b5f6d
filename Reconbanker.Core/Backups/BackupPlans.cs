using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Backups;

public enum PlanProblem { KeepOutOfRange, FolderNotAbsolute, FolderNotWritable, PassphraseTooShort, PassphraseMissing }

/// <summary>Backups that are made by themselves: when, how many stay, where, and with which passphrase.</summary>
public sealed class BackupPlans(DataFolder folder, IDbContextFactory<ReconbankerDb> databases, Vault vault)
{
    public const int LongestFolder = 1024;

    /// <summary>Where they go unless somebody names another disk.</summary>
    public string UsualFolder => Path.Combine(folder.Root, "backups");

    public async Task<BackupPlan?> FindAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.BackupPlans.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether the last one failed.</summary>
    public async Task<bool> HasFailedAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.BackupPlans.AnyAsync(plan => plan.Problem != null, cancellationToken);
    }

    /// <param name="passphrase">Null or empty keeps the one that is stored.</param>
    /// <returns>Null when it was saved; else nothing was changed.</returns>
    public async Task<PlanProblem?> SaveAsync(TimeOnly at, int keep, string? target, SecretText? passphrase, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await db.BackupPlans.SingleOrDefaultAsync(cancellationToken);
        var typed = passphrase?.Reveal().Length > 0 ? passphrase : null;
        if (Find(keep, target, typed, known) is { } problem)
        {
            return problem;
        }

        var plan = known ?? new BackupPlan { At = at, Keep = keep, Folder = target!, SealedPassphrase = "" };
        (plan.At, plan.Keep, plan.Folder) = (at, keep, target!);
        plan.SealedPassphrase = typed is null ? plan.SealedPassphrase : vault.Seal(typed, Context(plan));
        if (known is null)
        {
            db.BackupPlans.Add(plan);
        }

        // Due at once, so that whether it works is known while somebody looks.
        (plan.TriedAt, plan.Problem) = (null, null);
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>No more are made by themselves; those that were stay.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.BackupPlans.ExecuteDeleteAsync(cancellationToken);
    }

    internal BackupSecret Secret(BackupPlan plan) => BackupSecret.OfPassphrase(vault.Open(plan.SealedPassphrase, Context(plan)));

    private static SealContext Context(BackupPlan plan) => SealContext.For(nameof(BackupPlan), nameof(BackupPlan.SealedPassphrase), plan.Id);

    private static PlanProblem? Find(int keep, string? target, SecretText? passphrase, BackupPlan? known) =>
        keep is < 1 or > BackupPlan.MostKept ? PlanProblem.KeepOutOfRange
        : target is null || target.Length > LongestFolder || !Path.IsPathFullyQualified(target) || target.Contains('\0') ? PlanProblem.FolderNotAbsolute
        : passphrase is null && known is null ? PlanProblem.PassphraseMissing
        : passphrase?.Reveal().Length < BackupSecret.PassphraseMinLength ? PlanProblem.PassphraseTooShort
        : !IsWritable(target) ? PlanProblem.FolderNotWritable
        : null;

    /// <summary>Makes the folder when it is not there.</summary>
    private static bool IsWritable(string target)
    {
        try
        {
            DataFolder.Make(target);
            var probe = Path.Combine(target, $".{Guid.NewGuid():N}");
            PrivateFiles.Create(probe).Dispose();
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
