namespace Reconbanker.Core.Matching.Names;

/// <summary>
/// Texts of which two names that may be one have at least one in common, so that among thousands only a few have to be compared. They follow
/// from what settles: two words that agree, or one and the beginning of another, or the one word of a company.
/// </summary>
internal static class NameKeys
{
    private const char Beginning = '<';

    /// <summary>Whether the key holds a beginning of a word, which pairs only with a word that is short on the other side.</summary>
    public static bool IsBeginning(string key) => key[0] == Beginning;

    /// <returns>Each key once; <c>IsShort</c> says that it comes from an initial or a word that was cut.</returns>
    public static IEnumerable<(string Key, bool IsShort)> Of(PayerName name)
    {
        var parts = name.Parts;
        var keys = new Dictionary<string, bool>();
        if (parts.Count is 1 or 2)
        {
            keys.TryAdd("=" + string.Concat(parts.Select(part => part.Text)), false);
        }

        for (var i = 0; i < parts.Count; i++)
        {
            // A company may be called by one word of its name.
            if (parts.Count == 1 || (name.IsCompany && !parts[i].IsShared))
            {
                foreach (var word in Exact(parts[i]).Concat(Mistyped(parts[i])))
                {
                    Short(keys, "", word, parts.Count(part => !part.IsShared) == 1);
                }
            }

            for (var j = 0; j < parts.Count; j++)
            {
                if (i != j)
                {
                    AddPair(keys, parts[i], parts[j]);
                }
            }

            // "Maria Jose" and "Mariajose".
            for (var j = 0; j < parts.Count && i + 1 < parts.Count; j++)
            {
                if (j != i && j != i + 1)
                {
                    Add(keys, Bones(parts[i].Text + parts[i + 1].Text), Bones(parts[j].Text));
                }
            }
        }

        return keys.Select(key => (key.Key, key.Value));
    }

    private static void AddPair(Dictionary<string, bool> keys, NamePart one, NamePart other)
    {
        foreach (var word in Exact(other))
        {
            if (!other.IsInitial)
            {
                Short(keys, one.Text[..1], word, one.IsInitial);
                Short(keys, one.Text[..Math.Min(3, one.Text.Length)], word, one.MayBeCut);
            }

            // One of the two words may be mistyped, not both.
            foreach (var spelling in one.IsInitial || other.IsInitial ? [] : Exact(one).Concat(Mistyped(one)))
            {
                Add(keys, spelling, word);
            }
        }
    }

    private static void Short(Dictionary<string, bool> keys, string beginning, string word, bool isShort)
    {
        var key = $"{Beginning}{beginning}+{word}";
        keys[key] = isShort || keys.GetValueOrDefault(key);
    }

    private static void Add(Dictionary<string, bool> keys, string one, string other) =>
        keys.TryAdd(string.CompareOrdinal(one, other) < 0 ? $"{one}+{other}" : $"{other}+{one}", false);

    // As it sounds without vowels, and as what it is known as.
    private static IEnumerable<string> Exact(NamePart part) => part.Known.Numbers.Select(number => $"#{number}").Prepend(Bones(part.Text));

    // Whole, and with each of its sounds left out once: words that differ in one sound have one of these in common.
    private static IEnumerable<string> Mistyped(NamePart part)
    {
        var bones = Bones(part.Text);
        return bones.Length < 3 ? [] : Enumerable.Range(0, bones.Length).Select(i => $"{bones.Remove(i, 1)}~").Prepend($"{bones}~");
    }

    // What is written for vowels in one alphabet is a consonant in another.
    private static string Bones(string word)
    {
        var bones = Sounds.Consonants(word).Replace("v", "", StringComparison.Ordinal);
        return bones.Length > 0 ? bones : word;
    }
}
