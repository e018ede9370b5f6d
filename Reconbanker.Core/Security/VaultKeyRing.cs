using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Reconbanker.Core.Security;

/// <summary>The keys of a vault, and how they seal and open: AES-256-GCM, bound to row, column and key.</summary>
/// <remarks>
/// Sealed text is <c>v1.keyId.nonce.tag.ciphertext</c>, the last three in Base64Url; sealed bytes are <c>v1.keyId.</c>, nonce, tag and
/// ciphertext. So both begin with the same 20 characters, which say which key opens them.
/// </remarks>
/// <param name="keys">At least one. The first seals.</param>
internal sealed class VaultKeyRing(IReadOnlyList<VaultKey> keys)
{
    public const int MarkLength = 20;

    private const string Version = "v1";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public IReadOnlyList<VaultKey> Keys => keys;

    public VaultKey Current => keys[0];

    public IReadOnlyList<string> Ids => [.. keys.Select(key => key.Id)];

    /// <summary>What begins everything that a key has sealed.</summary>
    public static string Mark(string keyId) => $"{Version}.{keyId}.";

    /// <summary>The id of the key that a sealed value names; null when it is no sealed value.</summary>
    public static string? KeyIdOf(string sealedText) =>
        sealedText.Length >= MarkLength && sealedText.StartsWith(Version + ".", StringComparison.Ordinal) && sealedText[MarkLength - 1] == '.'
        && sealedText[3..(MarkLength - 1)] is var id && id.All(char.IsAsciiHexDigitLower) ? id : null;

    public string Seal(SecretText secret, SealContext context)
    {
        var plain = Encoding.UTF8.GetBytes(secret.Reveal());
        var (nonce, tag, cipher) = Encrypt(plain, context);
        CryptographicOperations.ZeroMemory(plain);
        return Mark(Current.Id) + string.Join('.', new[] { nonce, tag, cipher }.Select(part => Base64Url.EncodeToString(part)));
    }

    public byte[] Seal(ReadOnlySpan<byte> plain, SealContext context)
    {
        var (nonce, tag, cipher) = Encrypt(plain, context);
        return [.. Encoding.ASCII.GetBytes(Mark(Current.Id)), .. nonce, .. tag, .. cipher];
    }

    /// <exception cref="CryptographicException">See <see cref="Vault"/>.</exception>
    public SecretText Open(string sealedText, SealContext context)
    {
        var parts = sealedText.Split('.');
        if (parts.Length != 5 || parts[0] != Version
            || Decode(parts[2], NonceLength) is not { } nonce
            || Decode(parts[3], TagLength) is not { } tag
            || Decode(parts[4], length: null) is not { } cipher)
        {
            throw new CryptographicException($"What is stored in {context} is not a sealed value.");
        }

        var key = keys.FirstOrDefault(key => key.Id == parts[1])
            ?? throw new CryptographicException($"The value in {context} was sealed with another key than {string.Join(" and ", Ids)}.");
        var plain = Decrypt(key, nonce, tag, cipher, context);
        var text = new SecretText(Encoding.UTF8.GetString(plain));
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    /// <exception cref="CryptographicException">See <see cref="Vault"/>.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, SealContext context)
    {
        foreach (var key in keys)
        {
            if (sealedBytes.StartsWith(Encoding.ASCII.GetBytes(Mark(key.Id))) && sealedBytes.Length >= MarkLength + NonceLength + TagLength)
            {
                var rest = sealedBytes[MarkLength..];
                return Decrypt(
                    key, rest[..NonceLength], rest[NonceLength..(NonceLength + TagLength)], rest[(NonceLength + TagLength)..], context);
            }
        }

        throw new CryptographicException(
            $"What is stored in {context} is no value that was sealed with the key {string.Join(" or ", Ids)}.");
    }

    private (byte[] Nonce, byte[] Tag, byte[] Cipher) Encrypt(ReadOnlySpan<byte> plain, SealContext context)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var tag = new byte[TagLength];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(Current.Bytes, TagLength);
        aes.Encrypt(nonce, plain, cipher, tag, Binding(Current.Id, context));
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

    private static byte[] Binding(string keyId, SealContext context) => Encoding.UTF8.GetBytes($"reconbanker|{Version}|{keyId}|{context}");

    /// <summary>Null unless the text is Base64Url of that many bytes; of any number when the length is null.</summary>
    private static byte[]? Decode(string text, int? length) =>
        Base64Url.IsValid(text, out var actual) && (length is null || actual == length) ? Base64Url.DecodeFromChars(text) : null;
}
