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

    /// <summary>Mohammed and Muhammad.</summary>
    public static bool AreSpellings(string one, string other) =>
        Share(Full, one, Full, other) || Share(SurnameSpellings, one, SurnameSpellings, other);

    /// <summary>William and Bill, or Will and Bill.</summary>
    public static bool IsShortForm(string one, string other) =>
        Share(Full, one, Short, other) || Share(Short, one, Full, other) || Share(Short, one, Short, other);

    /// <summary>The lists in which a word stands, as numbers that no two lists share.</summary>
    public static IEnumerable<int> NumbersOf(string word) =>
        (Full.GetValueOrDefault(word) ?? []).Concat(Short.GetValueOrDefault(word) ?? []).Distinct().Concat((SurnameSpellings.GetValueOrDefault(word) ?? []).Select(number => -1 - number));

    private static bool Share(FrozenDictionary<string, int[]> these, string one, FrozenDictionary<string, int[]> those, string other) =>
        these.TryGetValue(one, out var lines) && those.TryGetValue(other, out var others) && lines.AsSpan().ContainsAny(others);

    private static FrozenDictionary<string, int[]> Read(int part) =>
        Numbered(NameLists.Lines("GivenNames.txt").Select(line => NameLists.Words(line.Split('|').ElementAtOrDefault(part) ?? "")));

    private static FrozenDictionary<string, int[]> Numbered(IEnumerable<string[]> lines) => lines
        .SelectMany((words, number) => words.Select(word => (word, number)))
        .GroupBy(entry => entry.word, entry => entry.number)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());
}
