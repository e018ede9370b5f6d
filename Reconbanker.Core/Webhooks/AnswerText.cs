using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Reconbanker.Core.Webhooks;

/// <summary>Makes what a receiver answered fit to be stored and shown.</summary>
internal static class AnswerText
{
    public const int MaxLength = 2000;

    private const string Mask = "•••";

    /// <summary>One line of at most <see cref="MaxLength"/> characters, without control or format characters or our secrets.</summary>
    /// <param name="body">Taken as UTF-8, whatever it is.</param>
    /// <param name="url">Its path and query may be a secret, and receivers like to repeat them.</param>
    /// <param name="others">Further secrets that were sent.</param>
    public static string Clean(ReadOnlySpan<byte> body, Uri url, string? token, params IReadOnlyList<string> others)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(body));
        foreach (var secret in Spellings(url, token, others).Distinct().OrderByDescending(s => s.Length))
        {
            text.Replace(secret, Mask);
        }

        var line = new StringBuilder();
        foreach (var character in text.ToString())
        {
            if (character is '\r' or '\n' or '\t')
            {
                line.Append(' ');
            }
            else if (char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                line.Append(character);
            }
        }

        var length = Math.Min(line.Length, MaxLength);
        var isCutInside = length > 0 && length < line.Length && char.IsHighSurrogate(line[length - 1]);
        return line.ToString(0, isCutInside ? length - 1 : length).Trim();
    }

    private static IEnumerable<string> Spellings(Uri url, string? token, IReadOnlyList<string> others)
    {
        var secrets = new List<string>(others);
        if (token is not null)
        {
            secrets.AddRange([token, Convert.ToBase64String(Encoding.UTF8.GetBytes(token))]);
        }

        if (url.PathAndQuery.Length > 1)
        {
            var parts = new[] { UriComponents.Path, UriComponents.Query }.Select(part => url.GetComponents(part, UriFormat.UriEscaped));
            secrets.AddRange(parts.Where(part => part.Length > 0).SelectMany(part => new[] { part, Uri.UnescapeDataString(part) }));
        }

        return secrets.SelectMany(s => new[] { s, Uri.EscapeDataString(s), JsonEncodedText.Encode(s).ToString() });
    }
}
