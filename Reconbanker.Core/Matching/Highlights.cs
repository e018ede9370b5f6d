using System.Globalization;
using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Core.Matching;

/// <summary>Whether a piece of a text agrees with another text.</summary>
public enum Agreement { None, Similar, Same }

/// <param name="Text">As it was written: all parts of a text, joined, are the text.</param>
public sealed record TextPart(string Text, Agreement Agreement);

/// <summary>Which pieces of two texts made them fit, for people who look at them side by side. Pure.</summary>
public static class Highlights
{
    /// <summary>The words that the comparison of names took for one another.</summary>
    public static (IReadOnlyList<TextPart> First, IReadOnlyList<TextPart> Second) Names(string? first, string? second)
    {
        var pairs = NameSimilarity.Compare(PayerName.Parse(first), PayerName.Parse(second)).Pairs;
        return (Mark(first, pairs.Select(pair => (pair.First, pair.Likeness))), Mark(second, pairs.Select(pair => (pair.Second, pair.Likeness))));
    }

    /// <summary>Where a payment's reference stands in a text, as whole words.</summary>
    public static IReadOnlyList<TextPart> Reference(string? text, string? reference)
    {
        var runs = Runs(text, IsLetterOrDigit, run => References.Words(run).Trim());
        var words = References.Words(reference);
        if (References.Tells(words))
        {
            var sought = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var printed = runs.FindAll(run => run.Words.Count > 0);
            for (var i = 0; i + sought.Length <= printed.Count; i++)
            {
                if (sought.Select((word, j) => printed[i + j].Words[0] == word).All(same => same))
                {
                    printed.GetRange(i, sought.Length).ForEach(run => run.Agreement = Agreement.Same);
                }
            }
        }

        return Parts(runs);
    }

    private static List<TextPart> Mark(string? text, IEnumerable<(string Words, double Likeness)> agreed)
    {
        var runs = Runs(text, IsOfName, run => string.Join(' ', NameText.Split(run).Select(word => word.Text)));
        foreach (var (words, likeness) in agreed)
        {
            foreach (var word in words.Split(' '))
            {
                Find(runs, word).ForEach(run => run.Agreement = likeness == 1 ? Agreement.Same : Agreement.Similar);
            }
        }

        return Parts(runs);
    }

    /// <summary>The run that is the word, or the neighbours that are it together: "Abd Allah" is one word to whoever compares.</summary>
    private static List<Run> Find(List<Run> runs, string word)
    {
        var free = runs.FindAll(run => run is { Agreement: Agreement.None, Words.Count: > 0 });
        if (free.Find(run => run.Words.Contains(word)) is { } one)
        {
            return [one];
        }

        for (var i = 0; i < free.Count; i++)
        {
            var joined = free[i].Joined;
            for (var j = i + 1; j < free.Count && joined.Length < word.Length; j++)
            {
                joined += free[j].Joined;
                if (joined == word)
                {
                    return free.GetRange(i, j - i + 1);
                }
            }
        }

        return [];
    }

    private static List<Run> Runs(string? text, Func<char, bool> isOfWord, Func<string, string> normal)
    {
        var runs = new List<Run>();
        for (var start = 0; start < (text?.Length ?? 0);)
        {
            var end = start + 1;
            while (end < text!.Length && isOfWord(text[end]) == isOfWord(text[start]))
            {
                end++;
            }

            var run = text[start..end];
            runs.Add(new Run(run, isOfWord(run[0]) ? normal(run).Split(' ', StringSplitOptions.RemoveEmptyEntries) : []));
            start = end;
        }

        return runs;
    }

    private static List<TextPart> Parts(List<Run> runs)
    {
        var parts = new List<TextPart>();
        foreach (var run in runs)
        {
            if (run.Agreement == Agreement.None && parts is [.., { Agreement: Agreement.None } last])
            {
                parts[^1] = last with { Text = last.Text + run.Text };
            }
            else
            {
                parts.Add(new TextPart(run.Text, run.Agreement));
            }
        }

        return parts;
    }

    private static bool IsLetterOrDigit(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    // As names are taken apart: an apostrophe or an accent of its own does not end a word.
    private static bool IsOfName(char c) => IsLetterOrDigit(c) || c is '\'' or '\u2019' or '\u2018' or '`' or '\u00b4' or '\u02bc'
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    private sealed class Run(string text, IReadOnlyList<string> words)
    {
        public string Text { get; } = text;

        /// <summary>As they are compared; several for a name in an alphabet without blanks, none for what is between words.</summary>
        public IReadOnlyList<string> Words { get; } = words;

        public string Joined { get; } = string.Concat(words);

        public Agreement Agreement { get; set; }
    }
}
