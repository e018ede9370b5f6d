using System.Globalization;
using System.Text;

namespace Reconbanker.Benchmarks.Matching;

/// <param name="Payer">As the business knows the payer.</param>
/// <param name="Sender">As the bank prints it.</param>
/// <param name="IsSame">Whether it is one person or company.</param>
/// <param name="Kind">What was done to the name, or what kind of stranger it is.</param>
public sealed record NamePairCase(string Payer, string Sender, bool IsSame, string Kind);

/// <summary>Pairs of names with the truth about them, made from a seed: half of one, half of two who are hard to tell apart.</summary>
internal sealed class NamePairs(int seed)
{
    private static readonly string[] Noise = ["TRANSF DE {0}", "TRANSFERENCIA RECIBIDA DE {0}", "PIX RECEBIDO {0}", "SEPA CREDIT TRANSFER {0}", "{0} REF 00918273", "12/03/2026 {0}", "Abono de {0} CI 4.123.456-7", "TRF {0} 20260312"];
    private static readonly string[][] Forms =
        [["S.A.", "SA", "Sociedad Anónima", "S/A"], ["S.R.L.", "SRL"], ["SAS", "S.A.S."], ["Ltda.", "LTDA", "Limitada"], ["LLC", "L.L.C."], ["GmbH", "GMBH"], ["Ltd", "Limited"], ["Inc.", "Inc"]];
    private static readonly string[] Trades = ["Distribuidora", "Frigorífico", "Transportes", "Farmacia", "Comercial", "Constructora", "Panadería", "Estudio", "Grupo", "Importadora", "Logistics", "Foods", "Consulting", "Technologies"];
    private static readonly string[] Brands =
        ["Norteña", "El Molino", "La Paloma", "Tres Cruces", "Andina", "Río Negro", "Santa Lucía", "Horizonte", "Bluewater", "Redwood", "Silverline", "Kestrel", "Montaraz", "Aurora", "Cóndor", "Delmar", "Pampero", "Quebracho", "Vértice", "Zafiro", "Nimbus", "Oakfield"];

    private readonly Random _random = new(seed);

    public IEnumerable<NamePairCase> Make(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i % 2 == 0 ? Same() : Different();
        }
    }

    public NamePairCase MakeSame() => Same();

    public NamePairCase MakeStranger() => Different();

    private NamePairCase Same()
    {
        if (_random.Next(5) == 0)
        {
            return SameCompany();
        }

        var who = NewPerson();
        var name = who.Full();
        return _random.Next(14) switch
        {
            0 => new(name, string.Join(' ', who.Surnames.Concat(who.Given)), true, "order"),
            1 => new(name, Plain(name).ToUpperInvariant(), true, "accents"),
            2 when who.Given.Count > 1 => new(name, string.Join(' ', [who.Given[0], .. who.Surnames]), true, "middle-left-out"),
            2 or 3 when who.Surnames.Count > 1 => new(name, string.Join(' ', [.. who.Given, who.Surnames[0]]), true, "second-surname-left-out"),
            2 or 3 or 4 => new(name, string.Join(' ', [who.Given[0][..1] + (_random.Next(2) == 0 ? "." : ""), .. who.Surnames]), true, "initial"),
            5 when who.Given.Count > 1 => new(name, string.Join(' ', [who.Given[0], who.Given[1][..1], .. who.Surnames]), true, "middle-initial"),
            5 or 6 => new(name, string.Format(CultureInfo.InvariantCulture, Pick(Noise), Plain(name).ToUpperInvariant()), true, "noise"),
            7 => new(name, Cut(Plain(name).ToUpperInvariant()), true, "cut"),
            8 => new(name, Mistype(name), true, "typing"),
            9 => new(name, string.Join(", ", string.Join(' ', who.Surnames), string.Join(' ', who.Given)), true, "comma"),
            10 => new(name, WithoutParticles(name), true, "particles"),
            11 when who.Written() is { } written => new(name, written, true, "alphabet"),
            11 or 12 when who.Respelled(_random) is { } respelled => new(name, respelled, true, "spelling"),
            11 or 12 => new(name, name.Replace('-', ' ').Replace("'", "", StringComparison.Ordinal), true, "punctuation"),
            _ => new(name, Plain(Mistype(string.Join(' ', who.Surnames.Concat(who.Given)))).ToUpperInvariant(), true, "order-and-typing"),
        };
    }

    private NamePairCase SameCompany()
    {
        var (core, form) = NewCompany();
        var name = $"{core} {form[0]}";
        return _random.Next(5) switch
        {
            0 => new(name, Plain($"{core} {Pick(form)}").ToUpperInvariant(), true, "company-form"),
            1 => new(name, Plain(core).ToUpperInvariant(), true, "company-without-form"),
            2 => new(name, Cut(Plain($"{core} {Pick(form)}").ToUpperInvariant()), true, "company-cut"),
            3 => new(name, string.Format(CultureInfo.InvariantCulture, Pick(Noise), Plain($"{core} {Pick(form)}").ToUpperInvariant()), true, "company-noise"),
            _ => new(name, Mistype($"{core} {Pick(form)}"), true, "company-typing"),
        };
    }

    private NamePairCase Different()
    {
        if (_random.Next(5) == 0)
        {
            var (core, form) = NewCompany();
            var (other, otherForm) = NewCompany();
            return _random.Next(3) switch
            {
                0 when core.Split(' ')[0] is var trade && trade != other.Split(' ')[0] => new($"{core} {form[0]}", Plain($"{trade} {string.Join(' ', other.Split(' ')[1..])} {Pick(form)}").ToUpperInvariant(), core.Split(' ', 2)[1] == other.Split(' ', 2)[1], "company-same-trade"),
                1 => new($"{core} {form[0]}", Plain(NewPerson().Full() + " " + form[0]).ToUpperInvariant(), false, "company-form-only"),
                _ => core == other ? Different() : new($"{core} {form[0]}", Plain($"{other} {Pick(otherForm)}").ToUpperInvariant(), IsBrand(core, other), "company-other"),
            };
        }

        var who = NewPerson();
        var stranger = who.Other(_random);
        if (stranger is null)
        {
            return Different();
        }

        var sender = _random.Next(4) switch
        {
            0 => string.Join(' ', stranger.Value.Person.Surnames.Concat(stranger.Value.Person.Given)),
            1 => Plain(stranger.Value.Person.Full()).ToUpperInvariant(),
            2 => string.Format(CultureInfo.InvariantCulture, Pick(Noise), Plain(stranger.Value.Person.Full()).ToUpperInvariant()),
            _ => stranger.Value.Person.Full(),
        };
        return new(who.Full(), sender, false, stranger.Value.Kind);
    }

    private static bool IsBrand(string one, string other) => one.Split(' ', 2)[1] == other.Split(' ', 2)[1] && one.Split(' ')[0] == other.Split(' ')[0];

    private (string Core, string[] Form) NewCompany() => ($"{Pick(Trades)} {Pick(Brands)}", Pick(Forms));

    private Person NewPerson() => Person.New(Pick(NamePools.All), _random);

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    /// <summary>Cut by a field: at 18 to 30 characters, but never within the first two words.</summary>
    private string Cut(string name)
    {
        var words = name.Split(' ');
        var least = words.Length > 1 ? words[0].Length + 1 + words[1].Length - Math.Max(0, words[1].Length - 4) : name.Length;
        return name[..Math.Min(name.Length, Math.Max(least, Math.Max(14, name.Length - 1 - _random.Next(8))))].TrimEnd();
    }

    private string Mistype(string name)
    {
        var at = 1 + _random.Next(Math.Max(1, name.Length - 2));
        for (var attempt = 0; attempt < 50 && !(char.IsLetter(name[at]) && char.IsLetter(name[at - 1])); attempt++)
        {
            at = 1 + _random.Next(name.Length - 1);
        }

        return _random.Next(4) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, name[at].ToString()),
            2 => name[..(at - 1)] + name[at] + name[at - 1] + name[(at + 1)..],
            _ => name[..at] + (char)('a' + _random.Next(26)) + name[(at + 1)..],
        };
    }

    private static string WithoutParticles(string name) => string.Join(
        ' ', name.Split(' ').Where(word => word is not ("de" or "da" or "dos" or "van" or "der" or "den" or "von" or "ter" or "du" or "Le" or "di")));

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Replace("ß", "ss", StringComparison.Ordinal).Replace("ł", "l", StringComparison.Ordinal).Replace("Ł", "L", StringComparison.Ordinal)
            .Replace("Đ", "D", StringComparison.Ordinal).Replace("ı", "i", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c);
            }
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }
}
