namespace Reconbanker.Core.Drivers;

/// <summary>One row as a bank's page shows it, before it has an identity.</summary>
/// <param name="BankId">What the bank calls the row; null or blank when it gives no id.</param>
/// <param name="Amount">Exact; negative when money left the account.</param>
/// <param name="BookedOn">Day of booking in the bank's zone.</param>
/// <param name="SenderName">Who paid, as the bank prints it; null when it does not say.</param>
public sealed record ScrapedTransaction(string? BankId, Money Amount, DateOnly BookedOn, string? SenderName)
{
    /// <summary>The bank's text for the row: reference, concept, document number.</summary>
    public string? Description { get; init; }

    public BookingState State { get; init; } = BookingState.Booked;

    /// <summary>What is on the account after the row, in its currency; null where the bank prints none.</summary>
    public decimal? Balance { get; init; }
}

/// <summary>Only booked rows have effects; pending and reversed ones are shown as what they are.</summary>
public enum BookingState { Booked, Pending, Reversed }
