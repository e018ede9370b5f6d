namespace Reconbanker.Core.Matching.Names;

/// <summary>What a bank prints before a name: "TRANSF DE", "SEPA credit transfer".</summary>
internal static class BankNoise
{
    private static readonly ILookup<string, string[]> Phrases = NameLists.Lines("BankNoise.txt").Select(NameLists.Words)
        .OrderByDescending(words => words.Length).ToLookup(words => words[0]);

    // What follows these is not the name any more.
    private static readonly HashSet<string> Ends =
    [
        "ref", "referencia", "reference", "concepto", "cbu", "cuit", "cuil", "dni", "ci", "rut", "ruc", "nif", "nie", "cpf", "cnpj", "curp", "rfc", "iban", "bic",
        "doc", "documento", "nro", "cta", "cuenta", "conta", "factura", "fact", "fac", "invoice", "inv", "fatura", "facture", "rechnung", "motivo", "detalle",
        "end2end", "eref", "mref", "kref", "svwz", "remi",
    ];

    /// <summary>Where the name ends: the number of words before the first that belongs to something else.</summary>
    public static int End(IReadOnlyList<NameWord> words)
    {
        var end = 1;
        while (end < words.Count && !(end > 1 && Ends.Contains(words[end].Text)))
        {
            end++;
        }

        return Math.Min(end, words.Count);
    }

    /// <summary>How many words at the beginning are the bank's; never all of them.</summary>
    public static int Length(IReadOnlyList<NameWord> words)
    {
        var length = 0;
        while (length < words.Count && Phrases[words[length].Text].FirstOrDefault(phrase => IsAt(words, length, phrase)) is { } phrase)
        {
            length += phrase.Length;
        }

        return length;
    }

    private static bool IsAt(IReadOnlyList<NameWord> words, int at, string[] phrase) =>
        at + phrase.Length < words.Count && phrase.Select((word, i) => words[at + i].Text == word).All(same => same);
}
