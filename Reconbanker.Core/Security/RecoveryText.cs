using System.Security.Cryptography;

namespace Reconbanker.Core.Security;

/// <summary>A vault key as a person writes it down and types it back: 13 groups of four characters, and one that checks them.</summary>
/// <remarks>Crockford's Base32: no I, L, O or U; what is typed as one of the first three is read as 1 or 0.</remarks>
internal static class RecoveryText
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int KeyCharacters = 52;
    private const int CheckCharacters = 4;
    private const int GroupLength = 4;

    public static string Write(VaultKey key)
    {
        var plain = Encode(key.Bytes, KeyCharacters) + Check(key.Bytes);
        return string.Join('-', plain.Chunk(GroupLength).Select(group => new string(group)));
    }

    /// <summary>Case, spaces and hyphens do not matter.</summary>
    /// <returns>Null when it is no key, or a character of it is wrong.</returns>
    public static VaultKey? Read(string? typed)
    {
        var plain = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()
            .Replace('I', '1').Replace('L', '1').Replace('O', '0');
        if (plain.Length != KeyCharacters + CheckCharacters || plain.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return null;
        }

        var bytes = Decode(plain[..KeyCharacters]);
        return plain[KeyCharacters..] == Check(bytes) ? new VaultKey(bytes) : null;
    }

    private static string Check(byte[] key) => Encode(SHA256.HashData([.. "reconbanker|recovery"u8, .. key]), CheckCharacters);

    /// <summary>The first characters of the bytes, five bits each; zeros after their end.</summary>
    private static string Encode(byte[] bytes, int characters) => string.Create(characters, bytes, (text, from) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            var value = 0;
            for (var bit = i * 5; bit < (i * 5) + 5; bit++)
            {
                value = (value << 1) | (bit / 8 < from.Length ? (from[bit / 8] >> (7 - (bit % 8))) & 1 : 0);
            }

            text[i] = Alphabet[value];
        }
    });

    private static byte[] Decode(string text)
    {
        var bytes = new byte[VaultKey.Length];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var value = (Alphabet.IndexOf(text[bit / 5], StringComparison.Ordinal) >> (4 - (bit % 5))) & 1;
            bytes[bit / 8] |= (byte)(value << (7 - (bit % 8)));
        }

        return bytes;
    }
}
