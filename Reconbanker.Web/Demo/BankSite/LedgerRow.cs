using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>One movement of an account.</summary>
/// <param name="Document">The bank's unique id, e.g. "TRF-00041873".</param>
/// <param name="BookedOn">Day at the bank.</param>
/// <param name="Counterparty">Who paid or was paid; null for the bank itself.</param>
/// <param name="Amount">Major units of the account's currency; negative when money left.</param>
public sealed record LedgerRow(
    string Document, DateOnly BookedOn, string Description, string? Counterparty, decimal Amount, BookingState State);

/// <summary>A movement with the balance that it left; null unless it is booked.</summary>
public sealed record StatementLine(LedgerRow Row, decimal? Balance);

/// <summary>A transfer to be put on an account by hand, booked today.</summary>
/// <param name="Amount">Major units, more than zero, with no more decimals than the currency has.</param>
public sealed record IncomingTransfer(string Payer, decimal Amount, string Text, BookingState State);
