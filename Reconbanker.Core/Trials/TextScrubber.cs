using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Reconbanker.Core.Trials;

/// <summary>What a text is, which decides how much of it may stay.</summary>
internal enum TextKind
{
    /// <summary>What the page shows or carries: letters and digits are replaced.</summary>
    Text,

    /// <summary>A table's heading: the words stay, numbers do not.</summary>
    Heading,

    /// <summary>What the page calls its own parts: only long numbers do not stay.</summary>
    Name,
}

/// <summary>
/// Replaces what could tell whose page it was, so that a parser still works: letters by letters of the same case, digits by digits, the same by
/// the same for as long as this lives, and nothing else. What stays are the driver's own words, currencies, single letters, numbers of one or
/// two digits, zeros, and days within a year of the recording's.
/// </summary>
/// <param name="words">Words that stay, in any case.</param>
/// <param name="key">A new one for every recording; whoever has it can find out by trying what a word was.</param>
internal sealed partial class TextScrubber(IEnumerable<string> words, DateOnly today, byte[] key)
{
    private const int LongestNumberKept = 2;
    private const int LongestNumberInName = 3;
    private const int Tries = 200;
    private const string AnyWord = @"\p{L}[\p{L}\p{M}\p{Nd}]*";
    private const string Separator = @"[ .,\-/'’\u00A0\u202F]";
    private const string Accented = "áéíóúüñçãöèâ";

    private readonly HashSet<string> _words = new(words, StringComparer.OrdinalIgnoreCase);
    private readonly DayText _days = new(today);
    private readonly Dictionary<string, string> _replaced = [];
    private readonly HashSet<string> _taken = [];

    public string Scrub(string text, TextKind kind) => Part().Replace(text, match =>
        !match.Groups["day"].Success ? ScrubPart(match.Value, kind)
        : _days.IsNear(match.Value) ? match.Value
        : WordOrNumber().Replace(match.Value, part => ScrubPart(part.Value, kind)));

    private string ScrubPart(string part, TextKind kind) =>
        char.IsLetter(part[0]) ? Word(part, kind) : Number(part, kind == TextKind.Name ? LongestNumberInName : LongestNumberKept);

    private string Word(string word, TextKind kind)
    {
        if (_words.Contains(word))
        {
            return word;
        }

        return Run().Replace(word, run =>
            char.IsDigit(run.Value[0]) ? Number(run.Value, kind == TextKind.Name ? LongestNumberInName : 0)
            : kind != TextKind.Text || run.Length == 1 || _words.Contains(run.Value) || IsCurrency(word) ? run.Value
            : Letters(run.Value));
    }

    // In capitals, as banks print them; nobody is called so.
    private static bool IsCurrency(string word) => word.Length == 3 && CurrencyCodes.All.Contains(word);

    private string Letters(string letters)
    {
        var lower = letters.ToLowerInvariant();
        var other = Replace("a" + lower, lower, hash => new string([.. lower.Select((c, i) => Letter(c, hash[i % hash.Length]))]));
        return new string([.. letters.Zip(other, (before, after) => char.IsUpper(before) ? char.ToUpperInvariant(after) : after)]);
    }

    private static char Letter(char letter, byte chance) => letter switch
    {
        _ when !char.IsLetter(letter) => letter, // a mark on the letter before it
        _ when char.IsAscii(letter) => (char)('a' + (chance % 26)),
        _ => Accented[chance % Accented.Length],
    };

    /// <summary>What stands between the digits stays; the same digits in another form are replaced by the same.</summary>
    private string Number(string number, int longestKept)
    {
        var digits = string.Concat(number.Where(char.IsDigit).Select(c => (char)('0' + (int)char.GetNumericValue(c))));
        if (digits.Length <= longestKept || digits.All(d => d == '0'))
        {
            return number;
        }

        var first = digits.TakeWhile(d => d == '0').Count();
        var other = Replace("0" + digits, digits, hash => new string([.. digits.Select((d, i) =>
            i < first ? d : i == first ? (char)('1' + (hash[i % hash.Length] % 9)) : (char)('0' + (hash[i % hash.Length] % 10)))]));
        var next = 0;
        return string.Concat(number.Select(c => char.IsDigit(c) ? other[next++] : c));
    }

    /// <summary>Two that differ stay different, as far as there are enough of the kind; none stays what it was.</summary>
    private string Replace(string name, string original, Func<byte[], string> make)
    {
        if (_replaced.TryGetValue(name, out var known))
        {
            return known;
        }

        var made = original;
        for (var n = 0; n < Tries && (made == original || _words.Contains(made) || _taken.Contains(made)); n++)
        {
            made = make(Hash(name, n));
        }

        _taken.Add(made);
        return _replaced[name] = made;
    }

    private byte[] Hash(string name, int n)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var input = new byte[text.Length + sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(input, n);
        text.CopyTo(input, sizeof(int));
        return HMACSHA512.HashData(key, input);
    }

    // A day is tried first, and is no part of the number before it: "1.250,00 21/11/2026" are two.
    [GeneratedRegex($@"(?<day>{DayText.Pattern})|{AnyWord}|\p{{Nd}}+(?:{Separator}(?!{DayText.Pattern})\p{{Nd}}+)*")]
    private static partial Regex Part();

    [GeneratedRegex($@"{AnyWord}|\p{{Nd}}+(?:{Separator}\p{{Nd}}+)*")]
    private static partial Regex WordOrNumber();

    [GeneratedRegex(@"\p{Nd}+|[\p{L}\p{M}]+")]
    private static partial Regex Run();
}
