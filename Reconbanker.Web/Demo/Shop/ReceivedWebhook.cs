using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reconbanker.Web.Demo.Shop;

/// <summary>One event as the shop got it, and how often.</summary>
/// <param name="WebhookId">The header of that name; null when it was missing.</param>
/// <param name="Headers">Names in lower case; secrets are dots.</param>
/// <param name="Body">Indented when it is JSON, else as it came.</param>
/// <param name="Payment">What it says was paid; null when it says nothing that the shop understands.</param>
public sealed record ReceivedWebhook(
    string? WebhookId, DateTimeOffset FirstAt, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body, PaymentText? Payment)
{
    private const int AnswersKept = 20;
    private const string Dots = "••••••••";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // to be read by people; the page encodes it
    };

    /// <summary>1 until it is sent again.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Whether it once came again with another body, which the sender must never do.</summary>
    public bool HasChanged { get; init; }

    /// <summary>Of the last time that it came: each is signed anew.</summary>
    public SignatureCheck Signature { get; init; }

    /// <summary>How the shop answered, one of <see cref="Faults.ShopAnswers"/> for each time; the last ones alone when there are many.</summary>
    public ImmutableList<string> Answers { get; init; } = [];

    /// <summary>The same event when it came before.</summary>
    public ReceivedWebhook After(ReceivedWebhook earlier)
    {
        var answers = earlier.Answers.AddRange(Answers);
        return this with
        {
            FirstAt = earlier.FirstAt,
            Times = earlier.Times + 1,
            HasChanged = earlier.HasChanged || earlier.Body != Body,
            Answers = answers.Count > AnswersKept ? answers.RemoveAt(0) : answers,
        };
    }

    public static ReceivedWebhook From(IHeaderDictionary headers, string body, DateTimeOffset at)
    {
        var shown = headers.Select(h => KeyValuePair.Create(h.Key.ToLowerInvariant(), Mask(h.Key, h.Value.ToString())))
            .OrderBy(h => h.Key, StringComparer.Ordinal);
        var id = headers["webhook-id"] is [{ Length: > 0 } only] ? only : null;
        try
        {
            using var json = JsonDocument.Parse(body);
            var pretty = JsonSerializer.Serialize(json.RootElement, Indented);
            return new ReceivedWebhook(id, at, [.. shown], pretty, PaymentText.Find(json.RootElement));
        }
        catch (JsonException)
        {
            return new ReceivedWebhook(id, at, [.. shown], body, null);
        }
    }

    /// <summary>Keeps the scheme of an authorization, which is what one looks for, and nothing of the token.</summary>
    private static string Mask(string header, string value) => header.ToLowerInvariant() switch
    {
        "authorization" => value.Split(' ', 2) is [var scheme, _] ? $"{scheme} {Dots}" : Dots,
        "cookie" => Dots,
        _ => value,
    };
}

/// <summary>The amount as it was written in the event, e.g. "1234.56", and who paid; null when it does not say.</summary>
public sealed record PaymentText(string Amount, string Currency, string? Name)
{
    public static PaymentText? Find(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("amount", out var amount) || amount.ValueKind != JsonValueKind.Number
            || !body.TryGetProperty("currency", out var currency) || currency.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var name = body.TryGetProperty("name", out var payer) && payer.ValueKind == JsonValueKind.String ? payer.GetString() : null;
        return new PaymentText(amount.GetRawText(), currency.GetString()!, name);
    }
}
