using Reconbanker.Core.Backups;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <summary>What can be known before anything starts: whether the database can be worked with, and whether the vault opens. A restore that was cut off is finished.</summary>
public static class StartCheck
{
    /// <returns>Why the vault is sealed; null when it opens, or is new.</returns>
    /// <exception cref="InstanceInUseException">Another process works with the folder.</exception>
    /// <exception cref="DatabaseUnusableException">The database cannot be worked with.</exception>
    public static VaultKeyException? Run(DataFolder folder)
    {
        using (var instance = new InstanceLock(folder))
        {
            var held = instance.Take();
            PendingRestore.Finish(folder);
            DatabaseCheck.Run(folder, held.HeldVersion);
        }

        return WhySealed(folder);
    }

    /// <inheritdoc cref="Run"/>
    public static VaultKeyException? WhySealed(DataFolder folder)
    {
        try
        {
            IReadOnlyList<string> needed = [];
            if (File.Exists(folder.DatabaseFile))
            {
                using var db = DatabaseFiles.OpenToRead(folder.DatabaseFile);
                needed = NeededKeys.Of(db);
            }

            Vault.Check(folder.VaultKeyFile, needed);
            return null;
        }
        catch (VaultKeyException why)
        {
            return why;
        }
    }

    /// <summary>Takes a key from a recovery sheet. What lies in its place and does not open the database is moved aside, not lost.</summary>
    /// <returns>Whether the database needs this key; if not, nothing was changed.</returns>
    /// <exception cref="VaultKeyException">The file cannot be written.</exception>
    public static bool TakeRecoveryText(DataFolder folder, string? typed, TimeProvider clock)
    {
        if (RecoveryText.Read(typed) is not { } key || WhySealed(folder) is not { } why || !why.Needed.Contains(key.Id))
        {
            return false;
        }

        // While a rotation is under way two are needed: the newer, which seals, comes first.
        var kept = why.Problem == VaultProblem.Other ? VaultKeyFile.Read(folder.VaultKeyFile)!.Keys : [];
        var keys = kept.Append(key).Where(k => why.Needed.Contains(k.Id)).DistinctBy(k => k.Id).OrderByDescending(k => why.Needed.ToList().IndexOf(k.Id));
        try
        {
            VaultKeyFile.MoveAside(folder.VaultKeyFile, clock.GetUtcNow());
            VaultKeyFile.Make(folder.VaultKeyFile, new VaultKeyRing([.. keys]));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VaultKeyException(VaultProblem.Unreadable, folder.VaultKeyFile, why.Needed, [], e.Message);
        }
    }
}
