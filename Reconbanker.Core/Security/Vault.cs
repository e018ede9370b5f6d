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
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var tag = new byte[TagLength];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, plain, cipher, tag, Binding(key.Id, context));
        CryptographicOperations.ZeroMemory(plain);
        return string.Join('.', [Version, key.Id, .. new[] { nonce, tag, cipher }.Select(part => Base64Url.EncodeToString(part))]);
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

        var plain = new byte[cipher.Length];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Decrypt(nonce, cipher, tag, plain, Binding(key.Id, context));
            return new SecretText(Encoding.UTF8.GetString(plain));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new CryptographicException($"The value in {context} does not open: it was changed, or belongs to another row or column.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

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
