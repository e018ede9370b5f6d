using System.Globalization;
using System.Text.Json;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Core.Webhooks;

/// <summary>Why a payment counts as paid: with it a receiver can come to the same verdict again.</summary>
/// <param name="Score">From 0 to 1; null where a person decided against the rules.</param>
/// <param name="Accept">The account's thresholds when it was decided.</param>
internal sealed record MatchEvidence(
    Transaction Transaction, decimal? Score, IReadOnlyList<MatchReason> Reasons, bool ByPerson, decimal Accept, decimal Margin)
{
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("evidence");
        json.WriteString("transaction_id", Transaction.Id);
        json.WriteString("bank_date", Transaction.BookedOn.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("sender", Text(Transaction.SenderName));
        json.WriteString("text", Text(Transaction.Description));
        json.WritePropertyName("amount");
        json.WriteRawValue(Payloads.Number(Transaction.Amount));
        json.WriteString("currency", Transaction.Amount.Currency);
        json.WriteString("decided_by", ByPerson ? "person" : "rules");
        json.WritePropertyName("score");
        json.WriteRawValue(Score?.ToString("0.####", CultureInfo.InvariantCulture) ?? "null");
        json.WriteStartArray("reasons");
        foreach (var reason in Reasons)
        {
            json.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));
        }

        json.WriteEndArray();
        json.WriteString("engine", Matcher.Version);
        json.WriteStartObject("rules");
        json.WriteNumber("accept", Accept);
        json.WriteNumber("margin", Margin);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? Text(string? text) => text is null ? null : Payloads.WellFormed(text);
}
