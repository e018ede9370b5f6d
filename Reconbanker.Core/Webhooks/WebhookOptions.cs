using System.ComponentModel.DataAnnotations;

namespace Reconbanker.Core.Webhooks;

/// <summary>How webhooks are sent, and how often it is tried.</summary>
public sealed class WebhookOptions
{
    private static readonly TimeSpan[] UsualRetryDelays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Time allowed for one attempt, connect to last byte.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Delay before each retry, first to last; empty for the usual ones, from 5 seconds to 24 hours.</summary>
    /// <remarks>Configuration adds to what an array already holds, so the usual ones cannot be the default of this one.</remarks>
    public TimeSpan[] RetryDelays { get; set; } = [];

    /// <summary>The delays that hold. The delivery has failed after the last one. Each varies by a fifth either way.</summary>
    public IReadOnlyList<TimeSpan> Schedule => RetryDelays.Length > 0 ? RetryDelays : UsualRetryDelays;

    /// <summary>When every attempt of an account has failed for so long, its webhook is paused.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan PauseAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>Attempts under way at once for one account, so that a receiver that does not answer holds up nobody else.</summary>
    [Range(1, 16)]
    public int LanesPerAccount { get; set; } = 2;

    /// <summary>Rest of a receiver that says it is overloaded (429, 502, 503, 504); until it accepts an event it gets one at a time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StrainRest { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Attempts under way at once in all.</summary>
    [Range(1, 256)]
    public int Lanes { get; set; } = 16;
}
