using System.Globalization;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>Amounts, days and states as the demo bank prints them; only the words differ by language.</summary>
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

    public static string State(BookingState state) => state switch
    {
        BookingState.Pending => BankTexts.StatePending,
        BookingState.Reversed => BankTexts.StateReversed,
        _ => BankTexts.StateBooked,
    };
}
