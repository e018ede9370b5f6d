using System.Security.Cryptography;

namespace Reconbanker.Core.Security;

/// <summary>32 bytes that seal secrets, and the id that tells one key from another without showing it.</summary>
internal sealed class VaultKey
{
    public const int Length = 32;

    public VaultKey(byte[] bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        Bytes = bytes;
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(bytes, "reconbanker|key-id"u8)[..8]);
    }

    public byte[] Bytes { get; }

    /// <summary>16 hexadecimal digits that follow from the key, so a sealed value names the key it needs.</summary>
    public string Id { get; }

    public static VaultKey Make() => new(RandomNumberGenerator.GetBytes(Length));
}
