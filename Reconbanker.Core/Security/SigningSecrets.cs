using System.Security.Cryptography;

namespace Reconbanker.Core.Security;

/// <summary>The secrets that sign webhooks, in the form of Standard Webhooks: "whsec_" and Base64.</summary>
public static class SigningSecrets
{
    private const string Prefix = "whsec_";

    /// <summary>A new one, of 24 random bytes.</summary>
    public static SecretText Make() => new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)));

    /// <summary>The bytes that key the signatures of Standard Webhooks.</summary>
    /// <exception cref="CryptographicException">The text is no signing secret.</exception>
    internal static byte[] KeyOf(SecretText secret)
    {
        var text = secret.Reveal();
        var key = new byte[text.Length];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length)
            ? key[..length]
            : throw new CryptographicException("A signing secret is \"whsec_\" followed by Base64.");
    }
}
