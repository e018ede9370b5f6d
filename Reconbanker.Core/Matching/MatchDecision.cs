namespace Reconbanker.Core.Matching;

/// <summary>What the matcher says of a payment; payments of which nothing can be said are left out.</summary>
/// <param name="Candidates">Transfers that fit, the best first; for a settled one, the one that pays it comes first.</param>
public sealed record MatchDecision(Guid PaymentId, MatchOutcome Outcome, IReadOnlyList<MatchCandidate> Candidates);

public enum MatchOutcome
{
    /// <summary>The first candidate pays it.</summary>
    Settled,

    /// <summary>Several fit equally well: a person decides.</summary>
    Ambiguous,

    /// <summary>Nothing fits well enough to settle by itself: a person may.</summary>
    Suggested,
}

/// <param name="Score">From 0 to 1.</param>
public sealed record MatchCandidate(Guid TransactionId, double Score, IReadOnlyList<MatchReason> Reasons);

/// <summary>What speaks for a pair, beside amount, currency and days.</summary>
public enum MatchReason
{
    SameName,
    SimilarName,

    /// <summary>The sender is missing, and the payer stands in the bank's text.</summary>
    NameInText,

    /// <summary>One of the two names is missing, and nothing else fits.</summary>
    NoName,

    /// <summary>The payment's reference stands in the transfer.</summary>
    Reference,

    /// <summary>There are equal payments, or equal transfers, which nothing tells apart: the oldest are paired.</summary>
    Interchangeable,
}
