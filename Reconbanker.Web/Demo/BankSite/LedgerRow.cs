using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>One movement of an account.</summary>
/// <param name="Document">The bank's unique id, e.g. "TRF-00041873"; empty where the bank prints none.</param>
/// <param name="BookedOn">Day at the bank.</param>
/// <param name="Counterparty">Who paid or was paid; null for the bank itself.</param>
/// <param name="Amount">Major units of its currency; negative when money left.</param>
public sealed record LedgerRow(
    string Document, DateOnly BookedOn, string Description, string? Counterparty, decimal Amount, BookingState State)
{
    /// <summary>ISO 4217 code; null for the account's own.</summary>
    public string? Currency { get; init; }
}

/// <summary>A movement with its currency, and the balance that it left in it; null unless it is booked.</summary>
public sealed record StatementLine(LedgerRow Row, string Currency, decimal? Balance);

/// <summary>A transfer to be put on an account.</summary>
/// <param name="Amount">Major units, more than zero, with no more decimals than the currency has.</param>
public sealed record IncomingTransfer(string Payer, decimal Amount, string Text, BookingState State)
{
    /// <summary>One of the account's; null for its own.</summary>
    public string? Currency { get; init; }

    /// <summary>Days between the day that it is booked on and today.</summary>
    public int DaysAgo { get; init; }
}
