using System.Globalization;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Components.Polls;

/// <summary>What polls, and the rows that they reject, read like.</summary>
internal static class PollWords
{
    public static string Name(PollOutcome outcome) => PollTexts.ResourceManager.Word($"Outcome_{outcome}");

    /// <summary>What to do about it; empty for what is well.</summary>
    public static string Advice(PollOutcome outcome) => PollTexts.ResourceManager.Word($"Outcome_{outcome}_Advice");

    public static string Name(RejectionReason reason) => PollTexts.ResourceManager.Word($"Reason_{reason}");

    /// <summary>What it brought, e.g. "12 new · 1 gone".</summary>
    public static string Counts(PaymentPoll poll)
    {
        var counts = new[]
        {
            Count(PollTexts.New, poll.New),
            Count(PollTexts.Changed, poll.Changed),
            Count(PollTexts.Gone, poll.Gone),
            Count(PollTexts.HeldBack, poll.HeldBack),
            Count(PollTexts.Rejected, poll.Rejected),
        };
        var some = string.Join(" · ", counts.OfType<string>());
        return some.Length > 0 ? some : PollTexts.NoChange;
    }

    public static string Duration(TimeSpan took) =>
        string.Format(CultureInfo.CurrentCulture, PollTexts.Took, Math.Round(took.TotalMilliseconds));

    private static string? Count(string text, int count) => count > 0 ? string.Format(CultureInfo.CurrentCulture, text, count) : null;
}
