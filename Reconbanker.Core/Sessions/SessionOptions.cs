using System.ComponentModel.DataAnnotations;

namespace Reconbanker.Core.Sessions;

public sealed class SessionOptions
{
    /// <summary>Pause between the end of a one-shot session and the next by the clock.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan OneShotInterval { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Pause between two readings of a persistent session.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PersistentInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A session that waits shows the bank this often that it is in use; banks end sessions after two minutes and more.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a human has to help.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan AssistanceDeadline { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whole time of a one-shot session, without what a human takes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "02:00:00")]
    public TimeSpan OneShotTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>One-shot sessions at a time; further ones wait their turn.</summary>
    [Range(1, 32)]
    public int OneShotSlots { get; set; } = 2;

    /// <summary>Persistent sessions at a time.</summary>
    [Range(1, 64)]
    public int PersistentSlots { get; set; } = 8;

    /// <summary>Days that the very first reading of an account goes back.</summary>
    [Range(1, 365)]
    public int FirstReadDays { get; set; } = 30;

    /// <summary>Logins without a success that are tried unattended; a bank that locks sooner is given one fewer than it allows.</summary>
    [Range(1, 5)]
    public int UnattendedLogins { get; set; } = 2;
}
