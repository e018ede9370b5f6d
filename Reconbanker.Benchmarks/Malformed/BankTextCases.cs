using System.Numerics;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>Amounts and dates as a bank's page may show them: each is read exactly, or is a changed page.</summary>
/// <param name="readAmount">Text, currency and whether the decimals follow a comma.</param>
internal sealed class BankTextCases(Nonsense nonsense, MalformedTally tally, Func<string, string, bool, Money> readAmount)
{
    private static readonly string[] Currencies = ["USD", "UYU", "CLP", "JPY", "BHD", "EUR"];
    private static readonly string[] Formats = ["dd/MM/yyyy", "yyyy-MM-dd", "dd-MMM-yyyy", "d/M/yy"];

    public void Run(int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            tally.Try();
            if (i % 4 == 0)
            {
                ReadDate(nonsense.Text("07/03/2026"), nonsense.Of(Formats));
            }
            else
            {
                var comma = nonsense.Next(2) == 0;
                ReadAmount(nonsense.Text(Amount(comma)), nonsense.Of(Currencies), comma);
            }
        }
    }

    private string Amount(bool comma)
    {
        var groups = string.Join(comma ? '.' : ',', Enumerable.Range(0, nonsense.Next(3)).Select(_ => $"{nonsense.Next(1000):000}").Prepend($"{nonsense.Next(1000)}"));
        return $"{(nonsense.Next(4) == 0 ? "-" : "")}{groups}{(nonsense.Next(3) == 0 ? "" : $"{(comma ? ',' : '.')}{nonsense.Next(100):00}")}";
    }

    private void ReadAmount(string text, string currency, bool comma)
    {
        try
        {
            var amount = readAmount(text, currency, comma).Amount;
            if (Exactly(text, comma) is not { } exact || exact != new BigInteger(amount * 10_000))
            {
                tally.AddMisread($"'{text}' was read as {amount} {currency}");
            }
        }
        catch (BankFailure)
        {
            // What it is for.
        }
        catch (Exception e)
        {
            tally.AddUnhandled($"amount '{text}' in {currency}: {e.GetType().Name}");
        }
    }

    private void ReadDate(string text, string format)
    {
        try
        {
            var day = BankText.Date(text, format);
            if (!text.Any(char.IsAsciiDigit) || day.Year is < 1 or > 9999)
            {
                tally.AddMisread($"'{text}' was read as {day:O}");
            }
        }
        catch (BankFailure)
        {
            // What it is for.
        }
        catch (Exception e)
        {
            tally.AddUnhandled($"date '{text}' as {format}: {e.GetType().Name}");
        }
    }

    /// <summary>In ten-thousandths, by its characters alone; null when there is any that no amount has.</summary>
    private static BigInteger? Exactly(string text, bool comma)
    {
        var (group, point) = comma ? ('.', ',') : (',', '.');
        var plain = text.Trim().Replace('\u2212', '-');
        var sign = plain.StartsWith('-') ? -1 : 1;
        var parts = (sign < 0 ? plain[1..] : plain).Split(point);
        var whole = parts[0].Replace($"{group}", "", StringComparison.Ordinal);
        var fraction = parts.Length > 1 ? parts[1] : "";
        return parts.Length <= 2 && whole.Length > 0 && fraction.Length <= 4 && (whole + fraction).All(char.IsAsciiDigit)
            ? sign * ((BigInteger.Parse(whole, null) * 10_000) + BigInteger.Parse(fraction.PadRight(4, '0'), null))
            : null;
    }
}
