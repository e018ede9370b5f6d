using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Webhooks;

/// <summary>The headers by which a receiver knows that an event is ours, unchanged and recent: our own, and Standard Webhooks.</summary>
public static class Signature
{
    /// <summary>One secret makes both: its text keys <c>X-Signature-256</c>, the bytes in it <c>webhook-signature</c>.</summary>
    /// <param name="at">When the attempt begins; the receiver sees whole seconds.</param>
    /// <param name="secrets">
    /// "whsec_" and Base64, the newest first: each has its part in <c>webhook-signature</c>. <c>X-Signature-256</c> has room for one, the newest.
    /// </param>
    /// <exception cref="CryptographicException">One of the texts is no signing secret.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(
        string eventId, DateTimeOffset at, byte[] body, IReadOnlyList<SecretText> secrets)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var ours = Sign(Encoding.UTF8.GetBytes(secrets[0].Reveal()), $"{timestamp}.", body);
        var standard = secrets.Select(secret => Sign(SigningSecrets.KeyOf(secret), $"{eventId}.{timestamp}.", body));
        return
        [
            new("X-Webhook-Timestamp", timestamp),
            new("X-Signature-256", $"sha256={Convert.ToHexStringLower(ours)}"),
            new("webhook-id", eventId),
            new("webhook-timestamp", timestamp),
            new("webhook-signature", string.Join(' ', standard.Select(signature => $"v1,{Convert.ToBase64String(signature)}"))),
        ];
    }

    private static byte[] Sign(byte[] key, string before, byte[] body) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(before), .. body]);
}
