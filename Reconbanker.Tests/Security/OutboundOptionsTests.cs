using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reconbanker.Core;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Xunit;

namespace Reconbanker.Tests.Security;

public sealed class OutboundOptionsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"reconbanker-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("http://erp.lan")]
    [InlineData("erp.lan/hook")]
    [InlineData("*.lan")]
    [InlineData("erp lan")]
    [InlineData("user@erp.lan")]
    [InlineData("erp.lan:")]
    [InlineData("erp.lan:0")]
    [InlineData("erp.lan:65536")]
    [InlineData("erp.lan:http")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("192.168.1.256")]
    [InlineData("192.168.1.0/33")]
    [InlineData("192.168.1.5/24")]
    [InlineData("10/8")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[fd00::5")]
    [InlineData("[fd00::5]:port")]
    public void An_entry_that_opens_nothing_for_certain_is_named_at_the_start(string entry)
    {
        var settings = new Dictionary<string, string?> { ["Outbound:Allow:0"] = "erp.lan", ["Outbound:Allow:1"] = entry };
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddReconbankerCore(new DataFolder(_path))
            .BuildServiceProvider();

        var read = () => services.GetRequiredService<IOptions<OutboundOptions>>().Value;

        read.Should().Throw<OptionsValidationException>().WithMessage($"*'{entry}'*");
    }
}
