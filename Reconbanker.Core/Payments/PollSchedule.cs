using Reconbanker.Core.Security;

namespace Reconbanker.Core.Payments;

/// <summary>When the clock polls an account again.</summary>
public static class PollSchedule
{
    /// <summary>Answers of 401 or 403 in a row after which the clock stops: a token that is refused again and again may get locked.</summary>
    public const int MostRefusals = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The wait after a poll that failed.</summary>
    /// <param name="failures">In a row, this one included; at least 1.</param>
    /// <param name="retryAfter">What the endpoint asked for; the next poll never comes earlier, up to a day.</param>
    /// <param name="chance">0 to 1: spreads the wait from nine to eleven tenths.</param>
    internal static TimeSpan AfterFailure(int failures, TimeSpan interval, TimeSpan? retryAfter, double chance)
    {
        var doublings = Math.Min(failures - 1, 16);
        var wait = TimeSpan.FromTicks(Math.Min((interval * Math.Pow(2, doublings) * (0.9 + (0.2 * chance))).Ticks, LongestWait.Ticks));
        return OutboundMessages.AtLeast(wait, retryAfter);
    }
}
