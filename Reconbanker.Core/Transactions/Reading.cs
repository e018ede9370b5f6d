namespace Reconbanker.Core.Transactions;

/// <summary>What became of a reading.</summary>
public enum ReadingVerdict
{
    /// <summary>Stored, and nothing made of it yet.</summary>
    Unjudged,

    /// <summary>Its rows are transactions.</summary>
    Accepted,

    /// <summary>So are they, but for some that a person has to look at.</summary>
    PartlyHeld,

    /// <summary>Nothing tells its rows apart if the pages shifted, so it has to be read the same way twice.</summary>
    Unconfirmed,

    /// <summary>Nothing of it was taken.</summary>
    Refused,
}

/// <summary>Why a reading was refused.</summary>
public enum ReadingRefusal { DoesNotAddUp, BalanceMissing, AmountNotExact }

/// <summary>One list of rows as the bank showed it: stored before anything is made of it, so that it can be worked out again.</summary>
public sealed class Reading
{
    /// <summary>Made before the reading, since its rows are sealed to it.</summary>
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid RunId { get; init; }

    /// <summary>1 for the first of its run.</summary>
    public required int Number { get; init; }
    public required string BankAccountNumber { get; init; }

    /// <summary>The days that were asked for.</summary>
    public required DateOnly FromOn { get; init; }
    public required DateOnly ToOn { get; init; }

    /// <summary>The days that were read whole; null when the list was cut off.</summary>
    public required DateOnly? CompleteFromOn { get; init; }
    public required DateOnly? CompleteThroughOn { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>When the run last read exactly the same, and how often in all.</summary>
    public required DateTimeOffset LastReadAt { get; set; }
    public int Times { get; set; } = 1;

    public required int RowCount { get; init; }

    /// <summary>The rows in the bank's order, packed and sealed; see <see cref="ReadingArchive"/>.</summary>
    public required byte[] SealedRows { get; init; }

    public ReadingVerdict Verdict { get; set; } = ReadingVerdict.Unjudged;
    public ReadingRefusal? Refusal { get; set; }

    /// <summary>The row at fault, from 1; null when it is the whole list.</summary>
    public int? FaultyRow { get; set; }
}
