using System.Globalization;
using System.Text.RegularExpressions;

namespace Reconbanker.Core.Trials;

/// <summary>Days as banks print them, in figures or with the month in words.</summary>
/// <param name="today">Days of its year, the one before and the one after are near.</param>
internal sealed partial class DayText(DateOnly today)
{
    /// <summary>What may be a day: it still has to be looked at.</summary>
    public const string Pattern =
        @"(?<![\p{L}\p{Nd}])(?:"
        + @"[0-9]{4}[/.\-][0-9]{1,2}[/.\-][0-9]{1,2}(?:T[0-9:.,]+(?:Z|[+\-][0-9:]+)?)?"
        + @"|[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-](?:[0-9]{4}|[0-9]{2})"
        + @"|[0-9]{8}"
        + @"|[0-9]{1,2}[/\-][0-9]{1,2}(?![/.,\-]?[0-9])"
        + "|[0-9]{1,2}[ /.\\-]{1,2}(?:de )?" + Month + @"\.?(?:[ ,/.\-]{1,2}(?:del? )?(?:[0-9]{4}|[0-9]{2}))?"
        + "|" + Month + @"\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}"
        + @")(?![\p{L}\p{Nd}])";

    // English, Spanish, Portuguese, French, Italian and German, whole or as banks shorten them.
    private const string Month =
        "(?i:jan(?:uary|eiro|vier|uar)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|rero|braio|ruar)?|fev(?:ereiro)?|févr?(?:ier)?|mar(?:ch|zo|ço|s)?|märz|apr(?:il|ile)?"
        + "|abr(?:il)?|avr(?:il)?|may(?:o)?|mai(?:o)?|mag(?:gio)?|jun(?:e|io|ho|i)?|juin|giu(?:gno)?|jul(?:y|io|ho|i)?|juil(?:let)?|lug(?:lio)?|aug(?:ust)?|ago(?:sto)?"
        + "|août|sept?(?:ember|iembre|embre)?|set(?:embro|iembre|tembre)?|oct(?:ober|ubre|obre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?"
        + "|nov(?:ember|iembre|embro|embre)?|dec(?:ember)?|dic(?:iembre|embre)?|dez(?:ember|embro)?|déc(?:embre)?)";

    private const int MonthsInYear = 12;
    private const int DaysInMonth = 31;

    /// <summary>Whether what the pattern found is a day of this year, the last or the next; one without a year is taken for one.</summary>
    /// <remarks>Others are none to keep: the day on which somebody was born is nobody's business.</remarks>
    public bool IsNear(string text)
    {
        var day = TimeOfDay().Replace(text, "");
        var numbers = Number().Matches(day).Select(m => m.Value).ToList();
        return (day.Any(char.IsLetter), numbers) switch
        {
            (true, [var one]) => IsNear("", one, "1"),
            (true, [var one, var year]) => IsNear(year, one, "1"),
            (false, [{ Length: 8 } whole]) => IsNear(whole[..4], whole[4..6], whole[6..]) || IsNear(whole[4..], whole[..2], whole[2..4]),
            (false, [{ Length: 4 } year, var one, var two]) => IsNear(year, one, two),
            (false, [var one, var two, var year]) => IsNear(year, one, two),
            (false, [var one, var two]) => IsNear("", one, two),
            _ => false,
        };
    }

    /// <param name="year">Of two or four digits, or empty.</param>
    /// <param name="one">The day or the month; banks differ in which comes first.</param>
    private bool IsNear(string year, string one, string two)
    {
        var (smaller, larger) = (int.Parse(one, CultureInfo.InvariantCulture), int.Parse(two, CultureInfo.InvariantCulture));
        (smaller, larger) = (Math.Min(smaller, larger), Math.Max(smaller, larger));
        var of = year is "" ? today.Year : int.Parse(year, CultureInfo.InvariantCulture);
        return smaller is >= 1 and <= MonthsInYear && larger <= DaysInMonth && Math.Abs((of < 100 ? 2000 + of : of) - today.Year) <= 1;
    }

    [GeneratedRegex("(?<=[0-9])T.*$")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
