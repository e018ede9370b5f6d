namespace Reconbanker.Core.Matching.Names;

/// <summary>
/// What two names that may be one have at least once in common, so that among thousands only a few have to be compared. Keys follow from what
/// settles: two words that agree, or one and the beginning of another, or the one word of a company.
/// </summary>
/// <remarks>Words are told apart by numbers that hold for one instance: two names share a key only if both came from it.</remarks>
internal sealed class NameKeys
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<string, Spellings> _spellings = [];
    private readonly Dictionary<NameKey, bool> _keys = [];

    /// <returns>Each key once, until the next call; the value says that it comes from an initial or a word that was cut.</returns>
    public Dictionary<NameKey, bool> Of(PayerName name)
    {
        var parts = name.Parts;
        _keys.Clear();
        if (parts.Count is 1 or 2)
        {
            _keys.TryAdd(new NameKey(NameKeyKind.Whole, Number(string.Concat(parts.Select(part => part.Text))), 0), false);
        }

        for (var i = 0; i < parts.Count; i++)
        {
            // A company may be called by one word of its name.
            if (parts.Count == 1 || (name.IsCompany && !parts[i].IsShared))
            {
                foreach (var word in SpellingsOf(parts[i]).All)
                {
                    AddBeginning(Number(""), word, parts.Count(part => !part.IsShared) == 1);
                }
            }

            for (var j = 0; j < parts.Count; j++)
            {
                if (i != j)
                {
                    AddPair(parts[i], parts[j]);
                }
            }

            // "Maria Jose" and "Mariajose".
            for (var j = 0; j < parts.Count && i + 1 < parts.Count; j++)
            {
                if (j != i && j != i + 1)
                {
                    Add(Number(Bones(parts[i].Text + parts[i + 1].Text)), SpellingsOf(parts[j]).Exact[0]);
                }
            }
        }

        return _keys;
    }

    private void AddPair(NamePart one, NamePart other)
    {
        var spellings = SpellingsOf(one);
        foreach (var word in SpellingsOf(other).Exact)
        {
            if (!other.IsInitial)
            {
                AddBeginning(spellings.Initial, word, one.IsInitial);
                AddBeginning(spellings.Beginning, word, one.MayBeCut);
            }

            // One of the two words may be mistyped, not both.
            foreach (var spelling in one.IsInitial || other.IsInitial ? [] : spellings.All)
            {
                Add(spelling, word);
            }
        }
    }

    private void AddBeginning(int beginning, int word, bool isShort)
    {
        var key = new NameKey(NameKeyKind.Beginning, beginning, word);
        _keys[key] = isShort || _keys.GetValueOrDefault(key);
    }

    private void Add(int one, int other) => _keys.TryAdd(new NameKey(NameKeyKind.Pair, Math.Min(one, other), Math.Max(one, other)), false);

    // Many names have a word in common, and the two sides have most.
    private Spellings SpellingsOf(NamePart part)
    {
        if (!_spellings.TryGetValue(part.Text, out var spellings))
        {
            var exact = Exact(part).Select(Number).ToArray();
            spellings = new Spellings(exact, [.. exact, .. Mistyped(part).Select(Number)], Number(part.Text[..1]), Number(part.Text[..Math.Min(3, part.Text.Length)]));
            _spellings.Add(part.Text, spellings);
        }

        return spellings;
    }

    private int Number(string text)
    {
        if (!_numbers.TryGetValue(text, out var number))
        {
            number = _numbers.Count;
            _numbers.Add(text, number);
        }

        return number;
    }

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

    /// <param name="Exact">The word itself; its bones come first.</param>
    /// <param name="All">The word itself, and mistyped.</param>
    private sealed record Spellings(int[] Exact, int[] All, int Initial, int Beginning);
}

internal readonly record struct NameKey(NameKeyKind Kind, int One, int Other);

internal enum NameKeyKind
{
    /// <summary>A whole name of one or two words, joined.</summary>
    Whole,

    /// <summary>A word, and the beginning of another: it pairs only with a word that is short on the other side.</summary>
    Beginning,

    /// <summary>Two words, in any order.</summary>
    Pair,
}
