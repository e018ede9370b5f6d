using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Reconbanker.Tests.LiveViews;

/// <summary>A host that shows its page only to ana, with the password clave.</summary>
internal static partial class HostSignIn
{
    public const string UserName = "ana";
    public const string Password = "clave-\"Ñ-2718";

    private const string Nonce = "0123456789abcdef";

    /// <summary>Refuses whoever is not known, so that their browser asks them.</summary>
    /// <param name="scheme">Basic or Digest.</param>
    public static bool IsKnown(HttpContext context, string scheme)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (scheme == "Basic"
            ? given == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}"))}"
            : IsDigest(given, context.Request))
        {
            return true;
        }

        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate = scheme == "Basic"
            ? "Basic realm=\"Bank\", charset=\"UTF-8\""
            : $"Digest realm=\"Bank\", nonce=\"{Nonce}\", algorithm=MD5, qop=\"auth\", charset=UTF-8";
        return false;
    }

    private static bool IsDigest(string given, HttpRequest request)
    {
        var said = Field().Matches(given).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Success ? m.Groups[2].Value : m.Groups[3].Value);
        return said.TryGetValue("response", out var response)
            && response == Md5($"{Md5($"{UserName}:Bank:{Password}")}:{Nonce}:{said["nc"]}:{said["cnonce"]}:auth:{Md5($"{request.Method}:{request.Path}")}");
    }

#pragma warning disable CA5351 // what the scheme prescribes
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("""(\w+)=(?:"([^"]*)"|([^\s,]+))""")]
    private static partial Regex Field();
}
