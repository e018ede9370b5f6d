using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reconbanker.Core.Webhooks;

/// <summary>What was found of a text that is to be extra fields.</summary>
public abstract record ExtraFieldsCheck
{
    private ExtraFieldsCheck()
    {
    }

    /// <param name="Json">As it is stored: compact, or null when there are none.</param>
    public sealed record Fine(string? Json) : ExtraFieldsCheck;

    public sealed record NoObject : ExtraFieldsCheck;

    public sealed record TooLong : ExtraFieldsCheck;

    /// <param name="Names">Those that the events have themselves, or that stand twice.</param>
    public sealed record NamesTaken(IReadOnlyList<string> Names) : ExtraFieldsCheck;
}

/// <summary>Fields of an account's own that every event of it carries: one JSON object, merged at the top level.</summary>
public static class ExtraFields
{
    public const int MaxLength = 4000;

    // Those of every kind of event, so that a field does not change its meaning with the kind.
    private static readonly HashSet<string> Reserved = ["external_id", "status", "amount", "currency", "name", "id", "received_at", "test", "evidence"];

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ExtraFieldsCheck Check(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new ExtraFieldsCheck.Fine(null);
        }

        if (text.Length > MaxLength)
        {
            return new ExtraFieldsCheck.TooLong();
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Check(document.RootElement) : new ExtraFieldsCheck.NoObject();
        }
        catch (JsonException)
        {
            return new ExtraFieldsCheck.NoObject();
        }
    }

    /// <summary>Writes what <see cref="Check(string?)"/> made into an object that is open.</summary>
    internal static void WriteTo(Utf8JsonWriter json, string? fields)
    {
        if (fields is null)
        {
            return;
        }

        using var document = JsonDocument.Parse(fields);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            field.WriteTo(json);
        }
    }

    private static ExtraFieldsCheck Check(JsonElement fields)
    {
        var names = fields.EnumerateObject().Select(field => field.Name).ToList();
        var taken = names.Where(name => Reserved.Contains(name) || names.Count(n => n == name) > 1).Distinct().ToList();
        return taken.Count > 0
            ? new ExtraFieldsCheck.NamesTaken(taken)
            : new ExtraFieldsCheck.Fine(names.Count == 0 ? null : JsonSerializer.Serialize(fields, Compact));
    }
}
