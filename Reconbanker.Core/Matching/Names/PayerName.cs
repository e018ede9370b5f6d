namespace Reconbanker.Core.Matching.Names;

/// <summary>A name as a payer or a bank writes it, taken apart once so that it can be compared with many.</summary>
public sealed class PayerName
{
    // They join names and tell nothing of whose they are.
    private static readonly HashSet<string> Particles =
    [
        "de", "la", "las", "los", "el", "del", "dela", "da", "das", "do", "dos", "di", "du", "des", "le", "lo", "della", "dello", "degli", "dei", "van", "von", "der",
        "den", "ter", "ten", "vom", "zu", "zum", "zur", "af", "av", "y", "e", "i", "und", "et", "and", "en", "al", "bin", "ibn", "bint", "ben", "bat", "abu", "oglu",
        "of", "the", "for", "dit",
    ];

    private static readonly HashSet<string> Titles =
    [
        "mr", "mrs", "ms", "miss", "mx", "dr", "dra", "prof", "sr", "sra", "srta", "don", "dona", "lic", "ing", "arq", "cr", "cra", "esc", "abog", "herr", "frau", "mme",
        "mlle", "monsieur", "madame", "sig", "sigra", "signor", "signora", "dott", "dipl", "rev", "sir", "dame", "hon", "shri", "smt", "haji", "hajji", "senor",
        "senora", "senhor", "senhora", "eng", "phd", "md", "esq", "mag", "dhr", "mevr", "mw",
    ];

    private PayerName(string text, IReadOnlyList<NamePart> parts, string? form, string? generation, bool isCut)
    {
        Text = text;
        Parts = parts;
        Form = form;
        Generation = generation;
        IsCompany = form is not null || parts.Any(part => part.IsShared);
        IsCut = isCut;
        Key = string.Join(' ', parts.Select(part => part.Text)) + '/' + form + '/' + generation;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Whether nothing is left to compare.</summary>
    public bool IsEmpty => Parts.Count == 0;

    /// <summary>The same for names that differ in nothing that counts.</summary>
    internal string Key { get; }

    /// <summary>The words that say whose name it is, in their order.</summary>
    internal IReadOnlyList<NamePart> Parts { get; }

    /// <summary>"sa" for S.A. and Sociedad Anónima; null for people, and for companies that are written without.</summary>
    internal string? Form { get; }

    /// <summary>"2" for a junior; null where the name does not say.</summary>
    internal string? Generation { get; }

    internal bool IsCompany { get; }

    /// <summary>Whether a bank's field may have cut off its end.</summary>
    internal bool IsCut { get; }

    /// <param name="text">Null and blank are an empty name.</param>
    public static PayerName Parse(string? text)
    {
        var words = NameText.Split(text ?? "");
        var named = words.Skip(BankNoise.Length(words)).ToList();
        named = [.. named.Take(BankNoise.End(named))];
        var isCut = named is [.., { MayBeCut: true }];
        var (form, generation) = ((string?)null, (string?)null);
        var parts = new List<NamePart>();
        var joined = "";
        for (var i = 0; i < named.Count; i++)
        {
            var word = named[i];
            if (named.Count > 1 && CompanyWords.FormOf(word.Text) is { } its && (i > 0 || its.Length > 2) && !IsNameLike(word.Text, i, named.Count))
            {
                form ??= its;
            }
            else if (i > 0 && named.Count > 2 && GenerationOf(word.Text) is { } number && i >= named.Count - 2)
            {
                generation = number;
            }
            else if (named.Count > 1 && Titles.Contains(word.Text) && (parts.Count == 0 || word.Text is "phd" or "md" or "esq"))
            {
                continue;
            }
            else if (IsParticle(named, i) && !(i == named.Count - 1 && parts.Count < 2))
            {
                joined += word.Text;
                continue;
            }
            else
            {
                parts.Add(new NamePart(word.Text, joined) { IsVowelless = word.IsVowelless, IsShared = CompanyWords.SharedWord(word.Text) is not null, MayBeCut = word.MayBeCut });
            }

            joined = "";
        }

        if (parts.Count == 0)
        {
            parts.AddRange(named.Select(word => new NamePart(word.Text, "") { IsVowelless = word.IsVowelless }));
            form = null;
        }

        return new PayerName(text ?? "", parts, form, generation, isCut);
    }

    private static string? GenerationOf(string word) => word switch
    {
        "sr" or "senior" or "padre" => "1",
        "jr" or "junior" or "hijo" or "filho" or "ii" => "2",
        "iii" or "neto" or "nieto" => "3",
        "iv" => "4",
        _ => null,
    };

    // A letter alone joins two names only between them; elsewhere it is somebody's initial.
    private static bool IsParticle(List<NameWord> named, int at) => named.Count > 1 && Particles.Contains(named[at].Text)
        && (named[at].Text.Length > 1 || (at > 0 && at < named.Count - 1 && named[at].Separator == ' '));

    // "Me", "Co", "Ag" may be parts of people's names; as forms they come last.
    private static bool IsNameLike(string word, int at, int count) => word.Length == 2 && at < count - 2 && word is not ("sa" or "sl" or "bv" or "nv" or "ab" or "oy");
}

/// <summary>A word of a name that counts.</summary>
/// <param name="Text">ASCII, lower case.</param>
/// <param name="Before">Particles right before it, joined: "dela" of "de la Cruz".</param>
internal sealed record NamePart(string Text, string Before)
{
    /// <summary>The text as it sounds, roughly.</summary>
    public string Sound { get; } = Sounds.Of(Text);

    /// <summary>The text without vowels, as it sounds.</summary>
    public string Consonants => field ??= Sounds.WithoutVowels(Sound);

    public KnownName Known { get; } = KnownNames.Of(Text);

    public LetterCounts Letters { get; } = new(Text);

    public bool IsVowelless { get; init; }

    /// <summary>Whether many companies have it in their names.</summary>
    public bool IsShared { get; init; }

    public bool MayBeCut { get; init; }

    public bool IsInitial => Text.Length == 1;

    /// <summary>How much it says of whose name it is, from 0 to 1.</summary>
    public double Weight => IsShared ? 0.4 : IsInitial ? 0.5 : char.IsAsciiDigit(Text[0]) ? 0.5 : Text.Length <= 2 ? 0.85 : 1;
}
