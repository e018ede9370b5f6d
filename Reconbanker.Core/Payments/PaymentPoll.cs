namespace Reconbanker.Core.Payments;

public enum PollMethod { Get, Post }

/// <summary>What became of a poll as a whole. Unless it is complete, no payment was touched.</summary>
public enum PollOutcome
{
    /// <summary>Under way.</summary>
    Running,
    Complete,
    AddressNotAllowed,
    NotReachable,
    TimedOut,

    /// <summary>401 or 403.</summary>
    NotAuthorized,
    Redirected,

    /// <summary>Another status than 2xx.</summary>
    BadStatus,
    NotJson,

    /// <summary>JSON, but neither an array nor an object whose "data" is one.</summary>
    NoList,

    /// <summary>More than 50,000 payments or 64 MiB, or one payment of more than 1 MiB.</summary>
    TooLarge,

    /// <summary>It could not be stored.</summary>
    Failed,

    /// <summary>The app ended meanwhile.</summary>
    Interrupted,

    /// <summary>The endpoint or the operation mode was changed meanwhile, so that the answer means nothing any more.</summary>
    Superseded,

    /// <summary>The saved address, body or token cannot be opened: its owner saves them again.</summary>
    SecretUnusable,
}

/// <summary>One asking of the user's endpoint for payments.</summary>
public sealed class PaymentPoll
{
    public const int DetailMaxLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Whether a person asked for it, rather than the clock.</summary>
    public required bool ByPerson { get; init; }
    public PollOutcome Outcome { get; set; } = PollOutcome.Running;
    public int? StatusCode { get; set; }

    /// <summary>Cleaned beginning of an answer that was not understood, or where its JSON breaks; null when there is nothing to say.</summary>
    public string? Detail { get; set; }

    public int Rows { get; set; }
    public int New { get; set; }
    public int Changed { get; set; }

    /// <summary>Payments that counted as vanished by this poll.</summary>
    public int Gone { get; set; }

    /// <summary>Payments that would have, but for their number: a person is asked.</summary>
    public int HeldBack { get; set; }
    public int Rejected { get; set; }
}

/// <summary>Why one row of a poll is no payment. The others of the poll are.</summary>
public enum RejectionReason
{
    NotAnObject,
    IdMissing,
    IdTooLong,

    /// <summary>The same id stands twice in the poll, with different contents.</summary>
    IdTwice,
    AmountMissing,
    AmountNoNumber,
    AmountNotPositive,
    AmountTooFine,
    AmountTooLarge,
    CurrencyMissing,
    CurrencyUnknown,
    NameNoText,
    NameTooLong,
    ReferenceNoText,
    ReferenceTooLong,
    DueAtNoTime,
    MetadataNoObject,
    MetadataTooLong,
}

/// <summary>A row of a poll that is no payment; the first ones of each poll are kept.</summary>
public sealed class PollRejection
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid PollId { get; init; }

    /// <summary>From 1.</summary>
    public required int Row { get; init; }

    /// <summary>Null where the row has none.</summary>
    public string? ExternalId { get; init; }
    public required RejectionReason Reason { get; init; }

    /// <summary>The value that is wrong, cut; null where it is missing.</summary>
    public string? Value { get; init; }
}
