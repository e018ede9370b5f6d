using System.Security.Cryptography;
using System.Text;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Backups;

/// <summary>What a backup is encrypted with: a passphrase, or the bytes of a key file.</summary>
public sealed class BackupSecret
{
    public const int PassphraseMinLength = 12;

    /// <summary>Least bytes of a key file, e.g. of <c>head -c 32 /dev/urandom</c>.</summary>
    public const int KeyFileMinLength = 32;

    internal const int Iterations = 600_000;
    private const int KeyLength = 32;

    private readonly byte[] _bytes;

    private BackupSecret(byte[] bytes, BackupKind kind) => (_bytes, Kind) = (bytes, kind);

    internal BackupKind Kind { get; }

    /// <exception cref="ArgumentException">It is too short.</exception>
    public static BackupSecret OfPassphrase(SecretText passphrase) => passphrase.Reveal().Length >= PassphraseMinLength
        ? new(Encoding.UTF8.GetBytes(passphrase.Reveal().Normalize()), BackupKind.Passphrase)
        : throw new ArgumentException($"The passphrase needs at least {PassphraseMinLength} characters.", nameof(passphrase));

    /// <exception cref="ArgumentException">The file is too short, or cannot be read.</exception>
    public static BackupSecret OfKeyFile(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return bytes.Length >= KeyFileMinLength
                ? new(bytes, BackupKind.KeyFile)
                : throw new ArgumentException($"The key file {file} needs at least {KeyFileMinLength} bytes: head -c 32 /dev/urandom > FILE", nameof(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The key file cannot be read: {e.Message}", nameof(file));
        }
    }

    /// <summary>One key that encrypts, and one that authenticates the header, for this salt alone.</summary>
    internal (byte[] Encryption, byte[] Header) Derive(byte[] salt, int iterations)
    {
        var both = Kind == BackupKind.Passphrase
            ? Rfc2898DeriveBytes.Pbkdf2(_bytes, salt, iterations, HashAlgorithmName.SHA512, 2 * KeyLength)
            : HKDF.DeriveKey(HashAlgorithmName.SHA512, _bytes, 2 * KeyLength, salt, "reconbanker|backup"u8.ToArray());
        return (both[..KeyLength], both[KeyLength..]);
    }
}

internal enum BackupKind : byte { Passphrase = 1, KeyFile = 2 }
