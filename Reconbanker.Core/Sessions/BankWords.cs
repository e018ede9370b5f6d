using System.Globalization;
using System.Text;

namespace Reconbanker.Core.Sessions;

/// <summary>What a bank's page says, as plain text of bounded length: it is shown, stored and sent in notifications.</summary>
internal static class BankWords
{
    public const int MaxLength = 300;

    /// <summary>On one line; without what is not seen, which could make a text read differently from what it is.</summary>
    /// <returns>Null when nothing is left.</returns>
    public static string? Clean(string? text, int maxLength = MaxLength)
    {
        var words = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                words.Append(words is { Length: > 0 } && words[^1] != ' ' ? " " : "");
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse))
            {
                words.Append(rune);
            }
        }

        var line = words.ToString().TrimEnd();
        return line.Length == 0 ? null : line.Length <= maxLength ? line : string.Concat(line.AsSpan(0, maxLength - 1).TrimEnd(), "…");
    }
}
