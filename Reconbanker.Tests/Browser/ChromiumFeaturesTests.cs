using System.Text.RegularExpressions;
using FluentAssertions;
using Reconbanker.Core.Browser;
using Xunit;

namespace Reconbanker.Tests.Browser;

public sealed partial class ChromiumFeaturesTests
{
    [Fact]
    public async Task What_Playwright_turns_off_stays_off()
    {
        var driver = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, ".playwright", "package", "lib", "coreBundle.js"), TestContext.Current.CancellationToken);
        var list = List().Match(driver).Groups["names"].Value;

        ChromiumFeatures.OffForPlaywright.Should().BeEquivalentTo(Name().Matches(list).Select(name => name.Groups["name"].Value));
    }

    [GeneratedRegex(@"disabledFeatures = \[(?<names>[^\]]+)\]")]
    private static partial Regex List();

    [GeneratedRegex("""^\s*"(?<name>\w+)",?\s*$""", RegexOptions.Multiline)]
    private static partial Regex Name();
}
