using System.Collections.Frozen;

namespace Reconbanker.Core.Matching.Names;

/// <summary>Words that say that a name is a company's: its form (S.A., GmbH), and words that many companies share.</summary>
internal static class CompanyWords
{
    private static readonly FrozenDictionary<string, string> Forms = Read(forms: true);
    private static readonly FrozenDictionary<string, string> Shared = Read(forms: false);

    /// <summary>"limitada" and "ltda" are one form. Null for any other word.</summary>
    public static string? FormOf(string word) => Forms.GetValueOrDefault(word);

    /// <summary>"brothers" and "hermanos" are one word. Null for any other.</summary>
    public static string? SharedWord(string word) => Shared.GetValueOrDefault(word);

    private static FrozenDictionary<string, string> Read(bool forms)
    {
        var lines = NameLists.Lines("CompanyWords.txt").ToList();
        var line = lines.IndexOf("---");
        var found = new Dictionary<string, string>();
        foreach (var words in (forms ? lines.Take(line) : lines.Skip(line + 1)).Select(NameLists.Words))
        {
            foreach (var word in words)
            {
                found.TryAdd(word, words[0]);
            }
        }

        return found.ToFrozenDictionary();
    }
}
