using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <summary>The file with the vault's keys, 32 bytes each: the first seals and opens, those after it only open.</summary>
/// <remarks>It has one key, or two while a rotation is under way. It is replaced whole or not at all.</remarks>
internal static class VaultKeyFile
{
    private const int MostKeys = 4;

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="VaultKeyException">The file holds something else than keys, or may not be read.</exception>
    public static VaultKeyRing? Read(string file)
    {
        byte[] bytes;
        try
        {
            if (!File.Exists(file))
            {
                return null;
            }

            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VaultKeyException(VaultProblem.Unreadable, file, [], [], e.Message);
        }

        return bytes.Length is > 0 and <= MostKeys * VaultKey.Length && bytes.Length % VaultKey.Length == 0
            ? new VaultKeyRing([.. bytes.Chunk(VaultKey.Length).Select(key => new VaultKey(key))])
            : throw new VaultKeyException(
                VaultProblem.Damaged, file, [], [], $"it has {bytes.Length} bytes instead of {VaultKey.Length}.");
    }

    /// <summary>Writes a file that is not there yet; one that is is never replaced.</summary>
    /// <exception cref="VaultKeyException">It cannot be written there.</exception>
    public static void Make(string file, VaultKeyRing ring) => Write(file, ring, overwrite: false);

    /// <summary>Replaces the file, at once and whole.</summary>
    /// <exception cref="VaultKeyException">It cannot be written there.</exception>
    public static void Replace(string file, VaultKeyRing ring) => Write(file, ring, overwrite: true);

    /// <summary>Moves a file that opens nothing out of the way, beside itself, so that it is not lost.</summary>
    /// <returns>Where it is now; null when there was none.</returns>
    public static string? MoveAside(string file, DateTimeOffset now)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var aside = FormattableString.Invariant($"{file}.aside-{now:yyyyMMdd-HHmmss}");
        File.Move(file, aside, overwrite: false);
        return aside;
    }

    private static void Write(string file, VaultKeyRing ring, bool overwrite)
    {
        try
        {
            PrivateFiles.Write(file, [.. ring.Keys.SelectMany(key => key.Bytes)], overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VaultKeyException(VaultProblem.Unreadable, file, [], [], e.Message);
        }
    }
}
