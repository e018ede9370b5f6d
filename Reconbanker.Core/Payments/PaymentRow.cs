namespace Reconbanker.Core.Payments;

/// <summary>One payment as the user's endpoint lists it.</summary>
/// <param name="PayerName">Null for a payment without a name.</param>
/// <param name="DueAt">To the millisecond.</param>
/// <param name="Metadata">A JSON object, compact.</param>
public sealed record PaymentRow(
    string ExternalId, Money Amount, string? PayerName = null, string? Reference = null, DateTimeOffset? DueAt = null, string? Metadata = null)
{
    /// <summary>Whether the same transfer would pay both: what is due when, and the business's own notes, make no difference.</summary>
    internal bool IsSameDeal(PaymentRow other) =>
        Amount == other.Amount && PayerName == other.PayerName && Reference == other.Reference;
}

/// <summary>One element of the list, read.</summary>
/// <param name="ExternalId">Null where it has none.</param>
/// <param name="Payment">Null where it is rejected.</param>
internal sealed record RowReading(string? ExternalId, PaymentRow? Payment, RowFault? Fault);

/// <param name="Value">What is wrong, cut; null where it is missing.</param>
internal sealed record RowFault(RejectionReason Reason, string? Value = null);
