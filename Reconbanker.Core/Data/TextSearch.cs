using System.Text;

namespace Reconbanker.Core.Data;

/// <summary>Finds texts by a part of them, as a person types it.</summary>
public static class TextSearch
{
    /// <summary>Every way to write a letter, by the plain one.</summary>
    private static readonly ILookup<string, Rune> Spellings = Enumerable.Range('A', 0x17F - 'A' + 1).Select(code => new Rune(code))
        .Where(Rune.IsLetter).ToLookup(Plain);

    /// <summary>For GLOB, which unlike LIKE has classes of signs: "lopez" finds "LÓPEZ", and "LÓPEZ" finds "lopez".</summary>
    public static string Pattern(string text) => $"*{string.Concat(text.EnumerateRunes().Select(Class))}*";

    private static string Class(Rune sign) => sign.Value switch
    {
        '*' or '?' or '[' => $"[{sign}]",
        _ when !Rune.IsLetter(sign) => sign.ToString(),
        _ when Spellings[Plain(sign)].Any() => $"[{string.Concat(Spellings[Plain(sign)])}]",
        _ => $"[{Rune.ToLowerInvariant(sign)}{Rune.ToUpperInvariant(sign)}]",
    };

    private static string Plain(Rune letter)
    {
        var first = letter.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes().First();
        return Rune.ToLowerInvariant(first).ToString();
    }
}
