using System.Security.Cryptography;
using System.Text;

namespace Reconbanker.Core.Security;

/// <summary>The secret of a link that works once: shown when it is made, and kept as its hash alone.</summary>
internal static class LinkSecret
{
    /// <summary>SHA-256 in hexadecimal. A secret that is random and long needs no salt, and can be looked up by it.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
