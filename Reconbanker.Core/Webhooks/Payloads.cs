using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Core.Webhooks;

/// <summary>The bodies of events, as UTF-8 JSON. Integrators parse them: names, order and forms are a contract.</summary>
public static class Payloads
{
    // The body is read as JSON and never as HTML, so names keep their accents.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{id, amount, currency, name, received_at}</c>: a transaction in passthrough.</summary>
    /// <param name="receivedAt">The start of the day of booking in the bank's zone.</param>
    /// <param name="extraFields">The account's, which follow.</param>
    public static byte[] Transaction(Transaction transaction, DateTimeOffset receivedAt, string? extraFields) =>
        Write(transaction.Id, transaction.Amount, transaction.SenderName, receivedAt, isTest: false, extraFields);

    /// <summary>The same with data that is clearly none, and <c>test: true</c>.</summary>
    public static byte[] Test(Guid id, DateTimeOffset now, string? extraFields) =>
        Write(id, new Money(1.00m, "USD"), "Reconbanker test event", now, isTest: true, extraFields);

    /// <summary><c>{external_id, status, amount, currency, name}</c>: what became of a payment in reconcile.</summary>
    /// <param name="evidence">Follows as "evidence"; null for none.</param>
    /// <param name="extraFields">The account's, which follow.</param>
    internal static byte[] Payment(PendingPayment payment, string status, MatchEvidence? evidence, string? extraFields) => Write(json =>
    {
        json.WriteString("external_id", WellFormed(payment.ExternalId));
        json.WriteString("status", status);
        json.WritePropertyName("amount");
        json.WriteRawValue(Number(payment.Amount));
        json.WriteString("currency", payment.Amount.Currency);
        json.WriteString("name", payment.PayerName is { } name ? WellFormed(name) : null);
        evidence?.WriteTo(json);
        ExtraFields.WriteTo(json, extraFields);
    });

    private static byte[] Write(Guid id, Money amount, string? name, DateTimeOffset receivedAt, bool isTest, string? extraFields) => Write(json =>
    {
        json.WriteString("id", id);
        json.WritePropertyName("amount");
        json.WriteRawValue(Number(amount));
        json.WriteString("currency", amount.Currency);
        json.WriteString("name", name is null ? null : WellFormed(name));
        json.WriteString("received_at", receivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        if (isTest)
        {
            json.WriteBoolean("test", true);
        }

        ExtraFields.WriteTo(json, extraFields);
    });

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Writing))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    /// <summary>Exact, with the decimals of the currency: 12.5 and 12.50 dollars give the same bytes.</summary>
    internal static string Number(Money money) => money.Amount.ToString(
        Money.Decimals(money.Currency) is > 0 and var decimals ? $"0.{new string('0', decimals)}{new string('#', 4 - decimals)}" : "0.####",
        CultureInfo.InvariantCulture);

    /// <summary>What a bank's page says may hold half a character, which no JSON can carry.</summary>
    internal static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
