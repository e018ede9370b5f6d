using Reconbanker.Core.Security;

namespace Reconbanker.Core.Webhooks;

/// <summary>When a failed attempt is followed by another.</summary>
internal static class RetrySchedule
{
    /// <summary>The delay before the next attempt; null when there is none: the schedule is at its end, or it is a test event.</summary>
    /// <param name="attemptsInRound">Attempts made so far, this one included; at least 1.</param>
    /// <param name="retryAfter">What the receiver asked for; the next attempt never comes earlier, up to a day.</param>
    /// <param name="chance">0 to 1: spreads the delay from four fifths to six fifths.</param>
    public static TimeSpan? After(
        int attemptsInRound, DeliveryKind kind, IReadOnlyList<TimeSpan> delays, TimeSpan? retryAfter, double chance)
    {
        if (kind == DeliveryKind.Test || attemptsInRound > delays.Count)
        {
            return null;
        }

        var planned = delays[attemptsInRound - 1] * (0.8 + (0.4 * chance));
        return OutboundMessages.AtLeast(planned, retryAfter);
    }
}
