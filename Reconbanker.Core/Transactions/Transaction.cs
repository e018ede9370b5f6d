using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>A movement read from the bank. Its id comes from its identity, so that reading it again gives the same one.</summary>
public sealed class Transaction
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 in hexadecimal over what makes two rows the same; see <see cref="TransactionIdentity"/>.</summary>
    public required string IdentityKey { get; init; }

    /// <summary>1 for the first row with this key, 2 for its twin, and so on.</summary>
    public required int Ordinal { get; init; }

    public string? BankId { get; init; }
    public required Money Amount { get; init; }

    /// <summary>Day of booking in the bank's zone.</summary>
    public required DateOnly BookedOn { get; init; }
    public string? SenderName { get; init; }
    public string? Description { get; init; }
    public required BookingState State { get; set; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required Guid RunId { get; init; }

    /// <summary>Pending rows are booked or reversed, booked ones reversed; nothing goes back.</summary>
    internal bool CanBecome(BookingState state) =>
        (State, state) is (BookingState.Pending, not BookingState.Pending) or (BookingState.Booked, BookingState.Reversed);

    /// <exception cref="InvalidOperationException">The state would go back.</exception>
    internal void Become(BookingState state)
    {
        State = CanBecome(state) ? state : throw new InvalidOperationException($"Transaction {Id} cannot go from {State} to {state}.");
    }

    /// <summary>Whether it may have effects: booked money that came in.</summary>
    public bool IsBookedIncoming => State == BookingState.Booked && Amount.Amount > 0;
}
