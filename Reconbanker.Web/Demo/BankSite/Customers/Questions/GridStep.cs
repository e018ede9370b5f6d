using System.Security.Cryptography;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Asks one login for three numbers of the card. The page sends no digits, only which keys of its own pad were pressed.</summary>
public sealed class GridStep(CoordinateCard card, CustomerHistory history) : LoginStep
{
    public const string Address = "/login/card";
    private readonly Tries _tries = new();
    private string _pad = "0123456789";

    public override string Path => Address;

    /// <summary>The same until the login ends, whatever is answered: nobody may reload until they are asked what they know.</summary>
    public IReadOnlyList<string> Coordinates { get; } = CoordinateCard.Pick(3);

    /// <summary>Lays the digits out anew, for a page that is being shown; the keys of a page before mean something else now.</summary>
    /// <returns>The digit on each key, by the key's place.</returns>
    public string ShufflePad()
    {
        var digits = "0123456789".ToCharArray();
        RandomNumberGenerator.Shuffle(digits.AsSpan());
        return _pad = new string(digits);
    }

    /// <param name="places">For each coordinate the places of the keys that were pressed, e.g. "73".</param>
    public Verdict Confirm(IReadOnlyList<string> places)
    {
        var pad = _pad;
        var typed = places.Select(p => string.Concat(p.Select(place => char.IsAsciiDigit(place) ? pad[place - '0'] : '?')));
        var verdict = _tries.Judge(typed.SequenceEqual(Coordinates.Select(c => card.At(c))));
        if (verdict != Verdict.Right)
        {
            history.Add(c => c with { AnswersRefused = c.AnswersRefused + 1 });
        }

        return verdict;
    }
}
