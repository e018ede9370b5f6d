using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Web.Components.Transactions;

internal static class TransactionWords
{
    /// <summary>What a row is: booked money says which way it went.</summary>
    public static string Name(BookingState state, Money amount) => state switch
    {
        BookingState.Pending => TransactionTexts.Pending,
        BookingState.Reversed => TransactionTexts.Reversed,
        _ => amount.Amount < 0 ? TransactionTexts.Outgoing : TransactionTexts.Incoming,
    };

    /// <summary>What it is, with what keeps it from having effects.</summary>
    public static string Name(Transaction transaction) => transaction.IsHeld ? TransactionTexts.Held
        : transaction.IsSilent ? $"{Name(transaction.State, transaction.Amount)} · {TransactionTexts.Silent}"
        : Name(transaction.State, transaction.Amount);

    /// <summary>Why an answer was not taken.</summary>
    public static string Problem(ReviewOutcome outcome) => TransactionTexts.ResourceManager.Word($"Review_{outcome}");
}
