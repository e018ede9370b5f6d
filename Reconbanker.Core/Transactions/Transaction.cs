using System.Linq.Expressions;
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
    public string? SenderName { get; internal set; }
    public string? Description { get; internal set; }
    public required BookingState State { get; set; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required Guid RunId { get; init; }

    /// <summary>Since when a person has to say whether it is new: it may be a row that is stored already. Kept after the answer; null for most.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>The stored transaction that it was found to be, by its texts or by a person; null for most. It is not shown or sent itself.</summary>
    public Guid? SameAsId { get; set; }

    /// <summary>When a person said what it is, and who; null while nobody did.</summary>
    public DateTimeOffset? ReviewedAt { get; set; }
    public Guid? ReviewedById { get; set; }

    /// <summary>Whether it would have had an event, but for the account's silence.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether it waits for a person to say what it is.</summary>
    public bool IsHeld => HeldAt is not null && ReviewedAt is null;

    /// <summary>Pending rows are booked or reversed, booked ones reversed; nothing goes back.</summary>
    internal bool CanBecome(BookingState state) =>
        (State, state) is (BookingState.Pending, not BookingState.Pending) or (BookingState.Booked, BookingState.Reversed);

    /// <summary>Becomes what the row with its key says now: banks often know only when they book it who paid.</summary>
    /// <returns>Makes it what it was before.</returns>
    /// <exception cref="InvalidOperationException">The state would go back.</exception>
    internal Action Become(ScrapedTransaction row)
    {
        if (!CanBecome(row.State))
        {
            throw new InvalidOperationException($"Transaction {Id} cannot go from {State} to {row.State}.");
        }

        var (state, senderName, description) = (State, SenderName, Description);
        if (State == BookingState.Pending)
        {
            (SenderName, Description) = (row.SenderName, row.Description);
        }

        State = row.State;
        return () => (State, SenderName, Description) = (state, senderName, description);
    }

    /// <summary>The row that it was read from, without what only that reading showed.</summary>
    internal ScrapedTransaction AsRow() => new(BankId, Amount, BookedOn, SenderName) { Description = Description, State = State };

    /// <summary>Whether it may have effects: booked money that came in, and is neither held nor another transaction once more.</summary>
    public bool HasEffects => State == BookingState.Booked && Amount.Amount > 0 && !IsHeld && SameAsId is null;

    /// <summary><see cref="HasEffects"/>, for the database.</summary>
    public static readonly Expression<Func<Transaction, bool>> WithEffects =
        t => t.State == BookingState.Booked && t.Amount.Amount > 0 && (t.HeldAt == null || t.ReviewedAt != null) && t.SameAsId == null;
}
