namespace Reconbanker.Core.Webhooks;

/// <summary>What became of one attempt; <see cref="Unknown"/> from before the first byte leaves until its end has been recorded.</summary>
public enum AttemptOutcome
{
    Unknown,
    Delivered,
    Refused,
    Redirected,
    TimedOut,
    HostUnknown,
    TlsFailed,
    ConnectionFailed,
    AddressNotAllowed,

    /// <summary>Nothing was sent: the account's address, token or signing secret does not open, or holds what no header may carry.</summary>
    SecretUnusable,

    /// <summary>Reconbanker ended in the middle of it, so that nobody knows whether the event arrived. It was due again at the next start.</summary>
    Interrupted,
}

/// <summary>One try to hand a delivery to its receiver.</summary>
public sealed class Attempt
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid DeliveryId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>Scheme, host and port only: the rest of a webhook's URL may hold a secret.</summary>
    public required string Receiver { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }
    public AttemptOutcome Outcome { get; set; }
    public int? StatusCode { get; set; }

    /// <summary>The headers of the request, one "name: value" a line, with the token masked; null when nothing was sent, or it was interrupted.</summary>
    public string? SentHeaders { get; set; }

    /// <summary>Beginning of the receiver's answer, at most 2,000 characters, on one line, with our own secrets masked.</summary>
    public string? Answer { get; set; }
}
