using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Reconbanker.Core.Backups;

/// <summary>The STREAM construction, as age uses it: chunks of 64 KiB, each under AES-256-GCM, numbered, the last one marked as the last.</summary>
/// <remarks>So a chunk that is changed, moved, repeated or missing is noticed, also at the end. The key is used for one stream alone.</remarks>
internal sealed class ChunkCipher(byte[] key) : IDisposable
{
    public const int PlainLength = 64 * 1024;
    public const int TagLength = 16;
    public const int SealedLength = PlainLength + TagLength;

    private readonly AesGcm _aes = new(key, TagLength);
    private long _number;

    /// <returns>How many bytes of <paramref name="sealedChunk"/> it took.</returns>
    public int Encrypt(ReadOnlySpan<byte> plain, Span<byte> sealedChunk, bool isLast)
    {
        _aes.Encrypt(Nonce(_number++, isLast), plain, sealedChunk[..plain.Length], sealedChunk.Slice(plain.Length, TagLength));
        return plain.Length + TagLength;
    }

    /// <exception cref="BackupException">The chunk was changed, or is not the one that belongs here.</exception>
    public int Decrypt(ReadOnlySpan<byte> sealedChunk, Span<byte> plain, bool isLast)
    {
        if (sealedChunk.Length < TagLength)
        {
            throw new BackupException(BackupProblem.Truncated);
        }

        var length = sealedChunk.Length - TagLength;
        if (!Opens(sealedChunk, plain[..length], isLast))
        {
            // The last one that there is, but not the last that there was.
            throw new BackupException(isLast && Opens(sealedChunk, plain[..length], isLast: false) ? BackupProblem.Truncated : BackupProblem.Changed);
        }

        _number++;
        return length;
    }

    public void Dispose() => _aes.Dispose();

    private bool Opens(ReadOnlySpan<byte> sealedChunk, Span<byte> plain, bool isLast)
    {
        try
        {
            _aes.Decrypt(Nonce(_number, isLast), sealedChunk[..plain.Length], sealedChunk[plain.Length..], plain);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static byte[] Nonce(long number, bool isLast)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
