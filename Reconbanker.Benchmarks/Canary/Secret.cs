using System.Text;
using System.Text.Json;

namespace Reconbanker.Benchmarks.Canary;

/// <summary>One secret of the story, unlike any other text, and the ways in which it might have been written down.</summary>
/// <param name="AllowedIn">Ends of the paths, or the names of transcripts, where it belongs.</param>
internal sealed record Secret(string Name, byte[] Bytes, bool IsText, params string[] AllowedIn)
{
    public static Secret Of(string name, string text, params string[] allowedIn) => new(name, Encoding.UTF8.GetBytes(text), IsText: true, allowedIn);

    /// <summary>Raw, UTF-16, hexadecimal, Base64 at each of the three offsets, URL and JSON: each by its name.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Forms()
    {
        yield return ("raw", Bytes);
        yield return ("hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Bytes)));
        yield return ("HEX", Encoding.ASCII.GetBytes(Convert.ToHexString(Bytes)));
        for (var offset = 0; offset < 3; offset++)
        {
            // The characters at both ends depend on what surrounds the secret; those between do not.
            var text = Convert.ToBase64String([.. new byte[offset], .. Bytes]).TrimEnd('=');
            var core = text[(offset == 0 ? 0 : 4)..^2];
            yield return ($"base64+{offset}", Encoding.ASCII.GetBytes(core));
            yield return ($"base64url+{offset}", Encoding.ASCII.GetBytes(core.Replace('+', '-').Replace('/', '_')));
        }

        if (IsText)
        {
            var text = Encoding.UTF8.GetString(Bytes);
            yield return ("utf-16", Encoding.Unicode.GetBytes(text));
            yield return ("url", Encoding.UTF8.GetBytes(Uri.EscapeDataString(text)));
            yield return ("json", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text)[1..^1]));
        }
    }
}

/// <param name="Place">A file below the searched folder, or a log or transcript by its name.</param>
internal sealed record Hit(string Secret, string Form, string Place);
