using System.Globalization;
using System.Text.RegularExpressions;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Banks;

/// <summary>Amounts and dates as banks print them. What does not fit the expected form exactly is a changed page, never a guess.</summary>
internal static partial class BankText
{
    /// <summary>An amount such as "1.234,56" or "-1,234.56"; thousands separators are optional but must stand where they belong.</summary>
    /// <exception cref="BankFailure">The text is no such amount, or finer than its currency.</exception>
    public static Money Amount(string text, string currency, bool decimalComma)
    {
        var match = (decimalComma ? CommaAmount() : PointAmount()).Match(text.Trim().Replace('\u2212', '-'));
        if (!match.Success)
        {
            throw new BankFailure(BankFailureCategory.BankPageChanged);
        }

        var digits = match.Groups["whole"].Value.Replace(decimalComma ? "." : ",", "", StringComparison.Ordinal);
        var number = $"{match.Groups["sign"].Value}{digits}.{match.Groups["fraction"].Value}0";
        try
        {
            return Money.Exact(decimal.Parse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), currency);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            throw new BankFailure(BankFailureCategory.BankPageChanged);
        }
    }

    /// <summary>A day in exactly this format, e.g. "dd/MM/yyyy".</summary>
    /// <exception cref="BankFailure">The text is no such day.</exception>
    public static DateOnly Date(string text, string format) =>
        DateOnly.TryParseExact(text.Trim(), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new BankFailure(BankFailureCategory.BankPageChanged);

    /// <summary>A count of seconds, such as "58"; null for anything else.</summary>
    public static TimeSpan? Seconds(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    [GeneratedRegex(@"^(?<sign>-?)(?<whole>[0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,15})(,(?<fraction>[0-9]{1,4}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex CommaAmount();

    [GeneratedRegex(@"^(?<sign>-?)(?<whole>[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,15})(\.(?<fraction>[0-9]{1,4}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex PointAmount();
}
