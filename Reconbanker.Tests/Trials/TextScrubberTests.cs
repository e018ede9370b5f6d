using System.Text;
using FluentAssertions;
using Reconbanker.Banks;
using Reconbanker.Core.Trials;
using Xunit;

namespace Reconbanker.Tests.Trials;

public sealed class TextScrubberTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private readonly TextScrubber _scrubber = new(["Booked", "Saldo", "u1"], Today, Encoding.UTF8.GetBytes("a key that every run of the tests has"));

    [Theory]
    [InlineData("María Belén Núñez")]
    [InlineData("001-204518-3")]
    [InlineData("TRF-00041873")]
    [InlineData("ES91 2100 0418 4502 0005 1332")]
    [InlineData("ana.lucia@example.com")]
    [InlineData("Calle 18 de Julio 1234")]
    public void Nothing_of_a_text_is_left_but_its_shape(string text)
    {
        var scrubbed = Scrub(text);

        Shape(scrubbed).Should().Be(Shape(text));
        foreach (var part in text.Split([' ', '-', '.', '@'], StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length > 2))
        {
            scrubbed.Should().NotContainEquivalentOf(part);
        }
    }

    [Fact]
    public void No_name_and_no_number_survives_whatever_the_key()
    {
        string[] secrets = ["Pereyra", "Bonino", "Güelfi", "204518", "1248077", "099123456"];
        var text = string.Join(" | ", secrets.Select((secret, i) => $"{secret} x{i} {secret.ToUpperInvariant()}"));

        for (var n = 0; n < 500; n++)
        {
            var scrubbed = new TextScrubber([], Today, BitConverter.GetBytes(n)).Scrub(text, TextKind.Text);

            secrets.Should().NotContain(secret => scrubbed.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void The_same_is_replaced_by_the_same_in_whatever_form()
    {
        Scrub("001-204518-3").Where(char.IsDigit).Should().Equal(Scrub("0012045183"));
        Scrub("PEREYRA").Should().Be(Scrub("Pereyra").ToUpperInvariant());
        Scrub("1.250,00").Where(char.IsDigit).Should().Equal(Scrub("1,250.00").Where(char.IsDigit));
    }

    [Fact]
    public void What_differs_stays_different_so_that_no_two_rows_become_one()
    {
        var ids = Enumerable.Range(41_000, 3_000).Select(n => $"TRF-{n:D8}").ToList();

        ids.Select(Scrub).Should().OnlyHaveUniqueItems().And.NotIntersectWith(ids);
    }

    [Theory]
    [InlineData("1.250,00")]
    [InlineData("-980,05")]
    [InlineData("0,75")]
    [InlineData("12.345.678,90")]
    public void An_amount_is_another_amount_that_the_same_parser_reads(string text)
    {
        var amount = BankText.Amount(text, "USD", decimalComma: true);
        var scrubbed = BankText.Amount(Scrub(text), "USD", decimalComma: true);

        scrubbed.Should().NotBe(amount);
        Math.Sign(scrubbed.Amount).Should().Be(Math.Sign(amount.Amount));
    }

    [Theory]
    [InlineData("22/11/2026")]
    [InlineData("3-1-26")]
    [InlineData("2026.02.28")]
    [InlineData("2026-11-22T10:32:05Z")]
    [InlineData("20261122")]
    [InlineData("21/11")]
    [InlineData("21 nov 2026")]
    [InlineData("5 de noviembre de 2026")]
    [InlineData("21 OCT 26")]
    [InlineData("November 5, 2026")]
    [InlineData("0,00")]
    [InlineData("12")]
    [InlineData("USD")]
    [InlineData("Booked")]
    [InlineData("SALDO")]
    [InlineData("D")]
    public void What_a_parser_lives_on_and_tells_nobody_anything_stays(string text) => Scrub(text).Should().Be(text);

    [Theory]
    [InlineData("12/05/1985")]
    [InlineData("12 de mayo de 1985")]
    [InlineData("1985-05-12")]
    [InlineData("99/99/2026")]
    [InlineData("09 91 23 45 67")]
    [InlineData("Julio")]
    public void What_only_looks_like_it_does_not_stay(string text) => Scrub(text).Should().NotBe(text).And.NotContain("1985");

    [Fact]
    public void A_day_between_numbers_stays_a_day()
    {
        Scrub("4518 21/11/2026 1.250,00").Should().MatchRegex(@"^[1-9]\d{3} 21/11/2026 [1-9]\.\d{3},\d{2}$").And.NotContain("4518").And.NotContain("1.250");
    }

    [Fact]
    public void The_words_of_a_heading_stay_and_its_numbers_do_not()
    {
        var heading = _scrubber.Scrub("Saldo al 21/11/2026 cuenta 204518", TextKind.Heading);

        heading.Should().StartWith("Saldo al 21/11/2026 cuenta ").And.NotContain("204518");
    }

    [Fact]
    public void What_a_page_calls_its_parts_stays_but_for_long_numbers()
    {
        _scrubber.Scrub("ctl00_Main_lblSaldo col-md-6", TextKind.Name).Should().Be("ctl00_Main_lblSaldo col-md-6");
        _scrubber.Scrub("acc-0012045183", TextKind.Name).Should().StartWith("acc-").And.EndWith(Scrub("0012045183"));
    }

    private string Scrub(string text) => _scrubber.Scrub(text, TextKind.Text);

    private static string Shape(string text) => string.Concat(text.Select(c =>
        char.IsUpper(c) ? 'A' : char.IsLetter(c) ? 'a' : char.IsDigit(c) ? '0' : c));
}
