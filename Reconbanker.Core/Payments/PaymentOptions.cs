using System.ComponentModel.DataAnnotations;

namespace Reconbanker.Core.Payments;

/// <summary>How the users' endpoints are asked for pending payments.</summary>
public sealed class PaymentOptions
{
    /// <summary>From one poll to the next. One that fails is followed by longer ones, up to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time allowed for one poll, connect to last byte.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Polls of the clock under way at once, so that endpoints that hang do not take everything.</summary>
    [Range(1, 64)]
    public int Lanes { get; set; } = 8;
}
