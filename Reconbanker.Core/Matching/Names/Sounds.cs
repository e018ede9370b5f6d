using System.Text;

namespace Reconbanker.Core.Matching.Names;

/// <summary>Rough sounds of words, in which the spellings of one name in several languages and transliterations meet.</summary>
internal static class Sounds
{
    // Applied in this order, each everywhere.
    private static readonly (string Written, string Sound)[] Rules =
    [
        ("woo", "u"), ("wu", "u"), ("schtsch", "s"), ("shch", "s"), ("tsch", "s"), ("sch", "s"), ("chr", "kr"), ("chl", "kl"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("cz", "s"), ("sz", "s"), ("zh", "s"), ("rz", "s"),
        ("dzh", "s"), ("dj", "s"), ("ph", "f"), ("th", "t"), ("kh", "k"), ("gh", "g"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"),
        ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("tz", "s"), ("ts", "s"), ("z", "s"), ("ff", "f"), ("w", "v"), ("b", "b"),
        ("oi", "i"), ("ou", "u"), ("oo", "u"), ("oy", "u"), ("ue", "u"), ("oe", "o"), ("ae", "a"), ("ee", "i"), ("ie", "i"), ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"),
        ("yi", "i"), ("iy", "i"), ("ij", "i"), ("yy", "i"), ("ii", "i"), ("io", "o"), ("yo", "o"), ("yu", "u"), ("ya", "a"), ("ia", "a"), ("y", "i"), ("j", "i"),
    ];

    // Most rules need a letter that a word does not have.
    private static readonly (string Written, string Sound, uint Letters)[] Looked = [.. Rules.Select(rule => (rule.Written, rule.Sound, Letters(rule.Written)))];

    public static string Of(string word)
    {
        var (text, letters) = (word, Letters(word));
        foreach (var (written, sound, needed) in Looked)
        {
            if ((needed & ~letters) == 0 && text.Replace(written, sound, StringComparison.Ordinal) is var replaced && replaced != text)
            {
                (text, letters) = (replaced, Letters(replaced));
            }
        }

        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            // A doubled letter is one sound, and an h within a word is none.
            if ((kept.Length == 0 || kept[^1] != text[i]) && !(text[i] == 'h' && i > 0))
            {
                kept.Append(text[i]);
            }
        }

        return kept.ToString();
    }

    /// <summary>Which letters occur, a bit each.</summary>
    public static uint Letters(string word)
    {
        var letters = 0u;
        foreach (var c in word)
        {
            letters |= 1u << (c % 32);
        }

        return letters;
    }

    public static string Consonants(string word) => WithoutVowels(Of(word));

    public static string WithoutVowels(string sound)
    {
        var kept = new StringBuilder(sound.Length);
        foreach (var c in sound)
        {
            if (c is not ('a' or 'e' or 'i' or 'o' or 'u' or 'h') && (kept.Length == 0 || kept[^1] != c))
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }
}
