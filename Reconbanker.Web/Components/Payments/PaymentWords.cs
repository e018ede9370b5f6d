using System.Globalization;
using System.Text;
using System.Text.Json;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Web.Components.Webhooks;

namespace Reconbanker.Web.Components.Payments;

/// <summary>What the closed lists of payments read like: every value has its text, which a test makes sure of.</summary>
internal static class PaymentWords
{
    /// <summary>Least time between two looks: while payments settle in great numbers, one a second is enough.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public static string Name(PaymentState state) => Text($"State_{state}");

    /// <summary>What it means that a payment is in that state, and what comes next.</summary>
    public static string Meaning(PaymentState state) => Text($"Meaning_{state}");

    public static string Name(DecisionKind kind) => Text($"Decision_{kind}");

    public static string Name(MatchReason reason) => Text($"Reason_{reason}");

    public static string Name(NearMissKind kind) => Text($"Near_{kind}");

    public static string Problem(DecisionOutcome outcome) => Text($"Problem_{outcome}");

    /// <summary>What the rules said; null is that nothing fits any more.</summary>
    public static string Describe(MatchOutcome? outcome) => outcome is { } said ? Text($"Outcome_{said}") : PaymentsTexts.Outcome_None;

    /// <summary>What is asked of a person, in a few words.</summary>
    public static string Describe(DecisionEntry entry) => entry.Waiting switch
    {
        WaitingFor.Reversal => PaymentsTexts.Waiting_Reversal,
        WaitingFor.Held => PaymentsTexts.Waiting_Held,
        _ => entry.Candidates.Count == 1 ? PaymentsTexts.Waiting_One : Format(PaymentsTexts.Waiting_Some, entry.Candidates.Count),
    };

    /// <param name="score">From 0 to 1.</param>
    public static string Likelihood(double score) => score switch
    {
        >= 0.95 => PaymentsTexts.Score_Certain,
        >= 0.85 => PaymentsTexts.Score_High,
        >= 0.7 => PaymentsTexts.Score_Likely,
        >= 0.55 => PaymentsTexts.Score_Maybe,
        _ => PaymentsTexts.Score_Doubtful,
    };

    public static string Percent(double share) => share.ToString("P0", CultureInfo.CurrentCulture).Replace("\u00a0", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    /// <param name="days">From the payment's registration to the transfer's booking.</param>
    public static string Days(int days) => days switch
    {
        0 => PaymentsTexts.Days_Same,
        -1 => PaymentsTexts.Days_OneBefore,
        1 => PaymentsTexts.Days_OneAfter,
        < 0 => Format(PaymentsTexts.Days_Before, -days),
        _ => Format(PaymentsTexts.Days_After, days),
    };

    /// <summary>A duration of any size in words of two figures at most.</summary>
    public static string Describe(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => Format(PaymentsTexts.Time_Seconds, Math.Round(time.TotalSeconds, 1)),
        { TotalSeconds: < 90 } => Format(PaymentsTexts.Time_Seconds, Math.Round(time.TotalSeconds)),
        { TotalMinutes: < 90 } => Format(PaymentsTexts.Time_Minutes, Math.Round(time.TotalMinutes)),
        { TotalHours: < 36 } => Format(PaymentsTexts.Time_Hours, Math.Round(time.TotalHours)),
        _ => Format(PaymentsTexts.Time_Days, Math.Round(time.TotalDays)),
    };

    /// <summary>A count that was bounded where it was made.</summary>
    public static string Count(int count, int most) => count > most
        ? $"{most.ToString("N0", CultureInfo.CurrentCulture)}+" : count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A JSON object over several lines; what is none, as it is.</summary>
    public static string Pretty(string metadata)
    {
        try
        {
            return WebhookWords.Pretty(Encoding.UTF8.GetBytes(metadata));
        }
        catch (JsonException)
        {
            return metadata;
        }
    }

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    public static string Format(string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private static string Text(string key) => PaymentsTexts.ResourceManager.Word(key);
}
