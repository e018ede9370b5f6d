using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Reconbanker.Core;
using Reconbanker.Core.Payments;
using Xunit;

namespace Reconbanker.Tests.Payments;

/// <summary>Table 6.3 of what others accept, with our decisions where they differ, and faults F58 and F59.</summary>
public sealed class RowParserTests
{
    [Theory]
    [InlineData("10.5", "USD", "10.5")]
    [InlineData("\"10.5\"", "USD", "10.5")]
    [InlineData("\" 10.5 \"", "USD", "10.5")]
    [InlineData("10.500", "USD", "10.5")]
    [InlineData("1e2", "USD", "100")]
    [InlineData("1.5E+1", "USD", "15")]
    [InlineData("1200e-2", "USD", "12")]
    [InlineData("0.01", "USD", "0.01")]
    [InlineData("99999999999999.99", "USD", "99999999999999.99")]
    [InlineData("0.1", "BHD", "0.1")]
    [InlineData("1.234", "BHD", "1.234")]
    [InlineData("1500", "JPY", "1500")]
    public void An_amount_as_number_or_text_is_taken_exactly(string amount, string currency, string expected) =>
        Parse($$"""{"external_id":"o-1","amount":{{amount}},"currency":"{{currency}}","name":"Alice"}""").Payment!.Amount
            .Should().Be(new Money(decimal.Parse(expected, CultureInfo.InvariantCulture), currency));

    [Theory]
    [InlineData("\"abc\"", RejectionReason.AmountNoNumber)]
    [InlineData("true", RejectionReason.AmountNoNumber)]
    [InlineData("{}", RejectionReason.AmountNoNumber)]
    [InlineData("\"NaN\"", RejectionReason.AmountNoNumber)]
    [InlineData("\"Infinity\"", RejectionReason.AmountNoNumber)]
    [InlineData("\"1.234,56\"", RejectionReason.AmountNoNumber)]
    [InlineData("\"1,234.56\"", RejectionReason.AmountNoNumber)]
    [InlineData("\"$10\"", RejectionReason.AmountNoNumber)]
    [InlineData("\"0x10\"", RejectionReason.AmountNoNumber)]
    [InlineData("\"1e\"", RejectionReason.AmountNoNumber)]
    [InlineData("\"10.\"", RejectionReason.AmountNoNumber)]
    [InlineData("\"١٠\"", RejectionReason.AmountNoNumber)]
    [InlineData("null", RejectionReason.AmountMissing)]
    [InlineData("\"\"", RejectionReason.AmountMissing)]
    [InlineData("\"  \"", RejectionReason.AmountMissing)]
    [InlineData("0", RejectionReason.AmountNotPositive)]
    [InlineData("0.000", RejectionReason.AmountNotPositive)]
    [InlineData("0e5", RejectionReason.AmountNotPositive)]
    [InlineData("-10.5", RejectionReason.AmountNotPositive)]
    [InlineData("-1e400", RejectionReason.AmountNotPositive)]
    [InlineData("10.505", RejectionReason.AmountTooFine)]
    [InlineData("10.000000000000000000000000000000000001", RejectionReason.AmountTooFine)]
    [InlineData("1e-400", RejectionReason.AmountTooFine)]
    [InlineData("1e400", RejectionReason.AmountTooLarge)]
    [InlineData("1e99999999999999999999", RejectionReason.AmountTooLarge)]
    [InlineData("12345678901234567890", RejectionReason.AmountTooLarge)]
    [InlineData("100000000000000", RejectionReason.AmountTooLarge)]
    public void An_amount_that_is_none_is_rejected_by_itself_where_others_abort_the_poll(string amount, RejectionReason reason)
    {
        var row = Parse($$"""{"external_id":"o-1","amount":{{amount}},"currency":"USD","name":"Alice"}""");

        row.Fault!.Reason.Should().Be(reason);
        row.ExternalId.Should().Be("o-1");
    }

    [Theory]
    [InlineData("""{"amount":1,"currency":"USD","name":"A"}""", RejectionReason.IdMissing)]
    [InlineData("""{"external_id":" ","amount":1,"currency":"USD","name":"A"}""", RejectionReason.IdMissing)]
    [InlineData("""{"external_id":true,"amount":1,"currency":"USD","name":"A"}""", RejectionReason.IdMissing)]
    [InlineData("""{"external_id":"o","currency":"USD","name":"A"}""", RejectionReason.AmountMissing)]
    [InlineData("""{"external_id":"o","amount":1,"name":"A"}""", RejectionReason.CurrencyMissing)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"","name":"A"}""", RejectionReason.CurrencyMissing)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"US","name":"A"}""", RejectionReason.CurrencyUnknown)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"XYZ","name":"A"}""", RejectionReason.CurrencyUnknown)]
    [InlineData("""{"external_id":"o","amount":1,"currency":840,"name":"A"}""", RejectionReason.CurrencyUnknown)]
    [InlineData("""{"external_id":"o","amount":10.5,"currency":"JPY","name":"A"}""", RejectionReason.AmountTooFine)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"USD","name":7}""", RejectionReason.NameNoText)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"USD","name":"\ud800"}""", RejectionReason.NameNoText)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"USD","reference":{}}""", RejectionReason.ReferenceNoText)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"USD","due_at":"next week"}""", RejectionReason.DueAtNoTime)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"USD","due_at":"31/12/2026"}""", RejectionReason.DueAtNoTime)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"USD","due_at":1767139200}""", RejectionReason.DueAtNoTime)]
    [InlineData("""{"external_id":"o","amount":1,"currency":"USD","metadata":[1]}""", RejectionReason.MetadataNoObject)]
    [InlineData("""["o"]""", RejectionReason.NotAnObject)]
    [InlineData("null", RejectionReason.NotAnObject)]
    public void A_row_that_is_no_payment_says_why(string row, RejectionReason reason) => Parse(row).Fault!.Reason.Should().Be(reason);

    [Theory]
    [InlineData("external_id", PendingPayment.ExternalIdMaxLength, RejectionReason.IdTooLong)]
    [InlineData("name", PendingPayment.NameMaxLength, RejectionReason.NameTooLong)]
    [InlineData("reference", PendingPayment.ReferenceMaxLength, RejectionReason.ReferenceTooLong)]
    public void A_text_is_taken_up_to_its_length(string field, int length, RejectionReason reason)
    {
        var row = new Dictionary<string, object> { ["external_id"] = "o", ["amount"] = 1, ["currency"] = "USD" };

        row[field] = new string('x', length);
        Parse(JsonSerializer.Serialize(row)).Fault.Should().BeNull();

        row[field] = new string('x', length + 1);
        var rejected = Parse(JsonSerializer.Serialize(row)).Fault!;
        rejected.Reason.Should().Be(reason);
        rejected.Value.Should().HaveLength(100);
    }

    [Fact]
    public void Metadata_is_taken_up_to_4000_characters()
    {
        var fits = JsonSerializer.Serialize(new { note = new string('x', PendingPayment.MetadataMaxLength - 11) });

        Parse($$"""{"external_id":"o","amount":1,"currency":"USD","metadata":{{fits}}}""").Payment!.Metadata.Should().Be(fits);
        Parse($$"""{"external_id":"o","amount":1,"currency":"USD","metadata":{{fits.Replace("x\"", "xx\"")}}}""").Fault!.Reason
            .Should().Be(RejectionReason.MetadataTooLong);
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("2.0", "2.0")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("\" o-1 \"", " o-1 ")]
    public void An_id_is_kept_as_it_is_written(string id, string expected) =>
        Parse($$"""{"external_id":{{id}},"amount":1,"currency":"USD","name":"A"}""").Payment!.ExternalId.Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData(""","name":null""")]
    [InlineData(""","name":"  " """)]
    public void A_payment_without_a_name_is_accepted_where_others_skip_it(string name) =>
        Parse($$"""{"external_id":"o","amount":1,"currency":"USD"{{name}}}""").Payment!.PayerName.Should().BeNull();

    [Fact]
    public void Reference_due_time_and_metadata_are_kept_and_what_is_unknown_is_nobody_s_business()
    {
        var payment = Parse("""
            {"external_id":"o","amount":"7","currency":"usd","name":" Ana ","reference":4711,"due_at":"2026-12-31T10:00:00.1234567-05:00",
             "metadata":{ "shop" : "Centro" },"surprise":[[{}]]}
            """).Payment;

        payment.Should().Be(new PaymentRow(
            "o", new Money(7, "USD"), "Ana", "4711", new DateTimeOffset(2026, 12, 31, 15, 0, 0, 123, TimeSpan.Zero), """{"shop":"Centro"}"""));
    }

    [Theory]
    [InlineData("2026-12-31", "2026-12-31T00:00:00Z")]
    [InlineData("2026-12-31T10:00:00", "2026-12-31T10:00:00Z")]
    [InlineData("2026-12-31T10:00:00Z", "2026-12-31T10:00:00Z")]
    [InlineData("2026-12-31T10:00:00+02:00", "2026-12-31T08:00:00Z")]
    public void A_due_time_without_an_offset_is_universal_time(string text, string expected) =>
        Parse($$"""{"external_id":"o","amount":1,"currency":"USD","due_at":"{{text}}"}""").Payment!.DueAt
            .Should().Be(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    private static RowReading Parse(string row)
    {
        using var document = JsonDocument.Parse(row);
        return RowParser.Parse(document.RootElement);
    }
}
