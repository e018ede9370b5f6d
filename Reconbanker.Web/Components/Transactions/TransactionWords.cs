using Reconbanker.Core;
using Reconbanker.Core.Drivers;

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
}
