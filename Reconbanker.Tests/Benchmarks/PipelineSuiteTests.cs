using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.Pipeline;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

public sealed class PipelineSuiteTests
{
    /// <summary>Few payments, and no word on the time: other tests run beside it.</summary>
    [Fact]
    public async Task Every_payment_that_is_polled_and_paid_is_told_once()
    {
        var result = await new PipelineSuite().RunAsync(new SuiteOptions { Arguments = ["300"] }, TextWriter.Null, TestContext.Current.CancellationToken);

        result.Figures.Should().Contain(new KeyValuePair<string, object>("n", 300)).And.Contain(new KeyValuePair<string, object>("effects", 300))
            .And.Contain(new KeyValuePair<string, object>("unchanged_writes", 0), "a poll that is repeated changes nothing");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("50001")]
    [InlineData("many")]
    public async Task What_is_no_number_of_payments_is_refused(string text)
    {
        var running = () => new PipelineSuite().RunAsync(new SuiteOptions { Arguments = [text] }, TextWriter.Null, TestContext.Current.CancellationToken);

        await running.Should().ThrowAsync<FormatException>().WithMessage("*from 1 to 50000*");
    }
}
