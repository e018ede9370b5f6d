using System.Globalization;

namespace Reconbanker.Web.Components.Payments;

/// <summary>A place in a list of payments, newest first.</summary>
public sealed record PaymentCursor(DateTimeOffset RegisteredAt, Guid Id)
{
    /// <param name="text">As <see cref="ToString"/> writes it; null for anything else.</param>
    public static PaymentCursor? Parse(string? text) => text?.Split('_') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() && Guid.TryParseExact(id, "N", out var guid)
            ? new PaymentCursor(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), guid)
            : null;

    /// <summary>As a page's address carries it.</summary>
    public override string ToString() => FormattableString.Invariant($"{RegisteredAt.ToUnixTimeMilliseconds()}_{Id:N}");

    /// <summary>Whether it comes first in the list.</summary>
    public bool IsNewerThan(PaymentCursor? other) => other is null || RegisteredAt > other.RegisteredAt || (RegisteredAt == other.RegisteredAt && Id > other.Id);
}
