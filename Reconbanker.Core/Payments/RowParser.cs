using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reconbanker.Core.Payments;

/// <summary>Reads one element of the list as a payment, or says what is wrong with it. Fields that it does not know are nobody's business.</summary>
internal static class RowParser
{
    public const int ValueMaxLength = 100;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RowReading Parse(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            return new RowReading(null, null, new RowFault(RejectionReason.NotAnObject, Shown(row)));
        }

        var (currency, amount) = ("", 0m);
        string? name = null, reference = null, metadata = null;
        DateTimeOffset? dueAt = null;
        var fault = ReadId(row, out var id)
            ?? ReadCurrency(row, out currency)
            ?? ReadAmount(row, currency, out amount)
            ?? ReadName(row, out name)
            ?? ReadReference(row, out reference)
            ?? ReadDueAt(row, out dueAt)
            ?? ReadMetadata(row, out metadata);
        return fault is null
            ? new RowReading(id, new PaymentRow(id, new Money(amount, currency), name, reference, dueAt, metadata), null)
            : new RowReading(id.Length > 0 ? id : null, null, fault);
    }

    private static RowFault? ReadId(JsonElement row, out string id)
    {
        id = "";
        var value = Find(row, "external_id");
        var text = TextOrNumber(value);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new RowFault(RejectionReason.IdMissing, Shown(value));
        }

        if (text.Length > PendingPayment.ExternalIdMaxLength)
        {
            return new RowFault(RejectionReason.IdTooLong, Cut(text));
        }

        id = text;
        return null;
    }

    private static RowFault? ReadCurrency(JsonElement row, out string currency)
    {
        currency = "";
        var value = Find(row, "currency");
        if (value is null || (value.Value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(Text(value))))
        {
            return new RowFault(RejectionReason.CurrencyMissing);
        }

        currency = Text(value)?.Trim().ToUpperInvariant() ?? "";
        return CurrencyCodes.All.Contains(currency) ? null : new RowFault(RejectionReason.CurrencyUnknown, Shown(value));
    }

    private static RowFault? ReadAmount(JsonElement row, string currency, out decimal amount)
    {
        amount = 0;
        var value = Find(row, "amount");
        var text = TextOrNumber(value)?.Trim();
        if (value is null || text is "")
        {
            return new RowFault(RejectionReason.AmountMissing);
        }

        var reason = text is null ? RejectionReason.AmountNoNumber : AmountText.Read(text, currency, out amount);
        return reason is { } wrong ? new RowFault(wrong, Shown(value)) : null;
    }

    private static RowFault? ReadName(JsonElement row, out string? name)
    {
        name = null;
        if (Find(row, "name") is not { } value)
        {
            return null;
        }

        if (Text(value)?.Trim() is not { } text)
        {
            return new RowFault(RejectionReason.NameNoText, Shown(value));
        }

        name = text.Length > 0 ? text : null;
        return text.Length > PendingPayment.NameMaxLength ? new RowFault(RejectionReason.NameTooLong, Cut(text)) : null;
    }

    private static RowFault? ReadReference(JsonElement row, out string? reference)
    {
        reference = null;
        if (Find(row, "reference") is not { } value)
        {
            return null;
        }

        if (TextOrNumber(value)?.Trim() is not { } text)
        {
            return new RowFault(RejectionReason.ReferenceNoText, Shown(value));
        }

        reference = text.Length > 0 ? text : null;
        return text.Length > PendingPayment.ReferenceMaxLength ? new RowFault(RejectionReason.ReferenceTooLong, Cut(text)) : null;
    }

    /// <summary>ISO 8601; without an offset it is UTC. Kept to the millisecond, as it is stored.</summary>
    private static RowFault? ReadDueAt(JsonElement row, out DateTimeOffset? dueAt)
    {
        dueAt = null;
        if (Find(row, "due_at") is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String && value.TryGetDateTime(out var time) ? time : (DateTime?)null;
        DateTimeOffset? instant = text is { Kind: DateTimeKind.Unspecified } ? new DateTimeOffset(text.Value, TimeSpan.Zero)
            : text is not null && value.TryGetDateTimeOffset(out var withOffset) ? withOffset
            : null;
        dueAt = instant is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known.ToUnixTimeMilliseconds()) : null;
        return dueAt is null ? new RowFault(RejectionReason.DueAtNoTime, Shown(value)) : null;
    }

    private static RowFault? ReadMetadata(JsonElement row, out string? metadata)
    {
        metadata = null;
        if (Find(row, "metadata") is not { } value)
        {
            return null;
        }

        try
        {
            metadata = value.ValueKind == JsonValueKind.Object ? JsonSerializer.Serialize(value, Compact) : null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // It holds bytes that are no text.
        }

        return metadata is null ? new RowFault(RejectionReason.MetadataNoObject, Shown(value))
            : metadata.Length > PendingPayment.MetadataMaxLength ? new RowFault(RejectionReason.MetadataTooLong, Cut(metadata))
            : null;
    }

    /// <summary>Null where it is missing or is null.</summary>
    private static JsonElement? Find(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A number's own text, so that 2.0 and 2 stay two things.</summary>
    private static string? TextOrNumber(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text(value);

    /// <summary>Null where it is no text, or holds half a character.</summary>
    private static string? Text(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Shown(JsonElement? value)
    {
        try
        {
            return value is not { } known ? null : Cut(Text(known) ?? known.GetRawText());
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Cut(string text)
    {
        var length = Math.Min(text.Length, ValueMaxLength);
        return text[..(length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
