using System.Globalization;
using System.Security.Cryptography;
using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>A card of two-digit numbers, found by a letter and a row, that stays the same until the demo is reset.</summary>
public sealed class CoordinateCard : PhonePaper
{
    public const string Columns = "ABCDEFGH";
    public const int Rows = 6;

    private readonly int[] _numbers = [.. Enumerable.Range(0, Columns.Length * Rows).Select(_ => RandomNumberGenerator.GetInt32(100))];

    /// <summary>E.g. "07".</summary>
    /// <param name="row">From 1.</param>
    public string At(char column, int row) =>
        _numbers[((row - 1) * Columns.Length) + Columns.IndexOf(column, StringComparison.Ordinal)].ToString("D2", CultureInfo.InvariantCulture);

    /// <param name="coordinate">E.g. "C5".</param>
    public string At(string coordinate) => At(coordinate[0], coordinate[1] - '0');

    /// <summary>That many different coordinates, in random order.</summary>
    public static IReadOnlyList<string> Pick(int count)
    {
        var all = Columns.SelectMany(column => Enumerable.Range(1, Rows).Select(row => $"{column}{row}")).ToArray();
        RandomNumberGenerator.Shuffle(all.AsSpan());
        return all[..count];
    }
}
