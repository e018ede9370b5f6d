using System.Security.Cryptography;

namespace Reconbanker.Core;

/// <summary>Ids that are the same whenever they are made of the same contents.</summary>
internal static class StableId
{
    /// <summary>UUID (version 8) of the first half of the contents' SHA-256.</summary>
    public static Guid Of(ReadOnlySpan<byte> contents)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(contents, hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
