using System.Text;
using FluentAssertions;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class PayloadsTests
{
    private static readonly Guid Id = new("0198c0de-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset Midnight = new(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(-5));

    [Theory]
    [InlineData("12.5", "USD", "12.50")]
    [InlineData("12.50", "USD", "12.50")]
    [InlineData("12.5000", "USD", "12.50")]
    [InlineData("0.10", "USD", "0.10")]
    [InlineData("1234567890123.45", "USD", "1234567890123.45")]
    [InlineData("90071992547409.93", "USD", "90071992547409.93")]
    [InlineData("1500", "CLP", "1500")]
    [InlineData("1.234", "KWD", "1.234")]
    [InlineData("1.2", "UYW", "1.2000")]
    public void An_amount_is_a_number_with_the_exact_decimals_of_its_currency(string amount, string currency, string written)
    {
        var money = new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency);

        Text(Row(money, "Alice")).Should().Contain($"\"amount\":{written},\"currency\":\"{currency}\"");
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData("José Núñez & Söhne", "\"José Núñez & Söhne\"")]
    [InlineData("say \"hi\"\n\\", "\"say \\\"hi\\\"\\n\\\\\"")]
    public void A_name_is_written_as_the_bank_prints_it_and_null_when_it_does_not_say(string? name, string written) =>
        Text(Row(new Money(1m, "USD"), name)).Should().Contain($"\"name\":{written},");

    [Fact]
    public void Half_a_character_in_a_name_harms_nobody() =>
        Text(Row(new Money(1m, "USD"), "half " + '\ud83d')).Should().Contain("\"name\":\"half \ufffd\",");

    [Fact]
    public void The_start_of_the_banks_day_is_written_in_utc_with_milliseconds() =>
        Text(Row(new Money(1m, "USD"), null)).Should().EndWith("\"received_at\":\"2026-01-01T05:00:00.000Z\"}");

    [Fact]
    public void The_event_of_a_transaction_has_the_same_id_and_bytes_whenever_it_is_made()
    {
        var account = Account();
        var transaction = Row(new Money(12.5m, "USD"), "Alice", account.Id);

        var before = Deliveries.ForTransaction(account, transaction, Midnight, Midnight);
        var after = Deliveries.ForTransaction(account, transaction, Midnight, Midnight.AddDays(9));

        before.EventId.Should().Be("msg_0198c0de000070008000000000000001").And.Be(after.EventId);
        before.Body.Should().Equal(after.Body);
        before.DueAt.Should().Be(Midnight);
    }

    [Fact]
    public void What_has_no_effects_has_no_event()
    {
        var account = Account();

        var outgoing = () => Deliveries.ForTransaction(account, Row(new Money(-1m, "USD"), null, account.Id), Midnight, Midnight);
        var foreign = () => Deliveries.ForTransaction(account, Row(new Money(1m, "USD"), null), Midnight, Midnight);

        outgoing.Should().Throw<ArgumentException>();
        foreign.Should().Throw<ArgumentException>();
    }

    private static string Text(Transaction transaction) => Encoding.UTF8.GetString(Payloads.Transaction(transaction, Midnight, extraFields: null));

    private static Account Account() => new()
    {
        Id = Guid.CreateVersion7(),
        OwnerId = Id,
        BankCode = "demo-bank",
        Name = "Shop",
        CreatedAt = Midnight,
        EventsFromOn = new DateOnly(2026, 1, 1),
        SealedSigningSecret = "",
    };

    private static Transaction Row(Money amount, string? name, Guid accountId = default) => new()
    {
        Id = Id,
        AccountId = accountId,
        IdentityKey = "key",
        Ordinal = 1,
        Amount = amount,
        BookedOn = new DateOnly(2026, 1, 1),
        SenderName = name,
        State = BookingState.Booked,
        FirstSeenAt = Midnight,
        RunId = Id,
    };
}
