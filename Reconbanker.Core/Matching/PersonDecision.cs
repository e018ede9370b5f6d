using System.Linq.Expressions;

namespace Reconbanker.Core.Matching;

public enum DecisionKind
{
    /// <summary>A transfer that the rules know of pays the payment.</summary>
    Choose,

    /// <summary>Another transfer does, whatever the rules say.</summary>
    Force,

    /// <summary>A transfer does not pay it; the rules leave the pair alone from then on.</summary>
    Reject,

    /// <summary>A match was wrong; the rules leave the pair alone from then on.</summary>
    Undo,
    Cancel,

    /// <summary>It is expected, although it vanished, or its id was settled before.</summary>
    Keep,
}

/// <summary>What a person decided about a payment: who, when and why. Never changed; the rules never undo it.</summary>
public sealed class PersonDecision
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required Guid PaymentId { get; init; }

    /// <summary>The transfer that it is about; null where it is about the payment alone.</summary>
    public Guid? TransactionId { get; init; }
    public required DecisionKind Kind { get; init; }
    public required Guid ById { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Reason { get; init; }

    /// <summary>Whether it says that a transfer does not pay the payment.</summary>
    public static readonly Expression<Func<PersonDecision, bool>> PartsPair =
        d => d.TransactionId != null && (d.Kind == DecisionKind.Reject || d.Kind == DecisionKind.Undo);
}
