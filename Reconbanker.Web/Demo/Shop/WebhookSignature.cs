using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reconbanker.Web.Demo.Shop;

/// <summary>What the shop found when it looked at a webhook's signature.</summary>
public enum SignatureCheck { NotChecked, Valid, Wrong, Missing, TooOld }

/// <summary>Tells whether a webhook is the sender's, unchanged and recent, as any receiver would: by its headers and the secret alone.</summary>
/// <remarks>On purpose not the code that signs: what one side gets wrong, the other must notice.</remarks>
public static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";
    private const string VersionPrefix = "v1,";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether a text could be a signing secret: "whsec_" followed by Base64.</summary>
    public static bool IsSecret(string text) => KeyOf(text) is { Length: > 0 };

    /// <summary>Checks every signature that is there, of Standard Webhooks and of <c>X-Signature-256</c>; all must be right.</summary>
    /// <param name="body">As it came, to the byte.</param>
    /// <param name="secret">Null when the shop has not been told it.</param>
    public static SignatureCheck Check(IHeaderDictionary headers, byte[] body, string? secret, DateTimeOffset now)
    {
        if (secret is null)
        {
            return SignatureCheck.NotChecked;
        }

        var standard = headers["webhook-signature"].ToString();
        var ours = headers["X-Signature-256"].ToString();
        if (standard == "" && ours == "")
        {
            return SignatureCheck.Missing;
        }

        var isRight = (standard == "" || IsStandardRight(headers, standard, body, secret)) && (ours == "" || IsOursRight(headers, ours, body, secret));
        if (!isRight)
        {
            return SignatureCheck.Wrong;
        }

        return IsRecent(standard == "" ? headers["X-Webhook-Timestamp"] : headers["webhook-timestamp"], now) ? SignatureCheck.Valid : SignatureCheck.TooOld;
    }

    /// <summary>The header may hold several signatures, of old and new secrets, with blanks between.</summary>
    private static bool IsStandardRight(IHeaderDictionary headers, string signatures, byte[] body, string secret)
    {
        var expected = VersionPrefix + Convert.ToBase64String(Hash(KeyOf(secret)!, $"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.", body));
        return signatures.Split(' ').Any(given => AreSame(given, expected));
    }

    private static bool IsOursRight(IHeaderDictionary headers, string signature, byte[] body, string secret) =>
        AreSame(signature, "sha256=" + Convert.ToHexStringLower(Hash(Encoding.UTF8.GetBytes(secret), $"{headers["X-Webhook-Timestamp"]}.", body)));

    private static bool IsRecent(string? timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Tolerance.TotalSeconds;

    private static byte[] Hash(byte[] key, string before, byte[] body) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(before), .. body]);

    private static bool AreSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static byte[]? KeyOf(string secret)
    {
        var key = new byte[secret.Length];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length)
                ? key[..length]
                : null;
    }
}
