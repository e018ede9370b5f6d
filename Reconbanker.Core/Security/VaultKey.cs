using System.Security.Cryptography;

namespace Reconbanker.Core.Security;

/// <summary>The vault's key is missing, damaged, or not the one that sealed the database. Says which file must be put back.</summary>
public sealed class VaultKeyException(string message) : Exception(message);

/// <summary>The 32 bytes that seal every secret, and the id that tells one key from another without showing it.</summary>
internal sealed class VaultKey
{
    private const int Length = 32;

    private VaultKey(byte[] bytes)
    {
        Bytes = bytes;
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(bytes, "reconbanker|key-id"u8)[..8]);
    }

    public byte[] Bytes { get; }

    /// <summary>16 hexadecimal digits that follow from the key, so a sealed value names the key it needs.</summary>
    public string Id { get; }

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="VaultKeyException">The file holds something else than a key.</exception>
    public static VaultKey? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(file);
        return bytes.Length == Length
            ? new VaultKey(bytes)
            : throw new VaultKeyException(
                $"The vault key {file} is damaged: it has {bytes.Length} bytes instead of {Length}. Restore it from your copy.");
    }

    /// <summary>Makes a key, and the file whole or not at all; a file that is there already is never replaced.</summary>
    /// <exception cref="IOException">The file exists.</exception>
    public static VaultKey Make(string file)
    {
        var key = new VaultKey(RandomNumberGenerator.GetBytes(Length));
        var draft = $"{file}.{Guid.NewGuid():N}.new";
        using (var stream = new FileStream(draft, Draft()))
        {
            stream.Write(key.Bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: false);

        // Once more under its final name, so that the name too is on the disk before the first value is sealed with the key.
        using var named = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        named.Flush(flushToDisk: true);
        return key;
    }

    private static FileStreamOptions Draft()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
