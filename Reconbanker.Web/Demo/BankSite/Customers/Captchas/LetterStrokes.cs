using System.Collections.Frozen;
using System.Globalization;

namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>How letters are drawn. Those that are easily taken for another one or for a digit are left out.</summary>
internal static class LetterStrokes
{
    // Strokes of a letter are parted by blanks, the points of a stroke by commas; a point is x and y in quarters, from the top left.
    private static readonly FrozenDictionary<char, string> Drawings = new Dictionary<char, string>
    {
        ['A'] = "04,20,44 13,33",
        ['C'] = "41,30,10,01,03,14,34,43",
        ['E'] = "40,00,04,44 02,32",
        ['F'] = "40,00,04 02,32",
        ['H'] = "00,04 40,44 02,42",
        ['K'] = "00,04 40,02,44",
        ['M'] = "04,00,22,40,44",
        ['N'] = "04,00,44,40",
        ['P'] = "04,00,30,41,32,02",
        ['R'] = "04,00,30,41,32,02 22,44",
        ['T'] = "00,40 20,24",
        ['U'] = "00,03,14,34,43,40",
        ['W'] = "00,14,21,34,40",
        ['X'] = "00,44 40,04",
        ['Y'] = "00,22,40 22,24",
        ['Z'] = "00,40,04,44",
    }.ToFrozenDictionary();

    public static ReadOnlySpan<char> Known => Drawings.Keys.AsSpan();

    /// <returns>Strokes of points in a square from 0 to 1.</returns>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Of(char letter) =>
        Drawings[letter].Split(' ').Select(stroke => stroke.Split(',').Select(p => (Quarter(p[0]), Quarter(p[1]))).ToList());

    private static double Quarter(char digit) => CharUnicodeInfo.GetDecimalDigitValue(digit) / 4.0;
}
