namespace Reconbanker.Core.Matching;

/// <summary>The pairing of a transaction with a payment that it settles. A transaction settles one payment at a time; the database sees to it.</summary>
public sealed class Match
{
    public const int ReasonMaxLength = 500;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required Guid PaymentId { get; init; }
    public required Guid TransactionId { get; init; }

    /// <summary>1 for the payment's first match; more after undone ones.</summary>
    public required int Number { get; init; }
    public required DateTimeOffset MatchedAt { get; init; }

    /// <summary>From 0 to 1; null where a person forced a pair that the rules know nothing of.</summary>
    public decimal? Score { get; init; }

    /// <summary>The person who decided; null for the rules.</summary>
    public Guid? MatchedById { get; init; }

    /// <summary>When it was undone, and who did; null while it holds.</summary>
    public DateTimeOffset? RevertedAt { get; set; }
    public Guid? RevertedById { get; set; }
}
