namespace Reconbanker.Core.Webhooks;

public enum DeliveryKind
{
    Transaction,
    Test,
    Matched,
    Ambiguous,
    Expired,

    /// <summary>A match was undone.</summary>
    Reverted,
}

public enum DeliveryState
{
    Waiting,
    Delivered,
    Failed,

    /// <summary>A person said that it is not to be sent; it can be sent again all the same.</summary>
    Skipped,
}

/// <summary>One event on its way to an account's webhook. Written in the transaction of what it tells, with the bytes of every attempt.</summary>
public sealed class Delivery
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }

    /// <summary>Stable id of the event, sent as <c>webhook-id</c> on every attempt, e.g. "msg_0198…".</summary>
    public required string EventId { get; init; }
    public required DeliveryKind Kind { get; init; }

    /// <summary>The transaction that it tells about in passthrough; null for other events.</summary>
    public Guid? TransactionId { get; init; }

    /// <summary>The payment that it tells about in reconcile; null for other events.</summary>
    public Guid? PaymentId { get; init; }

    /// <summary>The JSON body in UTF-8, identical on every attempt.</summary>
    public required byte[] Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public DeliveryState State { get; set; } = DeliveryState.Waiting;

    /// <summary>
    /// When the next attempt is due; null when none is planned. While one is under way: when the next is, should this one never end.
    /// </summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Attempts begun, whatever became of them.</summary>
    public int Attempts { get; set; }

    /// <summary>Of those, the ones since it was made or last sent again by a person: how far the schedule of retries has come.</summary>
    public int AttemptsInRound { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
}
