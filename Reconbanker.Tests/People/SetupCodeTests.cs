using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Core.People;
using Xunit;

namespace Reconbanker.Tests.People;

public sealed class SetupCodeTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void The_printed_code_is_right_however_it_is_typed()
    {
        var code = new SetupCode(_clock);

        code.Printed.Should().MatchRegex("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$");
        code.Check(code.Printed).Should().Be(SetupCodeCheck.Right);
        code.Check($" {code.Printed.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()} ").Should().Be(SetupCodeCheck.Right);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA-AAAA-AAAA")]
    [InlineData("ñandú")]
    public void Anything_else_is_wrong(string? typed)
    {
        new SetupCode(_clock).Check(typed).Should().Be(SetupCodeCheck.Wrong);
    }

    [Fact]
    public void It_expires_after_thirty_minutes()
    {
        var code = new SetupCode(_clock);

        _clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        var before = code.Check(code.Printed);
        _clock.Advance(TimeSpan.FromSeconds(1));

        before.Should().Be(SetupCodeCheck.Right);
        code.Check(code.Printed).Should().Be(SetupCodeCheck.Expired);
        code.Check("AAAA-AAAA").Should().Be(SetupCodeCheck.Wrong);
    }

    [Fact]
    public void Two_starts_print_different_codes()
    {
        new SetupCode(_clock).Printed.Should().NotBe(new SetupCode(_clock).Printed);
    }
}
