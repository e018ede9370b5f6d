using System.Globalization;

namespace Reconbanker.Core.Payments;

/// <summary>Reads an amount as JSON writes numbers, exactly: nothing is rounded, and no floating point is involved.</summary>
internal static class AmountText
{
    /// <summary>Digits before the decimal point: what is stored as ten-thousandths still fits.</summary>
    private const int MostWholeDigits = 14;

    /// <summary>What is wrong with it for a payment in that currency; null and the amount when nothing is.</summary>
    public static RejectionReason? Read(string text, string currency, out decimal amount)
    {
        amount = 0;
        if (!TrySplit(text, out var isNegative, out var digits, out var scale))
        {
            return RejectionReason.AmountNoNumber;
        }

        if (isNegative || digits.Length == 0)
        {
            return RejectionReason.AmountNotPositive;
        }

        if (digits.Length - scale > MostWholeDigits)
        {
            return RejectionReason.AmountTooLarge;
        }

        if (scale > Money.Decimals(currency))
        {
            return RejectionReason.AmountTooFine;
        }

        var mantissa = decimal.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        amount = scale >= 0 ? mantissa / Power((int)scale) : mantissa * Power((int)-scale);
        return null;
    }

    /// <param name="digits">Without zeros at either end; empty for zero.</param>
    /// <param name="scale">How many of them stand behind the point; less than none where zeros follow.</param>
    private static bool TrySplit(ReadOnlySpan<char> text, out bool isNegative, out string digits, out long scale)
    {
        (isNegative, digits, scale) = (text.StartsWith('-'), "", 0);
        var rest = isNegative ? text[1..] : text;
        long exponent = 0;
        if (rest.IndexOfAny('e', 'E') is >= 0 and var at)
        {
            if (!TryExponent(rest[(at + 1)..], out exponent))
            {
                return false;
            }

            rest = rest[..at];
        }

        var point = rest.IndexOf('.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? default : rest[(point + 1)..];
        if (whole.Length == 0 || whole.ContainsAnyExceptInRange('0', '9')
            || (point >= 0 && (fraction.Length == 0 || fraction.ContainsAnyExceptInRange('0', '9'))))
        {
            return false;
        }

        var all = $"{whole}{fraction}";
        var significant = all.TrimEnd('0');
        scale = fraction.Length - exponent - (all.Length - significant.Length);
        digits = significant.TrimStart('0');
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var isNegative = text.StartsWith('-');
        var digits = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        if (digits.Length == 0 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        // Beyond nine digits, more makes no difference: no answer is long enough to balance it.
        digits = digits.TrimStart('0');
        var size = digits.Length > 9 ? int.MaxValue : digits.Length == 0 ? 0 : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        exponent = isNegative ? -size : size;
        return true;
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
