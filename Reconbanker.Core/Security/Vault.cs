using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <summary>Seals secrets before they are stored and opens them where they are used: AES-256-GCM, bound to their row and column.</summary>
/// <remarks>
/// The key is a file beside the database, made when nothing has been sealed yet and never replaced. Sealed text is
/// <c>v1.keyId.nonce.tag.ciphertext</c>, the last three in Base64Url.
/// </remarks>
public sealed class Vault(DataFolder folder, IDbContextFactory<ReconbankerDb> databases)
{
    private const string Version = "v1";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly Lock _unlocking = new();
    private volatile VaultKey? _key;

    private string KeyFile => Path.Combine(folder.KeysFolder, "vault.key");

    /// <summary>Reads the key, or makes it when the database holds nothing sealed. Sealing and opening call it too.</summary>
    /// <exception cref="VaultKeyException">The database holds values sealed with a key that is not there.</exception>
    public void Unlock() => _ = Key();

    public string Seal(SecretText secret, SealContext context)
    {
        var key = Key();
        var plain = Encoding.UTF8.GetBytes(secret.Reveal());
        var (nonce, tag, cipher) = Encrypt(key, plain, context);
        CryptographicOperations.ZeroMemory(plain);
        return string.Join('.', [Version, key.Id, .. new[] { nonce, tag, cipher }.Select(part => Base64Url.EncodeToString(part))]);
    }

    /// <summary>For what lies in a file of its own; the bytes are <c>v1.keyId.</c>, nonce, tag and ciphertext.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, SealContext context)
    {
        var key = Key();
        var (nonce, tag, cipher) = Encrypt(key, plain, context);
        return [.. Mark(key), .. nonce, .. tag, .. cipher];
    }

    /// <exception cref="CryptographicException">
    /// The text is no sealed value, was changed, belongs to another place, or was sealed with another key. The message names the place.
    /// </exception>
    public SecretText Open(string sealedText, SealContext context)
    {
        var key = Key();
        var parts = sealedText.Split('.');
        if (parts.Length != 5 || parts[0] != Version
            || Decode(parts[2], NonceLength) is not { } nonce
            || Decode(parts[3], TagLength) is not { } tag
            || Decode(parts[4], length: null) is not { } cipher)
        {
            throw new CryptographicException($"What is stored in {context} is not a sealed value.");
        }

        if (parts[1] != key.Id)
        {
            throw new CryptographicException($"The value in {context} was sealed with another key than {key.Id}.");
        }

        var plain = Decrypt(key, nonce, tag, cipher, context);
        var text = new SecretText(Encoding.UTF8.GetString(plain));
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    /// <exception cref="CryptographicException">As for a text.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, SealContext context)
    {
        var key = Key();
        var mark = Mark(key);
        if (!sealedBytes.StartsWith(mark) || sealedBytes.Length < mark.Length + NonceLength + TagLength)
        {
            throw new CryptographicException($"What is stored in {context} is no value that was sealed with the key {key.Id}.");
        }

        var rest = sealedBytes[mark.Length..];
        return Decrypt(key, rest[..NonceLength], rest[NonceLength..(NonceLength + TagLength)], rest[(NonceLength + TagLength)..], context);
    }

    private static (byte[] Nonce, byte[] Tag, byte[] Cipher) Encrypt(VaultKey key, ReadOnlySpan<byte> plain, SealContext context)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var tag = new byte[TagLength];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, plain, cipher, tag, Binding(key.Id, context));
        return (nonce, tag, cipher);
    }

    private static byte[] Decrypt(
        VaultKey key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> cipher, SealContext context)
    {
        var plain = new byte[cipher.Length];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Decrypt(nonce, cipher, tag, plain, Binding(key.Id, context));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new CryptographicException($"The value in {context} does not open: it was changed, or belongs to another row or column.");
        }
    }

    private static byte[] Mark(VaultKey key) => Encoding.ASCII.GetBytes($"{Version}.{key.Id}.");

    private VaultKey Key()
    {
        if (_key is { } known)
        {
            return known;
        }

        lock (_unlocking)
        {
            return _key ??= ReadOrMake();
        }
    }

    private VaultKey ReadOrMake()
    {
        using var db = databases.CreateDbContext();

        // Every account has a signing secret from its first day, so the accounts say whether anything is sealed, and with which key.
        var secrets = db.Accounts.Select(a => a.SealedSigningSecret).Where(s => s.StartsWith(Version + "."));
        var hasTables = db.GetService<IRelationalDatabaseCreator>() is var database && database.Exists() && database.HasTables();
        if (VaultKey.Read(KeyFile) is { } key)
        {
            var mark = $"{Version}.{key.Id}.";
            return !hasTables || secrets.FirstOrDefault(s => !s.StartsWith(mark)) is not { } foreign
                ? key
                : throw new VaultKeyException($"The vault key {KeyFile} (id {key.Id}) is not the one that this database was sealed with "
                    + $"({KeyIdOf(foreign)}). Restore the right key file; nothing has been changed.");
        }

        return !hasTables || secrets.FirstOrDefault() is not { } sealedText
            ? VaultKey.Make(KeyFile)
            : throw new VaultKeyException($"The vault key {KeyFile} is missing, and the database holds secrets that only it opens "
                + $"({KeyIdOf(sealedText)}). Restore the file from your copy; no new key was made and nothing has been changed.");
    }

    private static string KeyIdOf(string sealedText) =>
        sealedText.Split('.') is [Version, var id, _, _, _] ? $"key id {id}" : "an unreadable key id";

    private static byte[] Binding(string keyId, SealContext context) => Encoding.UTF8.GetBytes($"reconbanker|{Version}|{keyId}|{context}");

    /// <summary>Null unless the text is Base64Url of that many bytes; of any number when the length is null.</summary>
    private static byte[]? Decode(string text, int? length)
    {
        if (!Base64Url.IsValid(text, out var actual) || (length is { } expected && actual != expected))
        {
            return null;
        }

        return Base64Url.DecodeFromChars(text);
    }
}
