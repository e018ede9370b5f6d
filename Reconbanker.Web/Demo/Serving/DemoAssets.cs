using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Reconbanker.Web.Demo.Serving;

/// <summary>The demo's styles, scripts and pictures, which are inside the assembly: the app's own site must not serve them.</summary>
public static class DemoAssets
{
    private const string Prefix = "demo/";
    private static readonly FrozenDictionary<string, Asset> Assets = ReadAll().ToFrozenDictionary(a => a.Name);

    public static void MapDemoAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", IResult (string name) => Assets.TryGetValue(name, out var asset)
            ? TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: asset.Tag)
            : TypedResults.NotFound());

    private static IEnumerable<Asset> ReadAll()
    {
        var assembly = typeof(DemoAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var contentType = Path.GetExtension(resource) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                var other => throw new InvalidOperationException($"No content type is known for the demo's {other} files."),
            };
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..8])}\"");
            yield return new Asset(resource[Prefix.Length..], content, contentType, tag);
        }
    }

    private sealed record Asset(string Name, byte[] Content, string ContentType, EntityTagHeaderValue Tag);
}
