using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Reconbanker.Core.Backups;

/// <summary>The beginning of a backup: how its key follows from the secret, authenticated with that key.</summary>
/// <remarks>"RECONBANKER-BACKUP\n", version, kind of secret, iterations (32 bits, big-endian), salt (32 bytes), HMAC-SHA256 of all that.</remarks>
internal static class BackupHeader
{
    private const byte Version = 1;
    private const int SaltLength = 32;
    private const int MostIterations = 10_000_000;

    private static ReadOnlySpan<byte> Magic => "RECONBANKER-BACKUP\n"u8;
    private static int PlainLength => Magic.Length + 2 + sizeof(int) + SaltLength;

    /// <returns>The key for what follows.</returns>
    public static byte[] Write(Stream target, BackupSecret secret)
    {
        var header = new byte[PlainLength];
        Magic.CopyTo(header);
        header[Magic.Length] = Version;
        header[Magic.Length + 1] = (byte)secret.Kind;
        var iterations = secret.Kind == BackupKind.Passphrase ? BackupSecret.Iterations : 0;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(Magic.Length + 2), iterations);
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        salt.CopyTo(header, PlainLength - SaltLength);

        var (encryption, authentication) = secret.Derive(salt, iterations);
        target.Write(header);
        target.Write(HMACSHA256.HashData(authentication, header));
        return encryption;
    }

    /// <exception cref="BackupException">It is no backup, of a newer form, or of another secret.</exception>
    public static byte[] Read(Stream source, BackupSecret secret)
    {
        var header = new byte[PlainLength];
        var code = new byte[HMACSHA256.HashSizeInBytes];
        var length = source.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length < Magic.Length || !header.AsSpan().StartsWith(Magic))
        {
            throw new BackupException(BackupProblem.NotABackup);
        }

        if (header[Magic.Length] > Version)
        {
            throw new BackupException(BackupProblem.NewerFormat);
        }

        if (length < header.Length || source.ReadAtLeast(code, code.Length, throwOnEndOfStream: false) < code.Length)
        {
            throw new BackupException(BackupProblem.Truncated);
        }

        // What a changed header asks for must not keep us busy for hours.
        var iterations = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(Magic.Length + 2));
        if ((BackupKind)header[Magic.Length + 1] != secret.Kind || (secret.Kind == BackupKind.Passphrase && iterations is < 1 or > MostIterations))
        {
            throw new BackupException(BackupProblem.WrongSecret);
        }

        var (encryption, authentication) = secret.Derive(header[(PlainLength - SaltLength)..], iterations);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(authentication, header), code)
            ? encryption
            : throw new BackupException(BackupProblem.WrongSecret);
    }
}
