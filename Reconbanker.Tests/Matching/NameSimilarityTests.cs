using FluentAssertions;
using Reconbanker.Core.Matching.Names;
using Xunit;

namespace Reconbanker.Tests.Matching;

public sealed class NameSimilarityTests
{
    /// <summary>The existing system's table of names, with our verdict where it differs: a word within a word, or a first name alone, says nothing.</summary>
    [Theory]
    [InlineData("Alice Lopez", "ALICE  Lopez!", NameVerdict.Same)]
    [InlineData("Álvaro", "alvaro", NameVerdict.Same)]
    [InlineData("Juan Pérez", "PEREZ JUAN", NameVerdict.Same)]
    [InlineData("Juan Perez Garcia", "Garcia Perez Juan", NameVerdict.Same)]
    [InlineData("Peña S.A.", "PENA SA", NameVerdict.Same)]
    [InlineData("ACME SRL", "ACME S.R.L.", NameVerdict.Same)]
    [InlineData("O'Neil Sean", "Sean ONeil", NameVerdict.Same)]
    [InlineData("Alice", "Alice L", NameVerdict.Unsure)]
    [InlineData("Alice Lopez", "Alice Lopez Garcia", NameVerdict.Same)]
    [InlineData("Alice Lopez", "Alice L", NameVerdict.Same)]
    [InlineData("Juan Perez", "Juan Perez Gomez Rodriguez Silva", NameVerdict.Same)]
    [InlineData("Ana", "Banana SA", NameVerdict.Different)]
    [InlineData("A", "Juan Perez", NameVerdict.Different)]
    [InlineData("Juan Perez", "Juan Carlos Perez", NameVerdict.Same)]
    [InlineData("J Perez", "Juan Perez", NameVerdict.Same)]
    [InlineData("Juan Ignacio Perez Gomez", "Juan I Perez", NameVerdict.Same)]
    [InlineData("", "Alice", NameVerdict.Unsure)]
    [InlineData("Alice Lopez", null, NameVerdict.Unsure)]
    [InlineData("李雷", "Juan Perez", NameVerdict.Different)]
    [InlineData("---", "Juan", NameVerdict.Unsure)]
    [InlineData("Juan Perez", "Juan Gomez", NameVerdict.Different)]
    [InlineData("Alice Bob", "Bob Charlie", NameVerdict.Different)]
    [InlineData("Müller Straße", "Muller Strasse", NameVerdict.Same)]
    [InlineData("García-López Ana", "Garcia Lopez Ana", NameVerdict.Same)]
    [InlineData("María de León", "Carlos de Souza", NameVerdict.Different)]
    [InlineData("Perez,Juan", "Juan Perez", NameVerdict.Same)]
    [InlineData("Alice Lopez", "Bob Charlie", NameVerdict.Different)]
    [InlineData("Alice Lopez", "Completely Unrelated Counterparty", NameVerdict.Different)]
    [InlineData("a b c", "x y z", NameVerdict.Different)]
    public void Judges_the_table_of_the_existing_system(string payer, string? sender, NameVerdict verdict) => Verdict(payer, sender).Should().Be(verdict);

    [Theory]
    [InlineData("王小明", "Xiao Ming Wang")]
    [InlineData("김민준", "Kim Min-jun")]
    [InlineData("Дмитрий Щербаков", "Dmitrij Schtscherbakow")]
    [InlineData("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos")]
    [InlineData("محمد علي", "Mohammed Ali")]
    [InlineData("عبد الله حسن", "Abdullah Hassan")]
    [InlineData("יוסף כהן", "Yosef Cohen")]
    [InlineData("Mohammed Khan", "Muhammad Khan")]
    [InlineData("Müller Hans", "Mueller Hans")]
    [InlineData("Nguyễn Văn An", "Nguyen Van An")]
    public void Knows_alphabets_and_spellings(string payer, string sender) => Verdict(payer, sender).Should().Be(NameVerdict.Same);

    [Theory]
    [InlineData("Juan Perez", "TRANSFERENCIA RECIBIDA DE: PEREZ JUAN CI 4.123.456-7 12/03/2026")]
    [InlineData("Juan Carlos Perez Gomez", "JUAN CARLOS PEREZ GOM")]
    [InlineData("Construcciones del Litoral S.R.L.", "CONSTRUCCIONES DEL LITO")]
    [InlineData("Ana Rodriguez", "Rodrigeuz Ana")]
    [InlineData("Maria Jose Gonzalez", "MARIAJOSE GONZALEZ")]
    [InlineData("Juan de la Cruz", "JUAN DELACRUZ")]
    [InlineData("Frigorifico Carrasco S A", "Sociedad Anonima Frigorifico Carrasco")]
    [InlineData("Jean-Pierre Dupont", "DUPONT JP")]
    [InlineData("Perez Hnos SRL", "Perez Hermanos S.R.L.")]
    [InlineData("Bill Smith", "William Smith")]
    public void Knows_what_banks_and_clerks_do_to_names(string payer, string sender) => Verdict(payer, sender).Should().Be(NameVerdict.Same);

    [Theory]
    [InlineData("Hernandez Juan", "Fernandez Juan")]
    [InlineData("Juan Perez", "Juana Perez")]
    [InlineData("Mario Rossi", "Maria Rossi")]
    [InlineData("Distribuidora Norte SA", "Distribuidora Sur SA")]
    [InlineData("ACME SA", "ACME SRL")]
    [InlineData("John Smith Jr", "John Smith Sr")]
    [InlineData("J Perez", "Maria Perez")]
    [InlineData("Maria", "Maria Lopez")]
    [InlineData("Comercial SRL", "Juan Perez SRL")]
    [InlineData("Pedro Sanchez", "Pablo Sanchez")]
    public void Never_settles_on_what_many_have_in_common(string payer, string sender) => Verdict(payer, sender).Should().NotBe(NameVerdict.Same);

    [Fact]
    public void Does_not_depend_on_which_of_the_two_comes_first()
    {
        foreach (var pair in new Reconbanker.Benchmarks.Matching.NamePairs(7).Make(2000))
        {
            var (payer, sender) = (PayerName.Parse(pair.Payer), PayerName.Parse(pair.Sender));

            NameSimilarity.Compare(payer, sender).Score.Should().Be(NameSimilarity.Compare(sender, payer).Score, "of {0}", pair);
        }
    }

    [Fact]
    public void Says_which_words_it_took_for_one_another() =>
        NameSimilarity.Compare(PayerName.Parse("Mariajose Gonzalez"), PayerName.Parse("GONZALES MARIA JOSE")).Pairs.Select(pair => (pair.First, pair.Second))
            .Should().BeEquivalentTo([("mariajose", "maria jose"), ("gonzalez", "gonzales")]);

    private static NameVerdict Verdict(string? payer, string? sender) => NameSimilarity.Compare(PayerName.Parse(payer), PayerName.Parse(sender)).Verdict;
}
