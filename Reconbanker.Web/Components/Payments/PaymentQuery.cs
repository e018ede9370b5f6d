using System.Globalization;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Components.Payments;

/// <summary>What the address of the list and of its file says: both mean the same payments.</summary>
/// <param name="State">Name of a <see cref="PaymentState"/>; anything else is all of them.</param>
/// <param name="From">A moment such as "2026-11-22T18:30", of the machine's zone.</param>
/// <param name="Amount">With a point or a comma before its decimals.</param>
public sealed record PaymentQuery(string? State, Guid? Account, string? From, string? Until, string? Amount, string? Text)
{
    public PaymentFilter Filter(Guid ownerId, TimeZoneInfo zone) => new(ownerId)
    {
        AccountId = Account,
        State = Enum.TryParse<PaymentState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        From = Moment(From, zone),
        Until = Moment(Until, zone),
        Amount = ReadAmount(),
        Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim() is { Length: > PaymentFilter.TextMaxLength } text ? text[..PaymentFilter.TextMaxLength] : Text.Trim(),
    };

    /// <summary>Whether the amount is no amount.</summary>
    public bool IsAmountWrong => !string.IsNullOrWhiteSpace(Amount) && ReadAmount() is null;

    private decimal? ReadAmount() => decimal.TryParse(Amount?.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var amount)
        && amount is > 0 and < 100_000_000_000_000 && decimal.Round(amount, 4) == amount ? amount : null;

    private static DateTimeOffset? Moment(string? text, TimeZoneInfo zone) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1900 and < 9000
            ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local)).ToUniversalTime()
            : null;
}
