using FluentAssertions;
using Reconbanker.Web;
using Reconbanker.Web.TryBank;
using Xunit;

namespace Reconbanker.Tests.TryBank;

public sealed class TryBankOptionsTests
{
    [Fact]
    public void All_options_can_be_given_at_once_in_any_order()
    {
        var options = Parse("banco-ejemplo", "--window", "--record", "/tmp/pages", "--Browser:StepTimeout=00:00:05", "--account", "001-2", "--from", "2026-11-01");

        options!.BankCode.Should().Be("banco-ejemplo");
        options.From.Should().Be(new DateOnly(2026, 11, 1));
        options.BankAccountNumber.Should().Be("001-2");
        options.HasWindow.Should().BeTrue();
        options.RecordFolder.Should().Be(Path.GetFullPath("/tmp/pages"));
        options.Settings.Should().Equal("--Browser:StepTimeout=00:00:05");
    }

    [Fact]
    public void The_code_alone_is_enough()
    {
        var options = Parse("demo-bank");

        options.Should().BeEquivalentTo(new { From = (DateOnly?)null, BankAccountNumber = (string?)null, HasWindow = false, RecordFolder = (string?)null });
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("demo-bank", "-h")]
    public void Who_asks_for_an_explanation_has_done_nothing_wrong(params string[] arguments)
    {
        TryBankOptions.Parse(arguments, out var problem).Should().BeNull();

        problem.Should().BeNull();
    }

    [Theory]
    [InlineData("--from", "--from", "demo-bank")]
    [InlineData("--from", "demo-bank", "--from")]
    [InlineData("--record", "demo-bank", "--record", "--window")]
    [InlineData("22.11.2026", "demo-bank", "--from", "22.11.2026")]
    [InlineData("yyyy-MM-dd", "demo-bank", "--form", "2026-11-22")]
    [InlineData("--form", "demo-bank", "--form", "2026-11-22")]
    [InlineData("others could read it", "demo-bank", "--password", "open sesame")]
    [InlineData("other-bank", "demo-bank", "other-bank")]
    public async Task A_wrong_argument_is_named_with_what_would_be_right(string named, params string[] arguments)
    {
        using var errors = new StringWriter();

        var end = await TryBankCommand.RunAsync(arguments, new Terminal(TextReader.Null, TextWriter.Null, errors, false), TestContext.Current.CancellationToken);

        end.Should().Be((int)TrialEnd.WrongUse);
        errors.ToString().Should().Contain(named).And.NotContain("open sesame");
    }

    private static TryBankOptions? Parse(params string[] arguments)
    {
        var options = TryBankOptions.Parse(arguments, out var problem);
        problem.Should().BeNull();
        return options;
    }
}
