using FluentAssertions;
using Reconbanker.Core.Matching;
using Xunit;

namespace Reconbanker.Tests.Matching;

public sealed class HighlightsTests
{
    /// <summary>What agrees stands in brackets, what nearly does in braces.</summary>
    [Theory]
    [InlineData("Juan Pérez García", "TRANSF DE PEREZ JUAN", "[Juan] [Pérez] García", "TRANSF DE [PEREZ] [JUAN]")]
    [InlineData("Ana Rodriguez", "Rodrigeuz Ana", "[Ana] {Rodriguez}", "{Rodrigeuz} [Ana]")]
    [InlineData("Mariajose Gonzalez", "GONZALEZ, MARIA JOSE", "{Mariajose} [Gonzalez]", "[GONZALEZ], {MARIA} {JOSE}")]
    [InlineData("O'Neil Sean", "Sean ONeil", "[O'Neil] [Sean]", "[Sean] [ONeil]")]
    [InlineData("ACME S.A.", "Acme SA", "[ACME] S.A.", "[Acme] SA")]
    [InlineData("王小明", "Xiao Ming Wang", "{王小明}", null)]
    [InlineData("Alice Lopez", "Bob Charlie", "Alice Lopez", "Bob Charlie")]
    [InlineData(null, "Bob", "", "Bob")]
    public void Names_show_the_words_that_were_taken_for_one_another(string? payer, string? sender, string first, string? second)
    {
        var (payers, senders) = Highlights.Names(payer, sender);

        Show(payers).Should().Be(first);
        if (second is not null)
        {
            Show(senders).Should().Be(second);
        }

        string.Concat(payers.Select(part => part.Text)).Should().Be(payer ?? "");
        string.Concat(senders.Select(part => part.Text)).Should().Be(sender ?? "");
    }

    [Theory]
    [InlineData("Factura A-1042, gracias", "A-1042", "Factura [A]-[1042], gracias")]
    [InlineData("ref a 1042 y a-1042", "A-1042", "ref [a] [1042] y [a]-[1042]")]
    [InlineData("Factura 10420", "1042", "Factura 10420")]
    [InlineData("00 00", "00", "00 00")]
    [InlineData("Factura", null, "Factura")]
    [InlineData(null, "A-1042", "")]
    public void A_reference_is_shown_where_it_stands_as_whole_words(string? text, string? reference, string shown) =>
        Show(Highlights.Reference(text, reference)).Should().Be(shown);

    private static string Show(IEnumerable<TextPart> parts) => string.Concat(parts.Select(part => part.Agreement switch
    {
        Agreement.Same => $"[{part.Text}]",
        Agreement.Similar => $"{{{part.Text}}}",
        _ => part.Text,
    }));
}
