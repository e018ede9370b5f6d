using System.Globalization;
using Reconbanker.Core;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>Amounts and days as the demo bank prints them, whatever the machine's own language.</summary>
public static class BankFormat
{
    private static readonly NumberFormatInfo Numbers = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = ".",
    };

    /// <summary>E.g. "-1.234,56", with as many decimals as the currency has.</summary>
    public static string Amount(decimal amount, string currency) =>
        amount.ToString("N" + Money.Decimals(currency).ToString(CultureInfo.InvariantCulture), Numbers);

    /// <summary>E.g. "05/03/2026".</summary>
    public static string Day(DateOnly day) => day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
}
