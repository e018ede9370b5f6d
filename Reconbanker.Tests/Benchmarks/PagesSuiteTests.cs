using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.Pages;
using Xunit;

namespace Reconbanker.Tests.Benchmarks;

public sealed class PagesSuiteTests
{
    /// <summary>Few rows, and no word on the time: other tests run beside it.</summary>
    [Fact]
    public async Task Every_page_of_payments_is_measured()
    {
        var table = new StringWriter();

        var result = await new PagesSuite().RunAsync(new SuiteOptions { Cases = 2000 }, table, TestContext.Current.CancellationToken);

        result.Figures.Should().Contain(new KeyValuePair<string, object>("rows", 2000));
        table.ToString().Should().Contain("to decide").And.Contain("the front page").And.Contain("payments.csv");
    }
}
