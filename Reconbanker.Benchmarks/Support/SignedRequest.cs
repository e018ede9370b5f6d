using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Reconbanker.Benchmarks.Support;

/// <summary>A request as it arrived, and whether it is signed. Written from the specification, apart from what signs.</summary>
internal sealed record SignedRequest(string Id, string Timestamp, string Standard, string Ours, byte[] Body)
{
    public static SignedRequest Of(HttpRequest request, byte[] body) => new(
        request.Headers["webhook-id"].ToString(),
        request.Headers["webhook-timestamp"].ToString(),
        request.Headers["webhook-signature"].ToString(),
        request.Headers["X-Signature-256"].ToString(),
        body);

    /// <summary>Both signatures, Standard Webhooks' and our own.</summary>
    /// <param name="secret">"whsec_" and Base64.</param>
    public bool IsSignedWith(string secret)
    {
        var standard = Hmac(Convert.FromBase64String(secret["whsec_".Length..]), $"{Id}.{Timestamp}.");
        var ours = Hmac(Encoding.ASCII.GetBytes(secret), $"{Timestamp}.");
        return Standard.Split(' ').Contains("v1," + Convert.ToBase64String(standard))
            && Ours == "sha256=" + Convert.ToHexStringLower(ours);
    }

    private byte[] Hmac(byte[] key, string before)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.ASCII.GetBytes(before));
        hmac.AppendData(Body);
        return hmac.GetHashAndReset();
    }
}
