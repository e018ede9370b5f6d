using System.Collections.Frozen;

namespace Reconbanker.Core.Matching.Names;

/// <summary>Names that are common somewhere: which are written in several ways, and which are two names although they look alike.</summary>
internal static class KnownNames
{
    private static readonly FrozenDictionary<string, int[]> Full = Read(part: 0);
    private static readonly FrozenDictionary<string, int[]> Short = Read(part: 1);
    private static readonly FrozenSet<string> Surnames = NameLists.Lines("Surnames.txt").SelectMany(NameLists.Words).ToFrozenSet();

    private static readonly FrozenDictionary<string, int[]> SurnameSpellings = Numbered(NameLists.Lines("SurnameSpellings.txt").Select(NameLists.Words));

    public static bool IsKnown(string word) => IsGiven(word) || Surnames.Contains(word);

    public static bool IsGiven(string word) => Full.ContainsKey(word) || Short.ContainsKey(word);

    /// <summary>What is known of a word: looked up once, compared often.</summary>
    public static KnownName Of(string word) =>
        new(Full.GetValueOrDefault(word) ?? [], Short.GetValueOrDefault(word) ?? [], SurnameSpellings.GetValueOrDefault(word) ?? [], IsKnown(word));

    private static FrozenDictionary<string, int[]> Read(int part) =>
        Numbered(NameLists.Lines("GivenNames.txt").Select(line => NameLists.Words(line.Split('|').ElementAtOrDefault(part) ?? "")));

    private static FrozenDictionary<string, int[]> Numbered(IEnumerable<string[]> lines) => lines
        .SelectMany((words, number) => words.Select(word => (word, number)))
        .GroupBy(entry => entry.word, entry => entry.number)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());
}

/// <param name="Full">Numbers of the given names of which the word is a spelling.</param>
/// <param name="Short">Numbers of those of which it is a short form.</param>
/// <param name="Surnames">Numbers of the surnames of which it is a spelling.</param>
internal sealed record KnownName(int[] Full, int[] Short, int[] Surnames, bool IsKnown)
{
    public bool IsGiven => Full.Length + Short.Length > 0;

    /// <summary>The numbers, such that no two lists share one.</summary>
    public IEnumerable<int> Numbers => Full.Concat(Short).Distinct().Concat(Surnames.Select(number => -1 - number));

    /// <summary>Mohammed and Muhammad.</summary>
    public bool IsSpellingOf(KnownName other) => Share(Full, other.Full) || Share(Surnames, other.Surnames);

    /// <summary>William and Bill, or Will and Bill.</summary>
    public bool IsShortFormOf(KnownName other) => Share(Full, other.Short) || Share(Short, other.Full) || Share(Short, other.Short);

    private static bool Share(int[] these, int[] those) => these.Length > 0 && those.Length > 0 && these.AsSpan().ContainsAny(those);
}
