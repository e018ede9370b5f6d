using System.Globalization;
using System.Text;
using AnyAscii;

namespace Reconbanker.Core.Matching.Names;

/// <summary>A printed name as words: in ASCII and lower case, whatever its alphabet; without punctuation, dates and document numbers.</summary>
internal static class NameText
{
    /// <summary>Characters from which a text may have been cut off by a bank's field.</summary>
    private const int ShortestField = 14;

    public static IReadOnlyList<NameWord> Split(string text)
    {
        var words = new List<NameWord>();
        var run = new StringBuilder();
        var script = Script.Other;
        var normal = text.Normalize(NormalizationForm.FormKC);
        foreach (var rune in normal.EnumerateRunes())
        {
            if (IsJoiner(rune))
            {
                continue;
            }

            if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
            {
                var its = IsMark(rune) || Rune.IsDigit(rune) ? script : ScriptOf(rune);
                if (run.Length > 0 && (its.HasNoBlanks() || script.HasNoBlanks()) && its != script)
                {
                    Flush();
                }

                script = its;
                run.Append(rune.ToString());
                continue;
            }

            Flush(rune.Value);
            script = Script.Other;
        }

        Flush();
        var kept = Servants(Abbreviations(words)).Where(word => !IsNumber(word.Text)).ToList();
        if (kept.Count > 0 && normal.TrimEnd().Length >= ShortestField && kept[^1] == words[^1])
        {
            kept[^1] = kept[^1] with { MayBeCut = true };
        }

        return kept;

        void Flush(int separator = ' ')
        {
            if (run.Length > 0)
            {
                words.AddRange(Romanize(run.ToString(), script).Select(word => new NameWord(word) { IsVowelless = script.HasNoVowels(), Separator = separator }));
                run.Clear();
            }
        }
    }

    /// <summary>Letters with points or slashes between them are one word: S.A., S/A, S. R. L.; initials stay apart.</summary>
    private static IEnumerable<NameWord> Abbreviations(List<NameWord> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var end = i;
            while (end < words.Count && words[end].Text.Length == 1 && char.IsAsciiLetter(words[end].Text[0]))
            {
                end++;
            }

            // The longest run of letters that spells the form of a company, from here.
            var length = end - i;
            while (length > 1 && CompanyWords.FormOf(Joined(words, i, length)) is null)
            {
                length--;
            }

            if (length > 1)
            {
                yield return new NameWord(Joined(words, i, length));
                i += length - 1;
                continue;
            }

            yield return words[i];
        }
    }

    /// <summary>Arabic writes "Abd Allah" apart, and everybody else Abdullah.</summary>
    private static IEnumerable<NameWord> Servants(IEnumerable<NameWord> words)
    {
        NameWord? servant = null;
        foreach (var word in words)
        {
            if (word is { IsVowelless: true, Text: "bd" } && servant is null)
            {
                servant = word;
                continue;
            }

            yield return servant is null ? word : word with { Text = servant.Text + word.Text };
            servant = null;
        }

        if (servant is not null)
        {
            yield return servant;
        }
    }

    private static string Joined(List<NameWord> words, int from, int count) => string.Concat(words.Skip(from).Take(count).Select(word => word.Text));

    private static IEnumerable<string> Romanize(string run, Script script)
    {
        // Names in Chinese and Korean have no blanks: the family name is the first sign, and the rest is the given name.
        if (script.HasNoBlanks() && script != Script.Kana && run.EnumerateRunes().Count() is > 1 and <= 4)
        {
            var signs = run.EnumerateRunes().Select(rune => rune.ToString()).ToList();
            var family = signs.Count == 4 ? 2 : 1;
            var name = Ascii(string.Concat(signs.Take(family)));
            return [script == Script.Hangul && name is "i" ? "lee" : name, Ascii(string.Concat(signs.Skip(family)))];
        }

        return [Ascii(run)];
    }

    private static string Ascii(string text)
    {
        var ascii = text.Transliterate();
        var kept = new StringBuilder(ascii.Length);
        foreach (var c in ascii)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                kept.Append(char.ToLowerInvariant(c));
            }
        }

        return kept.ToString();
    }

    // Names may hold a figure or two ("24 Horas"); what is longer is a document, a date or an amount.
    private static bool IsNumber(string word) => word.Length == 0 || word.Count(char.IsAsciiDigit) is var digits && (digits > 2 || (digits == word.Length && digits > 1));

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsJoiner(Rune rune) =>
        rune.Value is '\'' or '\u2019' or '\u2018' or '`' or '\u00b4' or '\u02bc' or '\u02b9' or '"' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static Script ScriptOf(Rune rune) => rune.Value switch
    {
        >= 0x0590 and <= 0x05ff => Script.Hebrew,
        >= 0x0600 and <= 0x06ff or >= 0x0750 and <= 0x077f or >= 0xfb50 and <= 0xfeff => Script.Arabic,
        >= 0x3040 and <= 0x30ff => Script.Kana,
        >= 0x3400 and <= 0x9fff => Script.Han,
        >= 0xac00 and <= 0xd7af => Script.Hangul,
        _ => Script.Other,
    };
}

/// <summary>One word of a name.</summary>
/// <param name="Text">Lower-case letters of ASCII, and figures.</param>
internal sealed record NameWord(string Text)
{
    /// <summary>Whether it came from an alphabet that does not write its vowels.</summary>
    public bool IsVowelless { get; init; }

    /// <summary>Whether it stands at the end of a text that a bank's field may have cut.</summary>
    public bool MayBeCut { get; init; }

    /// <summary>The character that followed it.</summary>
    public int Separator { get; init; } = ' ';
}

internal enum Script { Other, Hebrew, Arabic, Han, Hangul, Kana }

internal static class Scripts
{
    public static bool HasNoVowels(this Script script) => script is Script.Hebrew or Script.Arabic;

    public static bool HasNoBlanks(this Script script) => script is Script.Han or Script.Hangul or Script.Kana;
}
