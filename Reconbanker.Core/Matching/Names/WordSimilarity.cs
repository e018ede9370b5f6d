using F23.StringSimilarity;

namespace Reconbanker.Core.Matching.Names;

/// <summary>How likely two words of names are the same word, from 0 to 1, and why.</summary>
internal static class WordSimilarity
{
    /// <summary>Below this two words are two words.</summary>
    public const double Least = 0.6;

    private const double MuchAlike = 0.93;

    private static readonly Damerau Typing = new();
    private static readonly JaroWinkler Likeness = new();

    public static double Of(NamePart one, NamePart other)
    {
        if (one.Text == other.Text)
        {
            return 1;
        }

        if (one.IsInitial || other.IsInitial)
        {
            return one.Text[0] == other.Text[0] ? 0.8 : 0;
        }

        if (one.IsShared && other.IsShared && CompanyWords.SharedWord(one.Text) == CompanyWords.SharedWord(other.Text))
        {
            return 0.95;
        }

        if (one.Known.IsSpellingOf(other.Known))
        {
            return 0.95;
        }

        if (IsJoined(one, other) || IsJoined(other, one))
        {
            return 0.97;
        }

        if (IsCut(one, other) || IsCut(other, one))
        {
            return 0.9;
        }

        if (one.IsVowelless != other.IsVowelless)
        {
            return Vowelless(one, other);
        }

        if (one.Known.IsShortFormOf(other.Known))
        {
            return 0.85;
        }

        return AreTwoNames(one, other) ? 0 : Math.Max(Sounding(one, other), Mistyped(one, other));
    }

    // "de la Cruz" and "Delacruz", "al Rashid" and "Alrashid".
    private static bool IsJoined(NamePart one, NamePart other) =>
        one.Before.Length > 0 && other.Text.Length > one.Before.Length
        && ((other.Text.EndsWith(one.Text, StringComparison.Ordinal) && one.Before.EndsWith(other.Text[..^one.Text.Length], StringComparison.Ordinal))
            || (one.Before.Length == 2 && other.Text[1] == one.Before[1] && Sounds.Of(other.Text[2..]) == one.Sound));

    private static bool IsCut(NamePart one, NamePart other) =>
        one.MayBeCut && one.Text.Length >= 2 && other.Text.StartsWith(one.Text, StringComparison.Ordinal);

    /// <summary>Both are known to be names of their own, or they differ in what tells a man's from a woman's.</summary>
    private static bool AreTwoNames(NamePart one, NamePart other) =>
        (one.Known.IsKnown && other.Known.IsKnown) || (one.Known.IsGiven && DifferInGender(one.Text, other.Text)) || (other.Known.IsGiven && DifferInGender(other.Text, one.Text));

    private static bool DifferInGender(string man, string woman) =>
        woman.Length > 3 && woman[^1] == 'a'
        && (woman.AsSpan()[..^1].SequenceEqual(man)
            || (man[^1] is 'o' or 'e' && man.AsSpan()[..^1].SequenceEqual(woman.AsSpan()[..^1]))
            || (man.EndsWith("os", StringComparison.Ordinal) && man.AsSpan()[..^2].SequenceEqual(woman.AsSpan()[..^1])));

    private static double Sounding(NamePart one, NamePart other)
    {
        if (one.Sound == other.Sound && one.Sound.Length >= 3)
        {
            return 0.93;
        }

        // A vowel more or less, or another one: transliterations differ in them.
        if (!BeginAlike(one.Sound[0], other.Sound[0]) || Math.Min(one.Sound.Length, other.Sound.Length) < 4 || one.Consonants != other.Consonants)
        {
            return 0;
        }

        var distance = Typing.Distance(one.Sound, other.Sound);
        return one.Consonants.Length >= 3 ? distance <= 1 + (one.Sound.Length / 6) ? 0.86 : 0.68
            : distance <= 1 && one.Sound.Length >= 5 ? 0.75
            : 0;
    }

    private static bool BeginAlike(char one, char other) => one == other || (IsVowel(one) && IsVowel(other));

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private static double Mistyped(NamePart one, NamePart other)
    {
        var shorter = Math.Min(one.Text.Length, other.Text.Length);
        if (shorter < 3)
        {
            return 0;
        }

        // Abbreviations without a point: "Const" and "Construcciones".
        if (shorter >= 4 && (one.Text.StartsWith(other.Text, StringComparison.Ordinal) || other.Text.StartsWith(one.Text, StringComparison.Ordinal)))
        {
            return shorter >= 5 ? 0.78 : 0.7;
        }

        // Each error changes two letters at most, so most pairs of words need not be measured.
        if (one.Letters.Unshared(other.Letters) > 6)
        {
            return 0;
        }

        var allowed = shorter switch { 3 => 0, <= 8 => 1, <= 12 => 2, _ => 3 };
        var distance = one.Letters.Edits(other.Letters) is var least && least > Math.Max(allowed, 1) ? least : Typing.Distance(one.Text, other.Text);
        if (distance <= allowed && (shorter > 5 || one.Text[0] == other.Text[0]))
        {
            return distance switch { 1 => shorter == 4 ? 0.78 : 0.9, 2 => 0.8, _ => 0.76 };
        }

        // Two letters that changed places, at the beginning too.
        if (distance <= 1 && shorter == one.Text.Length && shorter == other.Text.Length && IsSwap(one.Text, other.Text))
        {
            return shorter >= 4 ? 0.85 : 0.7;
        }

        return shorter >= 6 && MayBeAlike(one, other) && Likeness.Similarity(one.Text, other.Text) is var likeness and >= MuchAlike ? likeness - 0.2 : 0;
    }

    // The most that the likeness can be: every shared letter in its place.
    private static bool MayBeAlike(NamePart one, NamePart other)
    {
        var (length, otherLength, shared) = (one.Text.Length, other.Text.Length, one.Letters.Shared(other.Letters));
        var jaro = (((double)shared / length) + ((double)shared / otherLength) + 1) / 3;
        var prefix = one.Text.AsSpan().CommonPrefixLength(other.Text);
        return jaro + (Math.Min(0.1, 1.0 / Math.Max(length, otherLength)) * prefix * (1 - jaro)) >= MuchAlike - 1e-6;
    }

    private static bool IsSwap(string one, string other) => one.Order().SequenceEqual(other.Order());

    private static double Vowelless(NamePart one, NamePart other)
    {
        var (bare, full) = one.IsVowelless ? (one, other) : (other, one);
        var (these, those) = (Hard(bare.Text), Hard(full.Text));
        if (these.Length == 0 || those.Length == 0)
        {
            return 0;
        }

        if (these == those)
        {
            return these.Length >= 2 ? 0.9 : 0.7;
        }

        // The article is written as part of the word.
        if (these.Length > 2 && these[0] == 'l' && these[1..] == those)
        {
            return 0.88;
        }

        return Math.Min(these.Length, those.Length) >= 3 && Typing.Distance(these, those) <= 1 ? 0.75 : 0;
    }

    // W and y stand for vowels as often as for themselves.
    private static string Hard(string word) => Sounds.Consonants(word).Replace("v", "", StringComparison.Ordinal);
}
