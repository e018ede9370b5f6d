using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Browser;

/// <summary>Has the profiles of accounts: open in a folder while a browser runs on them, else sealed in one file.</summary>
/// <remarks>Chromium encrypts cookies with a key that everybody knows, so an open profile is a stolen session to whoever reads it.</remarks>
public sealed partial class ProfileStore(BrowserFolders folders, Vault vault, ILogger<ProfileStore> logger)
{
    private const string Seal = ".sealed";
    private const string Bad = ".sealed.bad";

    // That a profile is to be forgotten when its browser has ended, also if we end first.
    private const string Forgotten = ".forget";

    // A profile that is sealed anew under another key must not take the place of one that its session has just left.
    private readonly Lock _files = new();

    /// <summary>Whether what the last process left behind has been seen to; until then, what is to be forgotten is only marked.</summary>
    public bool HasTakenUp { get; private set; }

    /// <summary>Makes the folder that a browser starts on, with what its account kept. No browser may be running on it.</summary>
    public string Open(BrowserProfile profile)
    {
        if (profile.AccountId is { } left)
        {
            TakeUp(left);
        }

        var folder = folders.NewTemporaryProfile();
        folders.MakeForBrowser(folder);
        try
        {
            if (profile.AccountId is not { } accountId)
            {
                ProfileFolder.Prepare(folder, folders);
                return folder;
            }

            // The account's only when it is whole: half of it, left behind, would be taken for all that was kept.
            Unseal(accountId, folder);
            ProfileFolder.Prepare(folder, folders);
            return folders.Keep(folder, accountId);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Seals what a profile keeps, or forgets it, and removes the folder. Its browser must have ended.</summary>
    public void Close(BrowserProfile profile, string folder)
    {
        if (profile.AccountId is { } accountId && !File.Exists(FileOf(accountId, Forgotten)))
        {
            SealUp(accountId, folder);
        }

        Directory.Delete(folder, recursive: true);
        if (profile.AccountId is { } account && File.Exists(FileOf(account, Forgotten)))
        {
            Forget(account);
        }
    }

    /// <summary>Says that a profile is to be forgotten, as soon as no browser runs on it.</summary>
    public void MarkForgotten(Guid accountId)
    {
        lock (_files)
        {
            Directory.CreateDirectory(folders.SealedProfiles);
            WritePrivate(FileOf(accountId, Forgotten), []);
            File.Delete(FileOf(accountId, Seal));
            File.Delete(FileOf(accountId, Bad));
        }
    }

    /// <summary>Removes whatever there is of an account's profile. No browser may be running on it.</summary>
    public void Forget(Guid accountId)
    {
        foreach (var folder in folders.OpenProfilesOf(accountId))
        {
            Directory.Delete(folder, recursive: true);
        }

        lock (_files)
        {
            foreach (var ending in (string[])[Seal, Bad, Forgotten])
            {
                File.Delete(FileOf(accountId, ending));
            }
        }
    }

    /// <summary>Seals the profiles that a process which ended badly left open, and forgets those that were to be forgotten.</summary>
    public void TakeUp()
    {
        foreach (var accountId in folders.AccountsWithOpenProfiles().Concat(Marked()).Distinct().ToList())
        {
            try
            {
                TakeUp(accountId);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The account's next session tries again.
                LogNotTakenUp(accountId, e);
            }
        }

        HasTakenUp = true;
    }

    /// <summary>How many profiles another key than this sealed.</summary>
    internal int CountSealedByOthers(string keyId) => SealedByOthers(keyId).Count();

    /// <summary>Seals anew what another key than the ring's first sealed.</summary>
    /// <returns>The accounts whose profiles do not open.</returns>
    internal IReadOnlyList<Guid> Reseal(VaultKeyRing ring)
    {
        var stuck = new List<Guid>();
        foreach (var accountId in SealedByOthers(ring.Current.Id))
        {
            lock (_files)
            {
                try
                {
                    var file = FileOf(accountId, Seal);
                    if (File.Exists(file))
                    {
                        WritePrivate(file, ring.Seal(ring.Open(File.ReadAllBytes(file), Context(accountId)), Context(accountId)));
                    }
                }
                catch (CryptographicException)
                {
                    // As when it is opened for a session: it begins anew, and what was kept stays beside.
                    File.Move(FileOf(accountId, Seal), FileOf(accountId, Bad), overwrite: true);
                    stuck.Add(accountId);
                }
            }
        }

        return stuck;
    }

    private IEnumerable<Guid> SealedByOthers(string keyId)
    {
        var mark = Encoding.ASCII.GetBytes(VaultKeyRing.Mark(keyId));
        return [.. Files(Seal).Where(accountId => !Begins(FileOf(accountId, Seal), mark))];
    }

    private static bool Begins(string file, byte[] mark)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var beginning = new byte[mark.Length];
            return stream.ReadAtLeast(beginning, mark.Length, throwOnEndOfStream: false) == mark.Length && beginning.AsSpan().SequenceEqual(mark);
        }
        catch (FileNotFoundException)
        {
            // Forgotten meanwhile.
            return true;
        }
    }

    private void TakeUp(Guid accountId)
    {
        if (File.Exists(FileOf(accountId, Forgotten)))
        {
            Forget(accountId);
        }

        foreach (var folder in folders.OpenProfilesOf(accountId))
        {
            SealUp(accountId, folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private void SealUp(Guid accountId, string folder)
    {
        ProfileFolder.Scrub(folder);
        var plain = ProfileArchive.Pack(folder, ProfileFolder.KeptParts);
        try
        {
            lock (_files)
            {
                WritePrivate(FileOf(accountId, Seal), vault.Seal(plain, Context(accountId)));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private void Unseal(Guid accountId, string folder)
    {
        var file = FileOf(accountId, Seal);
        if (!File.Exists(file))
        {
            return;
        }

        try
        {
            var plain = vault.Open(File.ReadAllBytes(file), Context(accountId));
            ProfileArchive.Unpack(plain, folder);
            CryptographicOperations.ZeroMemory(plain);
        }
        catch (Exception e) when (e is CryptographicException or InvalidDataException or EndOfStreamException or FormatException)
        {
            // It begins anew; what was kept stays beside, for a person to look into.
            Directory.Delete(folder, recursive: true);
            folders.MakeForBrowser(folder);
            File.Move(file, FileOf(accountId, Bad), overwrite: true);
            LogDamaged(accountId, e.Message);
        }
    }

    private IEnumerable<Guid> Marked() => Files(Forgotten);

    private IEnumerable<Guid> Files(string ending) => Directory.Exists(folders.SealedProfiles)
        ? Directory.GetFiles(folders.SealedProfiles, "*" + ending)
            .Select(file => Guid.TryParse(Path.GetFileNameWithoutExtension(file), out var id) ? id : (Guid?)null).OfType<Guid>()
        : [];

    private string FileOf(Guid accountId, string ending) => Path.Combine(folders.SealedProfiles, accountId + ending);

    private static SealContext Context(Guid accountId) => SealContext.For("BrowserProfile", "Archive", accountId);

    // Whole or not at all.
    private static void WritePrivate(string file, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(file + ".new", options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(file + ".new", file, overwrite: true);
    }

    [LoggerMessage(LogLevel.Warning, "The kept browser profile of account {AccountId} cannot be opened and was moved aside; its next session starts without: {Reason}")]
    private partial void LogDamaged(Guid accountId, string reason);

    [LoggerMessage(LogLevel.Warning, "The browser profile that account {AccountId} left open could not be sealed.")]
    private partial void LogNotTakenUp(Guid accountId, Exception exception);
}
