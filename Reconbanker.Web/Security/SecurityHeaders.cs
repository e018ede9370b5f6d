using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticAssets;

namespace Reconbanker.Web.Security;

/// <summary>Headers that every answer carries, whatever the environment.</summary>
public static class SecurityHeaders
{
    private const string NonceKey = "Reconbanker.ScriptNonce";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            Add(http);
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>For the one script that is written into a page: the import map.</summary>
    public static string ScriptNonce(this HttpContext http)
    {
        if (http.Items[NonceKey] is not string nonce)
        {
            nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            http.Items[NonceKey] = nonce;
        }

        return nonce;
    }

    private static void Add(HttpContext http)
    {
        var scripts = http.Items[NonceKey] is string nonce ? $"'self' 'nonce-{nonce}'" : "'self'";
        var headers = http.Response.Headers;

        // MudBlazor sets styles on elements. 'self' covers the WebSocket of the same host and port.
        headers.ContentSecurityPolicy =
            "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; "
            + $"img-src 'self' data: blob:; connect-src 'self'; style-src 'self' 'unsafe-inline'; script-src {scripts}";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
            + "payment=(), serial=(), usb=()";
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        {
            headers.CacheControl = "no-store";
        }
    }
}
