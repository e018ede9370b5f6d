using FluentAssertions;
using Reconbanker.Core.People;
using Xunit;

namespace Reconbanker.Tests.People;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("llueve en quito!")]
    [InlineData("my password for the bank")]
    [InlineData("zzzzy7Q-1kfp")]
    public void A_long_password_will_do_whatever_its_characters(string password)
    {
        PasswordRules.Check(password, "ana@example.com").Should().BeNull();
    }

    [Theory]
    [InlineData("eleven chrs", PasswordProblem.TooShort)]
    [InlineData("password1234", PasswordProblem.Notorious)]
    [InlineData("Contraseña123", PasswordProblem.Notorious)]
    [InlineData("reconbanker!!", PasswordProblem.Notorious)]
    [InlineData("aaaaaaaaaaaaaaaa", PasswordProblem.Notorious)]
    [InlineData("121212121212", PasswordProblem.Notorious)]
    [InlineData("I am MARTINA and old", PasswordProblem.ContainsEmailName)]
    public void A_password_that_is_easily_guessed_is_refused(string password, PasswordProblem problem)
    {
        PasswordRules.Check(password, "martina@example.com").Should().Be(problem);
    }

    [Fact]
    public void A_password_of_absurd_length_is_refused_before_it_costs_anything()
    {
        PasswordRules.Check(new string('x', 257), "ana@example.com").Should().Be(PasswordProblem.TooLong);
    }

    [Theory]
    [InlineData(" Ana@Example.com ", "ana@example.com")]
    [InlineData("ana", null)]
    [InlineData("Ana <ana@example.com>", null)]
    [InlineData("ana@example.com, ben@example.com", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_email_address_is_read_in_lower_case_or_not_at_all(string? typed, string? read)
    {
        EmailAddress.Read(typed).Should().Be(read);
    }
}
