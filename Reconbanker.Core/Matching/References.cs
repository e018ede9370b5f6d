using System.Text;

namespace Reconbanker.Core.Matching;

/// <summary>References in the texts of transfers: found as whole words, never as part of a number.</summary>
internal static class References
{
    private const int Shortest = 3;

    /// <summary>A text's words for looking up, with a blank around each. Empty for nothing.</summary>
    public static string Words(string? text)
    {
        if (text is null)
        {
            return "";
        }

        var words = new StringBuilder(" ", text.Length + 2);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c))
            {
                words.Append(char.ToUpperInvariant(c));
            }
            else if (words[^1] != ' ')
            {
                words.Append(' ');
            }
        }

        if (words[^1] != ' ')
        {
            words.Append(' ');
        }

        return words.Length > 1 ? words.ToString() : "";
    }

    /// <summary>Whether a reference says enough to be looked for.</summary>
    public static bool Tells(string words) => words.Count(char.IsLetterOrDigit) >= Shortest && words.Any(c => c is not ('0' or ' '));

    public static bool Contains(string text, string reference) => text.Contains(reference, StringComparison.Ordinal);

    /// <summary>The word by which thousands are looked up: the longest tells most of them apart.</summary>
    public static string Longest(string words) => words.Split(' ').MaxBy(word => word.Length)!;
}

/// <summary>The references of many payments, to be found in many texts.</summary>
/// <param name="references">As words.</param>
internal sealed class KnownReferences(IEnumerable<string> references)
{
    private readonly ILookup<string, string> _byWord = references.Where(words => words.Length > 0).Distinct().ToLookup(References.Longest);

    public bool IsEmpty => _byWord.Count == 0;

    public bool IsAnyIn(string text) =>
        !IsEmpty && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => _byWord[word].Any(reference => References.Contains(text, reference)));
}
