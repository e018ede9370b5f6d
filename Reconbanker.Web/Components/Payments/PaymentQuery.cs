using System.Globalization;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Components.Payments;

/// <summary>What the address of the list and of its file says: both mean the same payments.</summary>
/// <param name="State">Name of a <see cref="PaymentState"/>; anything else is all of them.</param>
/// <param name="From">A moment such as "2026-11-22T18:30", of the machine's zone.</param>
/// <param name="Amount">With a point or a comma before its decimals.</param>
public sealed record PaymentQuery(string? State, Guid? Account, string? From, string? Until, string? Amount, string? Text)
{
    /// <summary>Null for all of them.</summary>
    public PaymentState? PaymentState => ListAddress.State<PaymentState>(State);

    public PaymentFilter Filter(Guid ownerId, TimeZoneInfo zone) => new(ownerId)
    {
        AccountId = Account,
        State = PaymentState,
        From = ListAddress.Moment(From, zone),
        Until = ListAddress.Moment(Until, zone),
        Amount = ReadAmount(),
        Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim() is { Length: > PaymentFilter.TextMaxLength } text ? text[..PaymentFilter.TextMaxLength] : Text.Trim(),
    };

    /// <summary>Whether the amount is no amount.</summary>
    public bool IsAmountWrong => !string.IsNullOrWhiteSpace(Amount) && ReadAmount() is null;

    private decimal? ReadAmount() => decimal.TryParse(Amount?.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var amount)
        && amount is > 0 and < 100_000_000_000_000 && decimal.Round(amount, 4) == amount ? amount : null;
}
